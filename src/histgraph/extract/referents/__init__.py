"""Who and what is meant: names, pronouns and definite phrases of one page."""
