"""Tales that tell of the past as their own: "in the saga S", "as the saying goes", "they tell it like this: S"."""

from histgraph.extract.drafting.clauses import ClauseReader
from histgraph.extract.drafting.phrases import bare
from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.scope import FIRST_SECOND
from histgraph.extract.syntax.tokens import child, children, lemma
from histgraph.extract.syntax.tree import Token

_TELLINGS = cues("opinion", "tellings")
_SAYINGS = cues("opinion", "sayings")
_TALES = cues("opinion", "tales") | _TELLINGS
_OF_ALL = frozenset(
    {"the", "this", "that", "these", "those", "our", "their", "my", "its", "most", "some", "all"}
)
_TELLS = frozenset({"tell", "have", "put", "explain", "remember", "say"})
_SO = ("this", "thus", "so", "follows")


def telling(reader: ClauseReader, token: Token) -> str | None:
    """Return the tale that a word brings in as what tells what stands in its sentence, None where it brings in none."""
    if token.lower_ == "in" and token.i < 2 and token.dep_ == "prep":
        return _within(reader, token)
    if lemma(token) == "go" and token.dep_ in {"advcl", "parataxis", "ccomp", "ROOT"}:
        return _goes(reader, token)
    return _announced(reader, token) if lemma(token) in _TELLS else None


def _within(reader: ClauseReader, prep: Token) -> str | None:
    """Return the saga of "in the saga S", the stories of "in those stories S"; not of "in the story of his life"."""
    tale = child(prep, "pobj")
    if tale is None or child(tale, "prep", "relcl", "acl") is not None:
        return None
    marked = any(c.lower_ in _OF_ALL for c in tale.children)
    several = (
        tale.tag_ == "NNS"
        and lemma(tale) in _TALES
        and any(c.lower_ in {"those", "these"} for c in tale.children)
    )
    if not marked or not (lemma(tale) in _TELLINGS or several):
        return None
    reader.opaque |= {t.i for t in prep.subtree}
    label = bare(reader.maker.phrase(tale, joined=False)).label
    return label if several else f"the {label}"


def _goes(reader: ClauseReader, verb: Token) -> str | None:
    """Return the saying of "as the saying goes", "or so the story goes"."""
    subject = child(verb, "nsubj")
    if subject is None or lemma(subject) not in _SAYINGS or verb.tag_ not in {"VBZ", "VBD"}:
        return None
    led = any(t.lower_ in {"as", "so"} for t in verb.doc[max(0, verb.left_edge.i - 2) : subject.i])
    if not led or child(verb, "ccomp", "prep", "prt") is not None:
        return None
    reader.visited.add(verb.i)
    return f"the {lemma(subject)}"


def _announced(reader: ClauseReader, verb: Token) -> str | None:
    """Return the elders of "the elders tell it like this: S"."""
    it, subject = child(verb, "dobj"), child(verb, "nsubj")
    if it is None or it.lower_ != "it" or subject is None or subject.lower_ in FIRST_SECOND:
        return None
    colon = next((t.i for t in verb.doc[it.i + 1 : it.i + 5] if t.text == ":"), None)
    if colon is None or verb.doc[colon - 1].lower_ not in _SO:
        return None
    reader.visited.add(verb.i)
    reader.opaque |= {t.i for c in (subject, it, *children(verb, "prep")) for t in c.subtree if t.i < colon}
    return bare(reader.maker.phrase(subject, joined=False)).label
