"""The only modules that start another program."""
