"""The JSON interface keeps to its description, whatever it is sent."""

import warnings

import pytest
from hypothesis import HealthCheck, given, settings

from histgraph.serve import Limits
from histgraph.serve.api import OPERATIONS
from histgraph.serve.openapi import described
from serving import BEARER, TOKEN, served, view_store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis")

SCHEMA = schemathesis.openapi.from_dict(described(OPERATIONS, "http://localhost"))
CALLS = {f"{o.ok().method.upper()} {o.ok().path}": o.ok() for o in SCHEMA.get_all_operations()}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    limits = Limits(writes_per_minute=100_000)
    with served(view_store(tmp_path_factory.mktemp("api") / "s"), token=TOKEN, limits=limits) as found:
        found.app.state.context.jobs._do = _nothing  # texts are taken in by test_serve_writing
        yield found


async def _nothing(job):
    job.report = {"taken": list(job.names)}


def test_the_description_is_what_is_served(client):
    got = client.get("/api/openapi.json").json()
    assert got == described(OPERATIONS, "http://localhost")
    assert got["openapi"].startswith("3.1")
    assert len(CALLS) > 15


CASES = [(name, "positive") for name in CALLS]
# An id in a path is any text, so nothing can be wrong with it.
CASES += [(name, "negative") for name, call in CALLS.items() if "{" not in name and (call.query or call.body)]


@pytest.mark.parametrize(("name", "mode"), CASES)
def test_every_answer_is_as_described(client, name, mode):
    operation = CALLS[name]
    quick = settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )

    @quick
    @given(operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
    def keeps_to_it(case):
        check(client, operation, case)

    keeps_to_it()


def check(client, operation, case):
    wanted = case.as_transport_kwargs(base_url="http://localhost")
    headers = {**(wanted.get("headers") or {}), **(BEARER if case.method == "POST" else {})}
    got = client.request(
        wanted["method"],
        wanted["url"],
        params=wanted.get("params"),
        json=wanted.get("json"),
        content=wanted.get("data"),
        headers={name: str(value).encode("latin-1", "replace") for name, value in headers.items()},
    )
    assert got.status_code < 500, got.text
    answers = operation.definition.raw["responses"]
    if got.status_code == 404 and "404" not in answers:
        return  # a path that is none of ours: an id with a slash in it
    assert str(got.status_code) in answers, (got.status_code, got.text)
    assert got.headers["content-type"] == next(iter(answers[str(got.status_code)]["content"]))
    operation.validate_response(schemathesis.Response.from_any(got))
