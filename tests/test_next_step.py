"""What a command says beside its result: the next step, why there is nothing, what was meant."""

import csv
import io
import json

import pytest

GOOD = "Q: Who built the wall?\n\nA (Carla): The bishop built the wall in 1310.\n"
OTHER = "Q: Who sold the forest?\n\nA (Alda): The king sold the forest to the abbey.\n"


MILL = (
    "Who burned the mill?\n\nAnswer by Jon Dahl:\nThe monks burned the mill in 1640. {}\n\n"
    "Answer by Greta Olsen:\nThe monks did not burn the mill in 1640.\n"
)


@pytest.fixture
def mill(tmp_path):
    (tmp_path / "texts").mkdir()
    page = tmp_path / "texts" / "mill.txt"
    page.write_text(MILL.format("The miller sold flour."), encoding="utf-8")
    return page


def test_what_to_type_next_names_the_store_that_was_named(run, mill):
    _, _, err = run("build", mill, "--store", "my store")
    assert "histgraph contradictions --store 'my store'" in err
    assert "holds 1 source, 2 contributions" in err
    _, out, _ = run("status", "--store", "my store")
    assert "histgraph contradictions --store 'my store'" in out


def test_what_to_type_next_is_short_where_the_usual_store_is_used(run, mill):
    _, _, err = run("build", mill)
    assert "Next: histgraph contradictions, or look: histgraph view -o network.html\n" in err


def test_who_forgets_the_store_is_told_which_stand_here(run, mill):
    run("build", mill, "--store", "mills")
    code, _, err = run("contradictions")
    assert code == 5
    assert "Stores in this folder: mills. Name one with --store mills" in err
    _, out, _ = run()
    assert "Name one with --store mills" in out


def test_no_contradiction_is_said_with_what_to_look_at_instead(run, tmp_path):
    (tmp_path / "calm.txt").write_text(GOOD, encoding="utf-8")
    _, _, err = run("build", "calm.txt")
    assert "No contradiction was found" in err
    _, out, err = run("contradictions")
    assert "none found" in out
    assert "histgraph positions" in err
    _, out, _ = run("positions", "--state", "dispute")
    assert "No proposition is in the state dispute. There are: 1 single." in out
    code, _, err = run("review")
    assert code == 0
    assert "There is no contradiction to judge" in err


def test_a_source_is_forgotten_by_the_path_it_was_built_from(run, mill, tmp_path):
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    run("build", "texts/mill.txt", "other.txt")
    code, _, err = run("forget", "texts/mill.txt")
    assert code == 0
    assert "1 forgotten. The store holds 1 source" in err
    code, _, err = run("forget", "texts/mill.txt")
    assert code != 0
    assert "texts/mill.txt: is not in the store" in err


def test_an_edited_text_makes_news_of_what_is_new_alone(run, mill):
    run("build", mill)
    mill.write_text(MILL.format("The miller never sold flour."), encoding="utf-8")
    _, _, err = run("build", mill)
    assert "1 replaced" in err
    assert "new since" not in err
    _, out, err = run("contradictions", "--new")
    assert "New contradictions: none found." in out
    assert "All: histgraph contradictions\n" in err
    text = MILL.format("The miller sold flour.") + "The miller did not sell flour.\n"
    mill.write_text(text, encoding="utf-8")
    _, _, err = run("build", mill)
    assert "1 link is new since the last build: histgraph contradictions --new" in err
    _, out, err = run("contradictions", "--new")
    assert "flour" in out
    assert "monks" not in out
    assert "1 found" in err


def test_a_contradiction_is_explained_by_the_id_that_the_list_shows(run, mill):
    run("build", mill)
    _, out, _ = run("contradictions", "-f", "json")
    (link,) = json.loads(out)
    code, out, _ = run("explain", link["id"][:6])
    assert code == 0
    assert out == run("explain", link["claim_a"], link["claim_b"])[1]
    code, _, err = run("explain", "zzz")
    assert code == 2
    assert "no contradiction or agreement begins so" in err


@pytest.mark.parametrize("command", [("contradictions",), ("export", "contradictions")])
def test_a_table_of_contradictions_holds_both_quotes(run, mill, command):
    run("build", mill)
    _, out, _ = run(*command, "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    told = {(row[f"answer_{s}"], row[f"polarity_{s}"], row[f"quote_{s}"], row[f"document_{s}"]) for s in "ab"}
    assert told == {
        ("answer 1 (Jon Dahl)", "affirmed", "The monks burned the mill in 1640.", "mill.txt"),
        ("answer 2 (Greta Olsen)", "denied", "The monks did not burn the mill in 1640.", "mill.txt"),
    }
    _, out, _ = run("export", "contradictions", "-f", "jsonl", "--no-quotes")
    assert not {"quote_a", "quote_b"} & json.loads(out).keys()


def test_who_gave_no_verdict_is_told_who_did(run, mill):
    run("build", mill)
    _, out, _ = run("contradictions", "-f", "json")
    run("review", "--judge", json.loads(out)[0]["id"], "--verdict", "holds", "--as", "Ada")
    code, _, err = run("review", "--undo", "last", "--as", "Bert")
    assert code == 2
    assert "Bert has nothing to take back. Others did: Ada" in err


def test_a_query_that_finds_nothing_says_what_may_be_meant(run, mill):
    run("build", mill)
    _, _, err = run("query", "SELECT ?c { ?c a hg:Clam }")
    assert "0 rows" in err
    assert "Did you mean hg:Claim?" in err
    _, _, err = run("query", "SELECT ?c ?who { ?c a hg:Claim } LIMIT 1")
    assert "1 row\n" in err
    assert "?who is never given a value" in err
    _, _, err = run("query", "about", "-p", "thing=unicorn")
    assert "Nothing was found with thing=unicorn." in err
    assert "histgraph query names" in err
    code, _, err = run("query", "away.rq")
    assert code != 0
    assert "away.rq cannot be read: there is none" in err
    assert "Errno" not in err


def test_a_wrong_word_leads_to_the_help_of_its_command(run):
    code, _, err = run("query", "who-sought", "goal=power")
    assert code == 2
    assert "-p NAME=VALUE. See histgraph query --help." in err
    _, _, err = run("build")
    assert "See histgraph build --help." in err
    _, _, err = run("serve", "--port", "99999")
    assert "0<=x<=65535" in err


def test_a_name_typed_wrongly_is_answered_with_the_nearest(run, mill):
    _, _, err = run("build", "texts/mil.txt")
    assert "Did you mean texts/mill.txt?" in err
    _, _, err = run("build", "elsewhere.pdf")
    assert "this folder holds texts" in err


def test_what_fails_at_the_start_leaves_no_store_behind(run, mill, tmp_path):
    code, _, err = run("build", mill, "--extractor", "nobody", "--store", "new")
    assert code != 0
    assert "no extractor named nobody" in err
    assert not (tmp_path / "new").exists()
    run("build", mill, "--store", "old")
    run("build", mill, "--extractor", "nobody", "--store", "old")
    assert (tmp_path / "old").exists()


def test_of_many_answers_the_matrix_lists_the_pairs_at_odds(run, tmp_path):
    said = ["The monks burned the mill.", "The monks did not burn the mill.", "The miller sold flour."]
    text = "Who burned the mill?\n\n" + "".join(
        f"Answer by Voice{number}:\n{said[0 if number == 0 else 1 if number == 1 else 2]}\n\n"
        for number in range(20)
    )
    (tmp_path / "many.txt").write_text(text, encoding="utf-8")
    run("build", "many.txt")
    _, out, _ = run("matrix")
    lines = out.splitlines()
    assert "20 contributions; the pairs between which something was found:" in lines
    first = lines[lines.index("20 contributions; the pairs between which something was found:") + 1]
    assert first.split() == ["1≠", "answer", "1", "(Voice0)", "and", "answer", "2", "(Voice1)"]
    assert max(map(len, lines)) < 100
    _, out, _ = run("matrix", "-f", "csv")
    assert len(out.splitlines()) == 21
