"""From a clause and its parts to a draft of a claim; what every construction needs."""
