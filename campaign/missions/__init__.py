"""The Member States, and where their missions are written to."""
