"""A second opinion from a real, tiny ONNX model that is made here: it weakens links, and never makes one."""

import json

import numpy as np
import pytest

import histgraph
from histgraph import compare
from histgraph.errors import UsageError
from histgraph.pipeline import Settings
from paircases import reading, world

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
tokenizers = pytest.importorskip("tokenizers")

PAGE = "Q: Did he sail?\n\nA: The admiral sailed home.\n\nA: The admiral never sailed home.\n"
WORDS = ["[UNK]", "[PAD]", "never", "sailed", "home", "rich", "poor"]


def make(folder, weights, labels=("contradiction", "entailment", "neutral"), columns=3):
    """Write a model whose logits are the sum of one row of weights for each word of the two sentences."""
    folder.mkdir()
    table = np.zeros((len(WORDS), columns), np.float32)
    for word, row in weights.items():
        table[WORDS.index(word)] = row
    tensor, helper = onnx.TensorProto, onnx.helper
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
        helper.make_node("ReduceSum", ["rows", "axis"], ["logits"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("input_ids", tensor.INT64, ["n", "length"])],
        [helper.make_tensor_value_info("logits", tensor.FLOAT, ["n", columns])],
        [onnx.numpy_helper.from_array(table, "table"), onnx.numpy_helper.from_array(np.array([1]), "axis")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({w: n for n, w in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"id2label": {str(n): label for n, label in enumerate(labels)}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def found(text, opinion=None):
    links, _ = compare.renew(world(reading(text)), {}, opinion=opinion)
    return [k for k in links if not k.kind.is_agreement]


def test_what_the_model_reads_is_recorded_with_its_probability(tmp_path):
    reader = compare.CrossEncoder(make(tmp_path / "tiny", {"never": [4, 0, 0]}))
    (plain,) = found(PAGE)
    (link,) = found(PAGE, reader)
    assert link.strength == plain.strength
    share = np.exp(4) / (np.exp(4) + 2)
    assert link.guards[-1] == f"second opinion ({reader.version}): contradiction, {share:.2f}"


def test_where_the_model_sees_the_same_said_twice_the_link_is_weakened_and_still_told(tmp_path):
    reader = compare.CrossEncoder(make(tmp_path / "tiny", {"sailed": [0, 3, 0]}))
    assert found(PAGE)[0].strength == "strong"
    assert found(PAGE, reader)[0].strength == "qualified"


def test_the_model_is_asked_about_proposed_pairs_only_and_never_makes_a_link(tmp_path):
    reader = compare.CrossEncoder(make(tmp_path / "tiny", {"home": [9, 0, 0], "[UNK]": [9, 0, 0]}))
    asked = []
    read = reader.read
    reader.read = lambda pairs: asked.extend(pairs) or read(pairs)
    assert (
        found("Q: Did he sail?\n\nA: The admiral sailed home.\n\nA: The bishop built the wall.\n", reader)
        == []
    )
    assert asked == []
    found(PAGE, reader)
    assert [sorted(pair) for pair in asked] == [
        ["The admiral never sailed home.", "The admiral sailed home."]
    ]


@pytest.mark.parametrize("labels", [("neutral", "contradiction", "entailment"), ("NEI", "REFUTE", "SUPPORT")])
def test_the_columns_mean_what_the_config_says(tmp_path, labels):
    reader = compare.CrossEncoder(make(tmp_path / "tiny", {"never": [0, 5, 0]}, labels))
    assert reader.read([("he never sailed", "he sailed"), ("home", "home")])[0].label == "contradiction"


def test_a_label_file_of_ones_own_wins_over_the_config(tmp_path):
    folder = make(tmp_path / "tiny", {"never": [5, 0, 0]}, ("LABEL_0", "LABEL_1", "LABEL_2"))
    with pytest.raises(UsageError, match=r"LABEL_0.*labels\.json"):
        compare.CrossEncoder(folder)
    (folder / "labels.json").write_text('{"0": "neutral", "1": "entailment", "2": "contradiction"}')
    assert compare.CrossEncoder(folder).read([("never", "home")])[0].label == "neutral"


def test_what_is_missing_or_of_another_shape_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"model\.onnx"):
        compare.CrossEncoder(tmp_path)
    reader = compare.CrossEncoder(make(tmp_path / "two", {"never": [1, 0]}, columns=2))
    with pytest.raises(UsageError, match="2 columns"):
        reader.read([("never", "home")])


def test_many_pairs_are_read_in_order(tmp_path):
    reader = compare.CrossEncoder(make(tmp_path / "tiny", {"rich": [0, 0, 6], "poor": [0, 6, 0]}))
    pairs = [("rich", "home home"), ("poor", "home")] * 20
    assert [o.label for o in reader.read(pairs)] == ["neutral", "entailment"] * 20


def test_a_build_uses_it_by_setting_or_by_environment(tmp_path, monkeypatch):
    folder = make(tmp_path / "tiny", {"sailed": [0, 3, 0]})
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    graph = histgraph.build(tmp_path / "a.txt", settings=Settings(nli=str(folder)))
    assert "second opinion" in graph.contradictions()[0].guards[-1]
    plain = histgraph.build(tmp_path / "a.txt")
    assert plain.contradictions()[0].strength == "strong"
    monkeypatch.setenv("HISTGRAPH_NLI", str(folder))
    plain.build(str(tmp_path / "a.txt"))
    assert plain.contradictions() == graph.contradictions()
    assert plain.serialise() == graph.serialise()
