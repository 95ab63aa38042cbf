"""Rules about the notebook file itself."""
