"""What is told of a campaign after its release: dated updates, their pages and feed."""
