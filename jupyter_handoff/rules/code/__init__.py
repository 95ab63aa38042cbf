"""Rules about the code that is handed over."""
