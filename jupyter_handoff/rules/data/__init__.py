"""Rules about the data that is handed over."""
