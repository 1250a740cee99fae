"""What is carried of others is what it is said to be, with its licence beside it."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "src" / "histgraph" / "serve" / "static" / "vendor"


def test_every_file_has_the_hash_that_was_written_when_it_was_fetched():
    listed = dict(reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    scripts = {path.name for path in VENDOR.glob("*.js")}
    assert scripts == set(listed)
    for name, expected in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == expected, name


def test_every_file_has_its_licence():
    for path in VENDOR.glob("*.js"):
        stem = path.name.split(".")[0].split("-4")[0]
        assert list(VENDOR.glob(f"{stem}.LICENSE*")), path.name
    licences = (VENDOR / "sparql-editor.LICENSES.txt").read_text(encoding="utf-8")
    assert "codemirror-lang-sparql" in licences
    assert "No licence file" not in licences


def test_nothing_vendored_reaches_out():
    for path in VENDOR.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert "cdn." not in text, path.name
        assert "unpkg.com" not in text, path.name
