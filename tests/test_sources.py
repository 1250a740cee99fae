"""What can be read, and the one clear line for what cannot."""

import io
import json
import os
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import histgraph
from histgraph.model import Problem, Source
from histgraph.segment import divide
from histgraph.sources import read
from histgraph.sources.decode import text_of
from histgraph.sources.web import page_text

SENTENCE = "The guild of weavers left Florence in 1378, and the city missed its taxes."

GOOD = "Who sold the oak?\n\nA (Ann): The abbot sold the oak to a shipwright in 1374.\n"


def only(argument, **options):
    found = list(read([str(argument)], **options))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plain.txt", SENTENCE.encode()),
        ("bom.txt", b"\xef\xbb\xbf" + SENTENCE.encode()),
        ("wide.txt", SENTENCE.encode("utf-16")),
        ("wide-bare.txt", SENTENCE.encode("utf-16-le")),
        ("old.txt", "Der Zunftbürger verließ Köln im Jahre 1396, schrieb der Chronist.".encode("latin-1")),
        ("page.md", f"# Florence\n\n{SENTENCE}".encode()),
        ("page.html", f"<html><body><p>{SENTENCE}</p></body></html>".encode()),
        ("rows.csv", f"author,text\nAnna,{json.dumps(SENTENCE)}\n".encode()),
        ("tree.json", json.dumps({"answers": [{"text": SENTENCE}]}).encode()),
        ("edition.tei", f"<TEI><text><body><p>{SENTENCE}</p></body></text></TEI>".encode()),
    ],
)
def test_each_kind_of_file_gives_its_text(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    source = only(path)
    assert isinstance(source, Source)
    assert source.name == name
    assert "1378" in source.text or "Köln im Jahre 1396" in source.text


def test_word_and_epub_files_are_read(tmp_path):
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as archive:
        body = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{body}"><w:p><w:t>{SENTENCE}</w:t></w:p></w:document>'
        )
    (tmp_path / "a.docx").write_bytes(docx.getvalue())
    epub = io.BytesIO()
    with zipfile.ZipFile(epub, "w") as archive:
        archive.writestr("c1.xhtml", f"<html><body><p>{SENTENCE}</p></body></html>")
    (tmp_path / "b.epub").write_bytes(epub.getvalue())
    assert [s.text.strip() for s in read([str(tmp_path)])] == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\n ", "is empty"),
        ("picture.txt", bytes(range(256)) * 40, "binary"),
        ("nothing.html", b"<html><body><script>let a = 1;</script></body></html>", "holds no text"),
        ("long.txt", b"word " * 4_000_000, "larger than"),
        ("broken.docx", b"PK\x03\x04 not really", "no readable DOCX"),
        ("bomb.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "entities"),
    ],
)
def test_what_cannot_be_read_gives_one_problem_with_a_remedy(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    problem = only(path)
    assert isinstance(problem, Problem)
    assert words in problem.message
    assert name in problem.document
    assert problem.remedy


def test_missing_paths_and_broken_links_do_not_stop_the_others(tmp_path):
    (tmp_path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    found = list(
        read([str(tmp_path / "missing.txt"), str(tmp_path / "link.txt"), str(tmp_path / "good.txt")])
    )
    assert [type(f).__name__ for f in found] == ["Problem", "Problem", "Source"]
    assert "does not exist" in found[0].message
    assert "leads nowhere" in found[1].message


def test_a_folder_without_readable_files_says_so(tmp_path):
    (tmp_path / "data.bin").write_bytes(b"\x00")
    assert "holds no file that can be read" in only(tmp_path).message


def test_a_pdf_without_its_extra_names_the_extra(tmp_path, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.setattr("histgraph.sources.formats.find_spec", lambda _name: None)
    assert "histgraph[formats]" in only(tmp_path / "a.pdf").remedy


def test_the_web_is_left_alone_unless_asked():
    assert "--fetch" in only("https://example.org/page.html").remedy


def test_an_address_is_read_when_asked():
    class Page(BaseHTTPRequestHandler):
        def log_message(self, *_args):
            pass

        def do_GET(self):
            found = self.path == "/answers/guild.html"
            data = (
                f"<html><title>Guild</title><body><p>{SENTENCE}</p></body></html>".encode() if found else b""
            )
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        source = only(f"{address}/answers/guild.html", fetch=True)
        assert source.url == f"{address}/answers/guild.html"
        assert SENTENCE in source.text
        assert source.name.endswith("answers_guild.html")
        assert "could not be fetched" in only(f"{address}/nothing", fetch=True).message
    finally:
        server.shutdown()
        server.server_close()
    assert "could not be fetched" in only(f"{address}/answers/guild.html", fetch=True).message


def test_two_files_of_one_name_keep_apart(tmp_path):
    for folder, words in (("a", SENTENCE), ("b", SENTENCE + " Really.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(words, encoding="utf-8")
    names = {s.name for s in read([str(tmp_path / "a" / "x.txt"), str(tmp_path / "b" / "x.txt")])}
    assert names == {"a/x.txt", "b/x.txt"}


def test_standard_input_is_a_source(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    assert only("-").name == "stdin"


def test_a_question_page_that_says_what_it_is_gives_its_answers():
    table = {
        "@type": ["QAPage"],
        "mainEntity": {
            "@type": "Question",
            "name": "Why did the guild leave?",
            "acceptedAnswer": {"text": "<p>Because of the taxes.</p>", "author": {"name": "Anna"}},
            "suggestedAnswer": [{"text": "The plague drove it out.", "author": {"name": "Bertold"}}],
        },
    }
    script = f'<script type="application/ld+json">{json.dumps(table)}</script>'
    html = f"<html><head><title>t</title>{script}</head><body></body></html>"
    _, words = page_text(html)
    assert "Answer 1 (Anna)\n\nBecause of the taxes." in words
    assert "Answer 2 (Bertold)\n\nThe plague drove it out." in words


PAGES = {
    "answers under a name": """
        <h1>Why did the mill close?</h1>
        <div class="question"><p>My aunt says it burned.</p><span class="user">askme</span></div>
        <div class="answer"><div class="author">lena_b</div><p>The river moved away from the wheel.</p>
            <p>Nobody dug a new race, which would have cost more than the mill.</p></div>
        <div class="answer"><div class="author">Otto Brandt</div>
            <p>It never closed, it was only leased out.</p></div>""",
    "comments with a line about each, one inside the other": """
        <div class="post"><h1>Why did the mill close?</h1><p>Is anything known about it?</p></div>
        <div class="comment"><p class="tagline"><a class="author">lena_b</a> 12 points</p>
            <p>The river moved away from the wheel.</p>
            <p>Nobody dug a new race, which would have cost more than the mill.</p>
            <div class="comment"><p class="tagline"><a class="author">Otto Brandt</a> 3 points</p>
                <p>It never closed, it was only leased out.</p></div></div>""",
}


@pytest.mark.parametrize("page", PAGES)
def test_answers_without_known_marks_keep_their_authors_and_all_their_words(tmp_path, page):
    (tmp_path / "page.html").write_text(f"<html><body>{PAGES[page]}</body></html>", encoding="utf-8")
    source = only(tmp_path / "page.html")
    found = divide(source)
    assert found.question == "Why did the mill close?"
    assert [c.author for c in found.contributions] == ["lena_b", "Otto Brandt"]
    said = [" ".join(s.quote(source.text) for s in c.sentences) for c in found.contributions]
    assert "Nobody dug a new race" in said[0]
    assert said[1] == "It never closed, it was only leased out."
    assert "points" not in source.text


TABLES = {
    "qa.csv": 'question,author,answer\nWhy move?,Lin,"The city fell in 1127."\nWhy move?,Mo,"Trade had moved, too."\n',
    "qa.tsv": "author\ttext\nLin\tThe city fell in 1127.\nMo\tTrade had moved, too.\n",
    "qa.json": json.dumps(
        {
            "question": "Why move?",
            "answers": [
                {"author": {"name": "Lin"}, "text": "The city fell in 1127."},
                {"user": "Mo", "body": "Trade had moved, too."},
            ],
        }
    ),
    "names.json": json.dumps(
        {"topic": "Why move?", "answers": {"Lin": "The city fell in 1127.", "Mo": "Trade had."}}
    ),
    "qa.jsonl": '{"question": "Why move?", "author": "Lin", "answer": "The city fell in 1127."}\n'
    '{"question": "Why move?", "author": "Mo", "answer": "Trade had moved, too."}\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_answers_keep_who_says_what(tmp_path, name):
    (tmp_path / name).write_text(TABLES[name], encoding="utf-8")
    found = divide(only(tmp_path / name))
    assert [c.author for c in found.contributions] == ["Lin", "Mo"]
    assert found.question == (None if name == "qa.tsv" else "Why move?")


def test_deep_nesting_does_not_break_the_reader():
    _, words = page_text("<div>" * 5000 + SENTENCE + "</div>" * 5000)
    assert words == "" or SENTENCE in words


def test_bytes_that_are_no_text_are_told_from_old_encodings():
    assert text_of(b"\x00\x01\x02\x03" * 50) is None
    assert text_of("façade".encode("cp1252")) == "façade"


def test_rubbish_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "zip.txt").write_bytes(b"PK\x03\x04" + bytes(200))
    (tmp_path / "gz.txt").write_bytes(b"\x1f\x8b\x08" + bytes(range(256)))
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 300_000 + GOOD, encoding="utf-8")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "fifo.txt")
    found = {Path(o.document).name: o.message for o in read([str(tmp_path)]) if isinstance(o, Problem)}
    assert found == {
        "zip.txt": "is a ZIP archive, not a text",
        "gz.txt": "is a compressed file, not a text",
        "deep.html": "nests its tags 300,002 deep, which no page does",
        "deep.json": "is no readable JSON: it nests too deep",
        "fifo.txt": "is neither a file nor a folder",
    }
    assert [o.name for o in read([str(tmp_path)]) if isinstance(o, Source)] == ["good.txt"]


def test_paragraphs_and_rows_that_are_left_open_nest_nothing(tmp_path):
    (tmp_path / "old.html").write_text("<html><body>" + "<p>" * 20_000 + GOOD, encoding="utf-8")
    (source,) = read([str(tmp_path / "old.html")])
    assert isinstance(source, Source)
    assert "The abbot sold the oak" in source.text


def test_words_that_no_graph_can_keep_are_replaced(tmp_path):
    name = os.fsdecode(b"\xff.txt")
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    (tmp_path / "half.json").write_text(
        '{"question": "Who sold it?", "answers": [{"author": "Ann", "text": "The abbot sold the oak \\ud800 to Jan."}]}'
    )
    graph = histgraph.build(tmp_path)
    assert {claim.document for claim in graph.claims()} == {"?.txt", "half.json"}


def test_words_instead_of_a_name_are_no_name():
    (problem,) = read([GOOD * 20])
    assert isinstance(problem, Problem)
    assert problem.message == "is no name of a file"
    assert len(problem.document) < 70


def test_what_goes_away_or_is_closed_while_it_is_read_is_told(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    (tmp_path / "closed").mkdir()
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    outcomes = read([str(tmp_path)])
    monkeypatch.setattr(Path, "exists", lambda path: path.name != "a.txt")
    monkeypatch.setattr(Path, "open", _vanishing(Path.open))
    told = {Path(o.document).name: o.message for o in outcomes if isinstance(o, Problem)}
    assert told == {
        "a.txt": "is gone, though it was there a moment ago",
        "closed": "could not be looked into: Permission denied",
    }


def _vanishing(opening):
    def opened(path, *arguments, **named):
        if path.name == "a.txt":
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return opening(path, *arguments, **named)

    return opened
