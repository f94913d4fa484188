"""What `bmc review` reviews, and how it prints the result."""
