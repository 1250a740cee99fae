"""python -m histgraph: the command line."""

from histgraph.cli import main

if __name__ == "__main__":
    main()
