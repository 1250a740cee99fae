"""How long each page takes over a large store: python benchmarks/pages.py [--store FOLDER] [--claims 100000].

Every page, every form of a thing and every list of the JSON interface is asked for several times; the middle time
is given in milliseconds and as a multiple of the time of ``/healthz``, which does nothing, in the same run. Each
must be there within 300 ms; the exit code is 1 where one is not.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx

from large_store import make
from serve import histgraph

MOST = 0.3
TIMES = 5


def addresses(client: httpx.Client) -> list[str]:
    """Return what to ask for: one of each kind, those that most claims speak of."""

    def first(what: str) -> dict:
        return client.get(f"/api/{what}", params={"limit": 1}).json()["items"][0]

    source, entity, proposition, link = (first(w) for w in ("sources", "entities", "propositions", "links"))
    claim = link["claims"][0]
    things = {
        "claim": claim["id"], "entity": entity["id"], "proposition": proposition["id"], "source": source["id"],
        "contribution": claim["contribution"], "link": link["id"],
    }  # fmt: skip
    found = ["/", "/review", "/timeline", "/ask", "/editor", "/search?q=case", "/upload", "/tour", "/network"]
    found += [f"/matrix/{source['id']}", f"/read/{source['id']}", f"/network?source={source['id']}"]
    for kind, id_ in things.items():
        found += [f"/{kind}/{id_}", f"/{kind}/{id_}.ttl", f"/{kind}/{id_}.json"]
    found += [
        f"/api/{what}"
        for what in ("counts", "sources", "claims", "links", "entities", "propositions", "reviews")
    ]
    found += [f"/api/claims?about={entity['id']}", "/api/search?q=case", "/api/suggest?q=ka"]
    page = client.get("/").text
    return list(dict.fromkeys([*found, *re.findall(r'href="(/[a-z]+(?:/[^"#]*)?)"', page)[:20]]))


def measure(client: httpx.Client, path: str) -> tuple[int, float, int]:
    """Return status, middle time in seconds and size of a page."""
    times = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        got = client.get(path, headers={"Accept": "text/html"} if "." not in path else {})
        times.append(time.perf_counter() - begin)
    return got.status_code, statistics.median(times), len(got.content)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    given = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory(prefix="histgraph-pages-") as folder:
        store = given.store or make(Path(folder) / "store", given.claims)
        with histgraph(store) as address, httpx.Client(base_url=address, timeout=120) as client:
            while client.get("/api/counts").status_code == 503:
                time.sleep(0.2)
            nothing = measure(client, "/healthz")[1]
            for path in addresses(client):
                status, seconds, size = measure(client, path)
                late = seconds > MOST or status >= 400
                slow += late
                mark, shown = "!" if late else " ", f"{seconds * 1000:7.1f} ms {seconds / nothing:6.1f} x"
                print(f"{mark} {status} {shown} {size:9,} B  {path}", flush=True)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
