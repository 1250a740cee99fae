"""Whose view it is: beliefs, reports, opinions, and what is taken up only to be rejected."""
