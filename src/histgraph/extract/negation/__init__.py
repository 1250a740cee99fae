"""What is denied: in its own turns, by contrast, by what a verb implies."""
