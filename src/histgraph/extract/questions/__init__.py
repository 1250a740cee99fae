"""What a question takes for granted or asks, and what the first words of an answer say to it."""
