"""The 193 Member States, the letters to their missions, and what became of them."""
