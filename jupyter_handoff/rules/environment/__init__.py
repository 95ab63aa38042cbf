"""Rules about the environment that the code needs."""
