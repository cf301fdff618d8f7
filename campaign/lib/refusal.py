"""What is asked for and can't be had, with the reason."""


class Refusal(Exception):
    """A sentence for the organiser: what can't be done, and why."""
