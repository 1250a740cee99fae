"""What a question asks, takes for granted or leaves open, and what the first words of an answer say to it."""
