"""A language model as extractor: dropped in, believed only where the text bears it out, asked once."""

import json
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import histgraph
from histgraph.errors import ExtractionError
from histgraph.llm import LlmExtractor
from histgraph.llm.endpoint import Endpoint
from histgraph.pipeline import Settings

TEXT = """Q: Who burned the bridge?

A (Ada): The garrison **burned** the bridge in 1631, as the miller says. It did not want the cavalry to cross.

A (Bo): Contrary to what Ada says, the garrison did not burn the bridge.
"""
SAID = {
    "miller": [
        {"quote": "The garrison burned the bridge in 1631", "subject": "the garrison", "relation": "destroyed",
         "object": "the bridge", "polarity": "affirmed", "certainty": "certain", "time": "1631"},
        {"quote": "It did not want the cavalry to cross.", "subject": "the garrison", "relation": "sought",
         "object": "the crossing of the cavalry", "polarity": "denied", "mode": "intended"},
        {"quote": "The garrison burned the town.", "subject": "the garrison", "relation": "destroyed",
         "object": "the town", "polarity": "affirmed"},
        {"quote": "as the miller says", "subject": "", "relation": "said", "object": "x"},
    ],
    "Contrary": [
        {"quote": "Contrary to what Ada says, the garrison did not burn the bridge.", "subject": "the garrison",
         "relation": "destroyed", "object": "the bridge", "polarity": "denied", "disagrees_with": "Ada"},
    ],
}  # fmt: skip


class _Model(BaseHTTPRequestHandler):
    """Answers as an OpenAI-compatible endpoint does."""

    asked: list[dict] = []  # noqa: RUF012
    status = 200
    fails = 0
    content: str | None = None

    def log_message(self, *_args):
        pass

    def do_POST(self):
        kind = type(self)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind.asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
        status = kind.status
        if kind.fails:
            kind.fails, status = kind.fails - 1, 503
        words = body["messages"][-1]["content"]
        claims = next((said for key, said in SAID.items() if key in words), [])
        answer = kind.content or f"```json\n{json.dumps({'claims': claims})}\n```"
        data = json.dumps(
            {"choices": [{"message": {"content": answer}}]} if status == 200 else {"error": "no"}
        ).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def model(tmp_path, monkeypatch):
    class Model(_Model):
        asked = []  # noqa: RUF012

    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HISTGRAPH_LLM_URL", f"http://127.0.0.1:{server.server_port}/v1")
    monkeypatch.setenv("HISTGRAPH_LLM_MODEL", "small")
    monkeypatch.setenv("HISTGRAPH_LLM_KEY", "secret")
    monkeypatch.setenv("HISTGRAPH_LLM_CACHE", str(tmp_path / "cache"))
    yield Model
    server.shutdown()
    server.server_close()


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


LLM = Settings(extractor="histgraph.llm:LlmExtractor")


def test_a_model_is_dropped_in_for_the_rules(model, text):
    graph = histgraph.build(text, settings=LLM)
    found = sorted(
        (c.answer, c.subject.text, c.relation.id, c.object.text, str(c.polarity), c.disagrees_with)
        for c in graph.claims()
    )
    assert found == [
        ("1", "the garrison", "destroyed", "the bridge", "affirmed", ()),
        ("1", "the garrison", "sought", "the crossing of the cavalry", "denied", ()),
        ("2", "the garrison", "destroyed", "the bridge", "denied", ("Ada",)),
    ]
    for claim in graph.claims():
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.quote
    assert any("**burned**" in c.quote for c in graph.claims())
    contradictions = graph.contradictions()
    assert [str(k.kind) for k in contradictions] == ["ExplicitDisagreement"]
    assert model.asked[0]["path"] == "/v1/chat/completions"
    assert model.asked[0]["key"] == "Bearer secret"
    assert model.asked[0]["temperature"] == 0


def test_a_claim_whose_quote_is_not_in_the_text_is_refused(model, text):
    graph = histgraph.build(text, settings=LLM)
    assert not any("town" in c.object.label for c in graph.claims())
    problem = next(p for p in graph.report.problems if "refused" in p.message)
    assert "The garrison burned the town." in problem.message
    assert problem.document == "bridge.txt"


def test_nothing_is_asked_twice_and_the_key_is_never_kept(model, text, tmp_path):
    first = histgraph.build(text, settings=LLM).serialise()
    assert len(model.asked) == 2
    assert histgraph.build(text, settings=LLM).serialise() == first
    assert len(model.asked) == 2
    kept = list((tmp_path / "cache").rglob("*.json"))
    assert len(kept) == 2
    assert not any("secret" in path.read_text(encoding="utf-8") for path in kept)


def test_an_answer_that_is_no_json_is_a_problem_of_that_contribution(model, text):
    model.content = "I am sorry, I cannot do that."
    graph = histgraph.build(text, settings=LLM)
    assert graph.claims() == ()
    assert sum("no list of claims" in p.message for p in graph.report.problems) == 2


def test_an_overloaded_endpoint_is_asked_again(model, tmp_path):
    import os

    model.fails = 2
    endpoint = Endpoint(os.environ["HISTGRAPH_LLM_URL"], "", tmp_path / "c", wait=0.01)
    assert "claims" in endpoint.complete("small", "system", "miller")
    assert len(model.asked) == 3


def test_a_refusal_names_address_and_remedy(model, text):
    model.status = 401
    with pytest.raises(ExtractionError, match=r"127\.0\.0\.1.*401.*HISTGRAPH_LLM_KEY"):
        histgraph.build(text, settings=LLM)


def test_an_endpoint_that_is_away_says_so(tmp_path):
    endpoint = Endpoint("http://127.0.0.1:9/v1", "", tmp_path, wait=0.01)
    with pytest.raises(ExtractionError, match="HISTGRAPH_LLM_URL"):
        endpoint.complete("m", "s", "u")


def test_a_model_must_be_named():
    with pytest.raises(ExtractionError, match="--model"):
        LlmExtractor(settings={})


def test_without_the_extra_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("histgraph.llm.endpoint.find_spec", lambda _name: None)
    with pytest.raises(ExtractionError, match=r"histgraph\[llm\]"):
        Endpoint("http://127.0.0.1:9/v1", "", tmp_path).complete("m", "s", "u")


def test_both_extractors_come_through_the_same_door():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    points = project["project"]["entry-points"]["histgraph.extractors"]
    assert points == {"rules": "histgraph.extract:RuleExtractor", "llm": "histgraph.llm:LlmExtractor"}
