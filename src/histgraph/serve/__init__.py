"""The web: pages for people, a SPARQL endpoint and a JSON interface for programs.

Importing this package needs no extra; ``histgraph.serve.run`` and all that answers requests
need ``histgraph[serve]``. How the parts hang together:

- ``app`` lists the addresses; ``pages`` are for people, ``api`` and the protocols for programs.
- ``context`` holds what all requests share: settings, copies of the store, workers, the writer.
- ``pool`` and ``worker``: SPARQL runs in processes that may be killed.
- ``library`` is what pages ask instead of SPARQL: claims, links, entities of one copy.
"""

from histgraph.serve.settings import Limits, Settings

__all__ = ["Limits", "Settings"]
