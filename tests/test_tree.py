"""The tree that rules walk answers like spaCy's tokens, also when heads have been changed."""

import random
from importlib.util import find_spec

import pytest
import spacy

from histgraph.extract.parsing.parse import MODELS, load_model
from histgraph.extract.repairs.repair import repaired
from histgraph.extract.syntax.tree import grow, stretch

SENTENCES = (
    "The harbour was, however, dredged twice by Frisian engineers in 1712.",
    "What the guild of St. Luke really wanted, and nobody doubted it, was a market that it could rule.",
    "Smugglers didn't pay; the bailiff's men took 40% of their salt (and most of their boats).",
    "Was it the drought that the herders blamed, or the well-known greed of the Emir of Harar?",
    "",
    "Saltpetre",
)
PLAIN = (
    "i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "whitespace_", "is_punct", "is_stop", "like_num",
)  # fmt: skip


def alike(parse, tree):
    """Fail where a tree tells another thing than spaCy's tokens do."""
    assert tree.text == parse.text
    assert len(tree) == len(parse)
    for theirs, ours in zip(parse, tree, strict=True):
        for name in PLAIN:
            assert getattr(ours, name) == getattr(theirs, name), name
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(ours, name).i == getattr(theirs, name).i, name
        for name in ("children", "ancestors"):
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name


@pytest.mark.parametrize("text", SENTENCES)
def test_a_tree_answers_like_the_parse_it_was_copied_from(text):
    parse = load_model()(text)
    tree = grow(parse)
    alike(parse, tree)
    for theirs, ours in zip(parse, tree, strict=True):
        assert [t.i for t in ours.subtree] == [t.i for t in theirs.subtree]
        assert ours.doc is tree
    assert stretch(tree[1:4]) == parse[1:4].text


@pytest.mark.parametrize("text", SENTENCES[:4])
def test_children_and_edges_follow_a_head_that_is_changed(text):
    parse = load_model()(text)
    tree, dice = grow(parse), random.Random(text)
    for _ in range(40):  # crossing branches, several roots and circles among them
        child, head = dice.choice(range(len(tree))), dice.choice(range(len(tree)))
        tree[child].head, parse[child].head = tree[head], parse[head]
        alike(parse, tree)


def test_what_hangs_below_follows_a_repair():
    tree = grow(load_model()("The shoguns governed through fear."))
    for token in tree:  # "governed" taken for a participle
        if token.lower_ == "shoguns":
            token.head, token.dep_ = token, "ROOT"
        if token.lower_ == "governed":
            token.head, token.dep_, token.tag_ = tree[1], "acl", "VBN"
    assert stretch(tree[1].subtree) == "The shoguns governed through fear."
    (after,) = repaired([tree])
    assert after[2].dep_ == "ROOT"
    assert stretch(after[1].subtree) == "The shoguns"


def test_there_is_no_token_beyond_the_ends():
    tree = grow(load_model()("Salt was dear."))
    assert tree[0].nbor(1).text == "was"
    for token, by in ((tree[0], -1), (tree[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(by)


def test_remembered_labels_are_what_ruler_and_lemmatizer_give():
    nlp = load_model()
    assert "remembered_labels" in nlp.pipe_names
    assert "lemmatizer" not in nlp.pipe_names
    several = (
        "There's a ferry. I ain't gonna row; y'all gotta wait. Let's go,  now."  # patterns of two tokens
    )
    for text in (*SENTENCES, several, *SENTENCES):
        bare = nlp(text, disable=["remembered_labels"])
        told = nlp.get_pipe("lemmatizer")(nlp.get_pipe("attribute_ruler")(bare.copy()))
        ours = nlp.get_pipe("remembered_labels")(bare.copy())
        for one, other in zip(told, ours, strict=True):
            for name in ("pos_", "tag_", "dep_", "lemma_", "morph"):
                assert str(getattr(one, name)) == str(getattr(other, name)), (text, one, name)


def test_numpy_multiplies_and_the_labels_are_spacys_own():
    ours = load_model()
    theirs = spacy.load(next(name for name in MODELS if find_spec(name)))
    for text in SENTENCES:
        for one, other in zip(ours(text), theirs(text), strict=True):
            for name in ("tag_", "pos_", "dep_", "lemma_", "morph"):
                assert str(getattr(one, name)) == str(getattr(other, name)), (text, one, name)
            assert one.head.i == other.head.i


def test_steps_by_hand_are_the_steps_of_the_parser():
    ours = load_model()
    assert "parser_by_steps" in ours.pipe_names
    assert "ner" in spacy.load(next(name for name in MODELS if find_spec(name))).pipe_names
    assert {"parser", "ner"}.isdisjoint(ours.pipe_names)
    docs = [
        ours.make_doc(text) for text in (*SENTENCES, "", "Henry IV of France paid 300 crowns in 1594.", " ")
    ]
    docs = list(ours.get_pipe("tok2vec").pipe(docs))
    told = list(ours.get_pipe("parser").pipe([doc.copy() for doc in docs]))
    stepped = list(ours.get_pipe("parser_by_steps").pipe([doc.copy() for doc in docs], batch_size=2))
    assert [doc.to_json() for doc in stepped] == [doc.to_json() for doc in told]


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("The parish had to send every tenth lad to the fleet and few came home.", "came", "had"),
        ("The parish had to send every tenth lad to the fleet and few came home.", "and", "had"),
        (
            "Some of the masters were slow to adopt the new loom and many lost their customers.",
            "lost",
            "were",
        ),
        ("The fort had no smithy, no stable, and each winter the garrison ate its horses.", "and", "had"),
        ("The clerks were told to sell the mill and pay the tax.", "pay", "sell"),
        ("The abbot kept a mule and a cart.", "and", "mule"),
        ("The post-war prices ruined the weavers.", "post", "prices"),
        ("The ex-soldiers had no land.", "ex", "soldiers"),
    ],
)
def test_what_is_joined_hangs_where_it_belongs(text, word, head):
    (tree,) = repaired([grow(load_model()(text))])
    (found,) = (t for t in tree if t.text == word)
    assert found.head.text == head
