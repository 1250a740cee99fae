"""Trees that cannot be right, put right before anything is read from them."""
