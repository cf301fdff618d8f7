"""What journalists read of a campaign, and what is told once it is over."""
