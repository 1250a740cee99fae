"""histgraph reads what texts claim about the past."""
