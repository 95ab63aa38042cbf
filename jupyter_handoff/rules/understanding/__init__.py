"""Rules about what was learnt and decided."""
