"""Petitions and calls to action whose count anyone can check."""
