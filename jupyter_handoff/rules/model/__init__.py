"""Rules about the model that is handed over."""
