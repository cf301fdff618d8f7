"""What organisers are told by mail: what somebody did, what is wrong, what is due, and how the week was."""
