"""Counts for monitoring, and a log of requests that holds no text, no query and no name."""

import json
import logging
import time
from bisect import bisect_left
from collections import defaultdict

LOG = logging.getLogger("histgraph.serve")
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counters and one histogram, in the text format that Prometheus reads."""

    def __init__(self) -> None:
        self._started = time.time()
        self._requests: dict[tuple[str, int], int] = defaultdict(int)
        self._seconds: dict[str, list[int]] = {}
        self._sums: dict[str, float] = defaultdict(float)
        self._events: dict[str, int] = defaultdict(int)

    def request(self, kind: str, method: str, status: int, seconds: float, size: int) -> None:
        """Count a request of a kind ("query", "page", ...), and log it."""
        self._requests[kind, status] += 1
        buckets = self._seconds.setdefault(kind, [0] * (len(_BOUNDS) + 1))
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._sums[kind] += seconds
        if LOG.isEnabledFor(logging.INFO):
            row = {
                "kind": kind,
                "method": method,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "bytes": size,
            }
            LOG.info(json.dumps(row))

    def event(self, name: str) -> None:
        """Count something that happened: "time", "memory", "snapshot", ..."""
        self._events[name] += 1

    def text(self, gauges: dict[str, float]) -> str:
        """Return all of it; ``gauges`` are values of this moment."""
        lines = ["# TYPE histgraph_requests_total counter"]
        lines += [
            f'histgraph_requests_total{{kind="{kind}",status="{status}"}} {count}'
            for (kind, status), count in sorted(self._requests.items())
        ]
        lines.append("# TYPE histgraph_request_seconds histogram")
        for kind, buckets in sorted(self._seconds.items()):
            total = 0
            for bound, count in zip((*map(str, _BOUNDS), "+Inf"), buckets, strict=True):
                total += count
                lines.append(f'histgraph_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {total}')
            lines.append(f'histgraph_request_seconds_sum{{kind="{kind}"}} {self._sums[kind]:.6f}')
            lines.append(f'histgraph_request_seconds_count{{kind="{kind}"}} {total}')
        lines.append("# TYPE histgraph_events_total counter")
        lines += [f'histgraph_events_total{{event="{n}"}} {c}' for n, c in sorted(self._events.items())]
        gauges = {"uptime_seconds": time.time() - self._started, **gauges}
        for name, value in gauges.items():
            lines += [f"# TYPE histgraph_{name} gauge", f"histgraph_{name} {value:g}"]
        return "\n".join(lines) + "\n"
