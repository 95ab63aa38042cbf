"""Rules about secrets and attacks."""
