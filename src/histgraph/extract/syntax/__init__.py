"""The tree that rules walk, and what words do to each other in it: scope, polarity, coordination, time."""
