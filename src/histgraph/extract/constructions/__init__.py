"""The kinds of clauses, each read by a module: plain, with a copula, passive, relative, cleft."""
