"""Who may ask and who may change; what hostile requests get."""

import json
import logging
import re

import pytest

from histgraph.serve.body import BadRequest
from histgraph.serve.jobs import check_text, safe_name
from histgraph.serve.metrics import LOG
from serving import BEARER, TOKEN, served, view_store

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
REVIEW = {"target": "x", "verdict": "holds", "reviewer": "Ada"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return view_store(tmp_path_factory.mktemp("security") / "s")


@pytest.fixture(scope="module")
def client(store):
    with served(store) as found:
        yield found


@pytest.fixture(scope="module")
def guarded(store):
    with served(store, token=TOKEN) as found:
        yield found


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost", True),
        ("localhost:8765", True),
        ("127.0.0.1:8765", True),
        ("[::1]:8765", True),
        ("LOCALHOST", True),
        ("evil.example.org", False),
        ("localhost.evil.example.org", False),
        ("127.0.0.1.nip.io", False),
        ("localhost@evil.example.org", False),
        ("203.0.113.9", False),
        ("", False),
    ],
)
def test_only_known_hosts_are_answered(client, host, allowed):
    for path in ("/", "/sparql?query=ASK%7B%7D", "/api/counts", "/healthz"):
        got = client.get(path, headers={"Host": host})
        assert (got.status_code == 200) is allowed, (path, got.status_code)


def test_a_forwarded_host_changes_nothing(client):
    got = client.get(
        "/sparql", headers={"X-Forwarded-Host": "evil.example.org", "Forwarded": "host=evil.example.org"}
    )
    assert "evil" not in got.text


def test_further_names_are_answered_when_told(store):
    with served(store, host="0.0.0.0", hosts=("graph.example.org",), read_only=True) as found:
        assert found.get("/healthz", headers={"Host": "graph.example.org"}).status_code == 200
        assert found.get("/healthz", headers={"Host": "other.example.org"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Origin": "http://localhost.evil.example.org"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_pages_of_other_sites_change_nothing(guarded, headers):
    got = guarded.post("/api/reviews", json=REVIEW, headers=headers | BEARER)
    assert got.status_code == 403
    assert "origin" in got.text


def test_a_form_needs_our_own_token_for_this_browser(client):
    client.cookies.clear()
    assert client.post("/api/reviews", json=REVIEW).status_code == 403
    client.get("/")
    assert client.post("/api/reviews", json=REVIEW).status_code == 403, "a cookie alone is no proof"
    assert client.post("/api/reviews", json=REVIEW, headers={"X-CSRF-Token": "0" * 64}).status_code == 403
    assert client.post("/api/reviews", json=REVIEW, headers={"X-CSRF-Token": "é".encode()}).status_code == 403


def test_the_token_of_one_session_is_of_no_use_to_another(client):
    from histgraph.serve.security import SESSION, signed

    secret = client.app.state.context.secret
    mine, other = "m" * 32, "o" * 32
    proof = signed(secret, "csrf", mine)
    headers = {"X-CSRF-Token": proof, "Cookie": f"{SESSION}={other}"}
    assert client.post("/api/reviews", json=REVIEW, headers=headers).status_code == 403
    headers["Cookie"] = f"{SESSION}={mine}"
    assert client.post("/api/reviews", json=REVIEW, headers=headers).status_code == 404, (
        "let pass; no such claim"
    )


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer x", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"]
)
def test_a_wrong_token_is_refused(guarded, given):
    headers = {"Authorization": given.encode("latin-1")}
    assert guarded.post("/api/reviews", json=REVIEW, headers=headers).status_code in {401, 403}
    assert guarded.delete("/store?graph=x:y", headers=headers).status_code == 401


def test_the_right_token_is_let_in(guarded):
    assert guarded.post("/api/reviews", json=REVIEW, headers=BEARER).status_code == 404
    assert guarded.delete("/store?graph=x:y", headers=BEARER).status_code == 404


def test_guessing_the_token_has_a_rate(store):
    with served(store, token=TOKEN) as found:
        wrong = {"Authorization": "Bearer guess"}
        answers = [found.delete("/store?graph=x:y", headers=wrong).status_code for _ in range(30)]
        assert answers[0] == 401
        assert answers[-1] == 429
        assert found.delete("/store?graph=x:y", headers=BEARER).status_code == 429, (
            "also for a guess that is right"
        )


WRITES = (
    ("POST", "/update", "CLEAR ALL", {"Content-Type": "application/sparql-update"}),
    ("POST", "/sparql", "update=CLEAR+ALL", FORM),
    ("PUT", "/store?default", "", {"Content-Type": "text/turtle"}),
    ("DELETE", "/store?graph=x:y", "", {}),
    ("POST", "/store", "", {"Content-Type": "text/turtle"}),
    ("POST", "/api/reviews", json.dumps(REVIEW), JSON),
)


@pytest.mark.parametrize(
    "settings", [{"read_only": True, "token": TOKEN}, {"host": "0.0.0.0"}], ids=["read-only", "off loopback"]
)
def test_nothing_can_be_changed(store, settings):
    with served(store, **settings) as found:
        for method, path, body, headers in WRITES:
            got = found.request(method, path, content=body, headers=headers | BEARER)
            assert got.status_code == 403, (path, got.status_code)
        assert found.get("/api/counts").json()["claims"] > 10


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize(
    "path",
    ["/", "/nothing", "/sparql", "/api/counts", "/api/nothing", "/static/x/y.js", "/claim/x", "/healthz"],
)
def test_every_answer_carries_the_headers(client, path):
    got = client.get(path)
    for name, value in HEADERS.items():
        assert got.headers[name] == value
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "server" not in got.headers


def test_a_session_cookie_is_for_us_alone(client):
    client.cookies.clear()
    told = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=strict" in told
    assert "Domain" not in told


UP = (
    "..%2f..%2f..%2fetc%2fpasswd",
    "../../../etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc",
    "%00",
    "/etc/passwd",
    "app.css%00.js",
)


@pytest.mark.parametrize("path", UP)
@pytest.mark.parametrize(
    "base", ["/static/x/", "/static/", "/claim/", "/source/", "/id/", "/store/", "/api/claims/", "/entity/"]
)
def test_no_path_leads_out(client, base, path):
    got = client.get(base + path)
    assert got.status_code in {303, 400, 404}, got.status_code
    assert "root:" not in got.text
    if got.status_code == 303:
        assert re.fullmatch(r"/entity/[^/\s]*", got.headers["location"])


@pytest.mark.parametrize(
    "path",
    [
        "/id/%0d%0aSet-Cookie:%20a=b",
        "/id//evil.example.org",
        "/id/%2f%2fevil.example.org",
        "/id/\\evil.example.org",
    ],
)
def test_a_redirect_stays_here(client, path):
    got = client.get(path)
    assert got.status_code in {303, 404}
    assert "set-cookie" not in got.headers
    if got.status_code == 404:
        return
    assert re.fullmatch(r"/entity/[^/\\\s]*", got.headers["location"])


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}",
    "'; DROP TABLE claim; --",
    "\x00",
    "\ud7ff\U0010ffff",
    "%s%n",
    "*" * 300,
    '"',
    '" OR "',
    "NEAR(",
    "a AND OR b",
    "-",
    "col:x",
    "^x",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(client, text):
    for path, name in (
        ("/api/search", "q"),
        ("/api/suggest", "q"),
        ("/api/claims", "about"),
        ("/api/reviews", "target"),
    ):
        got = client.get(path, params={name: text})
        assert got.status_code in {200, 400}, (path, got.text)
        assert got.headers["content-type"].startswith("application/")
    for path in ("/claim/", "/entity/", "/api/links/"):
        got = client.get(
            path + text.replace("%", "%25").replace("?", "%3f").replace("#", "%23").replace("\x00", "%00")
        )
        assert got.status_code == 404
        assert "<script" not in got.text or got.headers["content-type"].startswith("text/plain")
    assert client.get("/api/counts").json()["claims"] > 10


def test_what_is_too_large_is_refused_before_it_is_read(client, guarded):
    def endless():
        for _ in range(4_000):
            yield b"x" * 65_536

    got = client.post("/sparql", content=endless(), headers={"Content-Type": "application/sparql-query"})
    assert got.status_code == 413
    got = guarded.put("/store?default", content=endless(), headers={"Content-Type": "text/turtle"} | BEARER)
    assert got.status_code == 413
    got = guarded.post("/api/reviews", content=endless(), headers=JSON | BEARER)
    assert got.status_code == 413


def test_the_log_holds_no_text(store, caplog):
    with served(store) as found:
        LOG.propagate = True
        with caplog.at_level(logging.INFO, "histgraph.serve"):
            found.get("/sparql", params={"query": 'ASK { ?s ?p "a secret" }'})
            found.get("/api/search?q=secret")
            found.get(
                "/entity/secret",
                headers={"Cookie": "a=secret", "Authorization": "Bearer secret", "User-Agent": "secret"},
            )
    lines = [json.loads(r.message) for r in caplog.records if r.name == "histgraph.serve"]
    assert {line["kind"] for line in lines} >= {"sparql", "api", "page"}
    assert all(set(line) <= {"kind", "method", "status", "ms", "bytes", "error"} for line in lines)
    assert "secret" not in caplog.text


def test_the_metrics_count_without_names(client):
    client.get("/sparql", params={"query": "ASK { <x:a-name> ?p ?o }"})
    got = client.get("/metrics")
    assert got.status_code == 200
    assert 'histgraph_requests_total{kind="sparql",status="200"}' in got.text
    assert re.search(r"^histgraph_workers \d", got.text, re.MULTILINE)
    assert "a-name" not in got.text
    for line in got.text.splitlines():
        assert re.fullmatch(r'# TYPE \w+ \w+|\w+(\{(\w+="[^"]*",?)+\})? [0-9.e+-]+', line), line


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("wars.txt", "wars.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\fakepath\\Wars of 1914.HTML", "Wars of 1914.html"),
        ("<img src=x onerror=alert(1)>.md", "<img src=x onerror=alert(1)>.md"),
        ("a\u202egpj.txt", "a gpj.txt"),
        ("\x00\n\r.txt", "txt.txt"),
        ("...", "text.txt"),
        ("", "text.txt"),
        ("x" * 500 + ".txt", "x" * 80 + ".txt"),
    ],
)
def test_file_names_are_made_harmless(given, kept):
    assert safe_name(given) == kept


def test_a_name_that_is_taken_gets_a_number():
    assert safe_name("a.txt", {"a.txt", "a-2.txt"}) == "a-3.txt"


@pytest.mark.parametrize(
    "name", ["a.exe", "a.zip", "a.docx", "a.epub", "a.pdf", "a.svg", "a.php", "a.html.gz"]
)
def test_other_kinds_are_not_taken_in(name):
    with pytest.raises(BadRequest) as refused:
        safe_name(name)
    assert refused.value.status == 415
    assert ".html" in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04zip", b"\x1f\x8bgzip", b"%PDF-1.7", b"\x7fELF\0\0", b"GIF89a\0", b"BZh91AY", b"text\0text"],
)
def test_what_is_no_text_is_not_taken_in(data):
    with pytest.raises(BadRequest) as refused:
        check_text(data)
    assert refused.value.status == 415


@pytest.mark.parametrize(
    "data", [b"plain", "Wörter".encode(), "Wörter".encode("latin-1"), "Wörter".encode("utf-16")]
)
def test_text_of_any_encoding_is_taken_in(data):
    check_text(data)
