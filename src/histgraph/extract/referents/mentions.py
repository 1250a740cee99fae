"""What can be meant and what asks to be resolved: the things a text has named, its pronouns and definite phrases."""

from collections.abc import Iterator
from dataclasses import dataclass

from histgraph.extract.parsing.parse import Sentence
from histgraph.extract.referents.asides import is_aside
from histgraph.extract.referents.expletives import is_empty
from histgraph.extract.referents.kinds import PEOPLE, PERSON_NOUNS, SEXES, noun_kinds, wanted
from histgraph.extract.referents.names import NameTable, name_tokens
from histgraph.extract.referents.salience import (
    beside_subject,
    clause_subject,
    nominal_label,
    only_describes,
)
from histgraph.extract.referents.unreal import is_unreal
from histgraph.extract.syntax.tokens import SUBJECTS, child, conjuncts, lemma, subtree, written
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind
from histgraph.resources import load_toml

_LEXICON = load_toml("lexicon.toml")["anaphora"]
_POLITY_NOUNS = frozenset(_LEXICON["polity_nouns"])
_EVENT_NOUNS = frozenset(_LEXICON["event_nouns"])
_SILENT = (
    frozenset(load_toml("lexicon.toml")["no_claim"]["subjects"]) - {"us", "me", "we", "you", "i"}
    | frozenset(_LEXICON["shells"])
    | frozenset(_LEXICON["spans"])
)
"""Nouns that name nothing a pronoun would take up: "the truth is", "for a time"."""
_NO_THINGS = frozenset({EntityKind.TIME, EntityKind.QUANTITY})
_SORTS = {
    **dict.fromkeys(("he", "him", "his"), "he"),
    **dict.fromkeys(("she", "her", "hers"), "he"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("this", "that"), "this"),
    **dict.fromkeys(("these", "those"), "these"),
}
_SET_PHRASES: dict[str, list[str]] = _LEXICON["set_phrases"]
"""By verb, the nouns that it takes without an article and that name nothing: "took place"."""
WHERE = frozenset(
    {"in", "at", "to", "from", "near", "toward", "towards", "into", "around", "outside", "across"}
)
_OPINING = frozenset(
    {"say", "think", "believe", "forget", "assume", "claim", "argue", "like", "tend", "imagine", "ask"}
)
"""What people in general do: "people say" names nobody that "they" would mean."""
_INSIDE = frozenset({"in", "at", "near", "around", "outside", "across", "inside", "through"})
_FEMININE = frozenset({"she", "her", "hers"})
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_MODIFIERS = frozenset({"amod", "compound", "prep", "relcl", "acl", "poss", "appos", "nummod", "nmod"})


@dataclass(slots=True)
class Candidate:
    """One thing that has been named, as it was named last; ``sentence`` 0 is the question.

    ``event`` is "told" or "asked" for a whole state of affairs, named by its clause.
    """

    label: str
    head: str
    kind: EntityKind
    called: frozenset[str] = frozenset()
    """Nouns by which the page calls a person."""
    plural: bool = False
    sex: str = ""
    name: bool = False
    known: bool = False
    sentence: int = 0
    token: int = -1
    verb: int = -1
    role: str = "other"
    main: bool = False
    indefinite: bool = False
    listed: bool = False
    joined: bool = False
    inside: bool = False
    located: bool = False
    unreal: bool = False
    aside: bool = False
    """Whether it is only an example, or somebody of the author's own life who tells something."""
    many: bool = False
    """Whether its noun is a plural: no "it" can mean it."""
    placed: bool = False
    """Whether something was in it or at it: a place, whatever the parser takes its name for."""
    sure: float = 1.0
    """How sure it is that it was spoken of last where it seems to have been, in [0, 1]."""
    count: float = 1
    page: int = 0
    """How often the rarest word of its label stands on the page."""
    asked: str = ""
    event: str = ""
    chain: str = ""
    """The sort of pronoun that meant it last, "" where it was named."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or definite phrase; ``sort`` is "he" (he or she), "they", "it", "this", "these" or "noun"."""

    token: Token
    sort: str
    sex: str
    role: str
    verb: int
    subject: str | None
    wants: str
    be: bool
    described: EntityKind | None
    noun_kind: EntityKind | None = None
    noun: str = ""
    pointing: bool = False
    empty: bool = False
    opens: bool = False
    beside: frozenset[str] = frozenset()
    """A and B, where "A and B" is the subject of its clause."""
    does: str = ""
    """Its verb, where it is the subject."""
    done_to: str = ""
    """What its verb has for object, where it is the subject: no other than that can be meant."""

    @property
    def own(self) -> bool:
        """Whether it is a possessive: it may mean the subject of its own clause."""
        return self.role == "gen"


def clause_verb(token: Token) -> Token:
    """Return the verb of the clause that a token stands in (the root where there is none)."""
    above = token.head
    for _ in range(40):
        if above.pos_ in {"VERB", "AUX"} or above.head.i == above.i:
            break
        above = above.head
    return above


def role_of(token: Token) -> str:
    """Return what a nominal is in its clause: subj, obj, obl, gen or other."""
    if token.dep_ in SUBJECTS:
        return "subj"
    if token.dep_ in {"dobj", "dative", "attr", "oprd"}:
        return "obj"
    if token.dep_ == "poss":
        return "gen"
    if token.dep_ == "pobj":
        above = token.head
        while above.head.i != above.i and (above.pos_ == "ADP" or _opens_a_reason(above)):
            above = above.head
        return "obl" if above.pos_ in {"VERB", "AUX"} else "inner"
    if token.dep_ == "conj" and token.head.i != token.i and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return role_of(token.head)
    return "other"


def _opens_a_reason(word: Token) -> bool:
    """Whether a word belongs to "because of X", "as a result of X", which hang on the verb."""
    if word.lower_ == "because":
        return True
    return word.lower_ in {"result", "consequence"} and word.dep_ == "pobj" and word.head.lower_ == "as"


def named(token: Token, sentence: Sentence, names: NameTable) -> Candidate | None:
    """Return the thing that a noun names, None for a time, a number, what only describes another, and "no king"."""
    if any(c.dep_ == "det" and c.lower_ == "no" for c in token.children):
        return None
    name = _whole_name(token)
    label = names.canonical(written(name)) if name else names.cased(nominal_label(token, sentence))
    if token.pos_ == "ADJ" and not name:
        label = f"the {label}"
    kind = names.kind(label, token)
    word = lemma(token)
    if kind is EntityKind.ENTITY and (token.pos_ == "ADJ" or word.endswith(("people", "folk"))):
        kind = EntityKind.GROUP
    if kind is EntityKind.ENTITY and not name and word in PEOPLE:
        kind = EntityKind.PERSON
    if (
        kind is EntityKind.ENTITY
        and 0 < len(name) < 3
        and wanted(token.head, token.dep_.removeprefix("n")) == "person"
    ):
        # a name that nobody knows, of one who says or wants something; "the Tang feared" is of many
        kind = EntityKind.GROUP if any(c.lower_ == "the" for c in token.children) else EntityKind.PERSON
    if (kind is EntityKind.PERSON and (token.tag_ == "NNS" or _is_bare(token))) or word in _ALL_OF:
        kind = EntityKind.GROUP
    if kind in _NO_THINGS or not label or only_describes(token) or (not name and _names_nothing(token, word)):
        return None
    if word in _ANYBODY and _only_opines(token):
        return None
    verb, role = clause_verb(token), role_of(token)
    return Candidate(
        label,
        word,
        kind,
        plural=_is_many(token, label, kind, names, bool(name)),
        sex=names.sex(label) or (SEXES.get(word, "") if not name else ""),
        name=any(t.text[:1].isupper() for t in name) or names.is_known(label),
        known=names.is_known(label),
        called=names.called(label) if kind is EntityKind.PERSON else frozenset(),
        page=names.spoken(label),
        token=token.i,
        verb=verb.i,
        role=role,
        main=verb.dep_ in {"ROOT", "conj"} and role == "subj",
        indefinite=any(c.lower_ in {"a", "an"} for c in token.children),
        listed=token.dep_ == "conj" or any(c.dep_ == "conj" and c.i > token.i for c in token.children),
        located=token.dep_ == "pobj" and token.head.lower_ in WHERE,
        many=_is_plural_form(token, kind, word, bool(name)),
        placed=token.dep_ == "pobj" and token.head.lower_ in _INSIDE,
        inside=any(a.dep_ in {"relcl", "acl", "appos"} for a in token.ancestors),
        unreal=is_unreal(token, verb),
        aside=is_aside(token, verb),
    )


def _only_opines(token: Token) -> bool:
    """Whether people only say or think something: "people used to say that they starved"."""
    verb = token.head
    if lemma(verb) == "use" and (inner := child(verb, "xcomp")) is not None:
        verb = inner
    quantified = all(c.dep_ in {"amod", "det"} and c.lower_ in _HOW_MANY for c in token.children)
    return token.dep_ == "nsubj" and lemma(verb) in _OPINING and quantified


_ANYBODY = frozenset({"people", "everyone", "everybody"})
_HOW_MANY = frozenset({"many", "most", "some", "other", "lots"})


def _names_nothing(token: Token, word: str) -> bool:
    """Whether a common noun only leads on, or is half of a verb: "the truth is", "took place"."""
    if word in _SILENT:
        return True
    verb = token.head
    return token.dep_ == "dobj" and not token.children and lemma(token) in _SET_PHRASES.get(lemma(verb), ())


def _is_bare(token: Token) -> bool:
    """Whether a noun for people stands without an article where one of them would have it: "did samurai use guns"."""
    part = token.dep_ in SUBJECTS | {"dobj"}
    small = token.text[:1].islower() and token.tag_ in {"NN", "NNP"}
    return part and small and not any(c.i < token.i for c in token.children)


def _is_plural_form(token: Token, kind: EntityKind, word: str, name: bool) -> bool:
    """Whether a noun's form is a plural, of a common noun or of a people: "the reforms", "the Saxons"."""
    if name:
        return kind is EntityKind.GROUP and token.lower_.endswith("s") and token.tag_ == "NNPS"
    if token.pos_ == "ADJ":
        return True  # "the few", "the poor"
    return token.tag_ == "NNS" and (word != token.lower_ or word in _NO_S)


_NO_S = frozenset({"people", "police", "cattle", "clergy", "folk"})
"""Nouns of many without an ending that says so."""


def _whole_name(token: Token) -> list[Token]:
    """Return the tokens of a name, with an "of Utrecht" that a lone noun in capitals has behind it."""
    if " " in token.text and token.text[0].isupper():
        return [token]
    name = name_tokens(token)
    if len(name) != 1 or token.ent_type_ or token.i + 2 >= len(token.doc):
        return name
    of, place = token.doc[token.i + 1], token.doc[token.i + 2]
    if of.lower_ == "of" and place.pos_ == "PROPN" and place.dep_ == "pobj":
        return [token, of, place]
    return name


def _is_many(token: Token, label: str, kind: EntityKind, names: NameTable, name: bool) -> bool:
    """Whether a noun stands for several; a parser's guess that a name is a people's is not trusted."""
    if name and token.lower_.endswith(_PEOPLES) and any(c.lower_ == "the" for c in token.children):
        return True
    if name and not names.is_known(label):
        return token.tag_ in {"NNS", "NNPS"}
    return token.tag_ in {"NNS", "NNPS"} or kind is EntityKind.GROUP


def together(token: Token, sentence: Sentence, names: NameTable) -> Candidate | None:
    """Return what is joined by "and" as one thing: "Castile and Aragon", "poets and lawyers"."""
    if token.dep_ == "conj" or not any(c.dep_ == "conj" for c in token.children):
        return None
    all_ = conjuncts(token)
    if not 2 <= len(all_) <= _MOST_JOINED or not any(
        c.dep_ == "cc" and c.lower_ in {"and", "&"} for one in all_ for c in one.children
    ):
        return None
    if any(one.pos_ not in {"NOUN", "PROPN"} for one in all_):
        return None
    with_his = all_[0].pos_ == "PROPN" and all(
        any(c.dep_ == "poss" for c in one.children) for one in all_[1:]
    )
    if len({one.pos_ for one in all_}) > 1 and not with_his:
        return None  # "Itagaki and his friends"
    labels = [_said(one, sentence, names) for one in all_]
    label = ", ".join(labels[:-1]) + f" and {labels[-1]}"
    verb, role = clause_verb(token), role_of(token)
    return Candidate(
        label,
        lemma(token),
        EntityKind.GROUP if token.pos_ == "PROPN" else EntityKind.ENTITY,
        plural=True,
        name=token.pos_ == "PROPN",
        page=names.spoken(label),
        token=token.i,
        verb=verb.i,
        role=role,
        main=verb.dep_ in {"ROOT", "conj"} and role == "subj",
        joined=True,
        many=True,
    )


def deed(token: Token) -> Candidate | None:
    """Return what a gerund clause as subject names: "leaving the union" of "leaving the union was a mistake"."""
    if token.tag_ != "VBG" or token.dep_ not in {"csubj", "csubjpass"} or token.pos_ != "VERB":
        return None
    said = subtree(token, lambda t: t.dep_ not in {"advcl", "relcl", "punct", "appos", "parataxis"})
    verb = clause_verb(token)
    return Candidate(
        written(said),
        lemma(token),
        EntityKind.EVENT,
        token=token.i,
        verb=verb.i,
        role="subj",
        main=verb.dep_ in {"ROOT", "conj"},
    )


_PEOPLES = ("ish", "nch", "utch", "ese", "elsh")
"""Endings of words that with "the" are a people: "the French", "the Dutch"."""
_MOST_JOINED = 4
_ALL_OF = frozenset({"everybody", "everyone"})
"""All the people of a place: "everybody on the ship"."""


def _said(token: Token, sentence: Sentence, names: NameTable) -> str:
    name = name_tokens(token)
    return names.canonical(written(name)) if name else names.cased(nominal_label(token, sentence))


def asks(token: Token, sentence: Sentence, names: NameTable) -> Anaphor | None:
    """Return the anaphor that a token is, None where it is none."""
    sort = (
        _SORTS.get(token.lower_, "") if token.pos_ in {"PRON", "DET"} or token.tag_ in {"PRP", "PRP$"} else ""
    )
    if sort in {"this", "these"} and (
        token.tag_ != "DT" or token.pos_ != "PRON" or token.dep_ not in SUBJECTS | {"pobj", "dobj"}
    ):
        return None
    if sort:
        return _anaphor(token, sort, sentence, names)
    if token.pos_ == "NOUN" and (determiner := _bare_definite(token)) is not None:
        return _anaphor(token, "noun", sentence, names, determiner)
    return None


def _bare_definite(token: Token) -> Token | None:
    """Return the determiner of "the empire", "these reforms": a definite noun without more words."""
    if token.dep_ in {"compound", "npadvmod", "appos", "attr", "nmod"}:
        return None
    if any(c.dep_ in _MODIFIERS for c in token.children):
        return None
    return next((c for c in token.children if c.dep_ == "det" and c.lower_ in _DETERMINERS), None)


def _anaphor(
    token: Token, sort: str, sentence: Sentence, names: NameTable, determiner: Token | None = None
) -> Anaphor:
    verb = clause_verb(token)
    role = role_of(token)
    complement = next((c for c in verb.children if c.dep_ == "attr"), None) if role == "subj" else None
    kinds = noun_kinds()
    noun = lemma(token) if sort == "noun" else ""
    return Anaphor(
        token,
        sort,
        ("f" if token.lower_ in _FEMININE else "m") if sort == "he" else "",
        role,
        verb.i,
        clause_subject(token, sentence, names),
        wants=wanted(verb, role),
        be=role == "subj" and lemma(verb) == "be",
        described=kinds.get(lemma(complement)) if complement is not None else None,
        noun_kind=_kind_of(noun) if noun else None,
        noun=noun,
        opens=role == "subj" and token.i < 2,
        pointing=determiner is not None and determiner.lower_ not in {"the", "both"},
        empty=is_empty(token),
        beside=beside_subject(token, sentence, names) if role == "obj" and sort != "noun" else frozenset(),
        does=lemma(verb) if role == "subj" else "",
        done_to=lemma(target) if role == "subj" and (target := child(verb, "dobj")) is not None else "",
    )


def _kind_of(noun: str) -> EntityKind:
    """Return what a definite noun can stand for: "the state" for a polity, "the king" for a person."""
    if noun in PERSON_NOUNS:
        return EntityKind.PERSON
    if noun in _POLITY_NOUNS:
        return EntityKind.POLITY
    if noun in _EVENT_NOUNS:
        return EntityKind.EVENT
    return noun_kinds().get(noun, EntityKind.ENTITY)


def around(token: Token) -> set[int]:
    """Return the nouns that a token stands inside of: "the fall of it" cannot be what "it" means."""
    found: set[int] = set()
    for _ in range(20):
        if token.dep_ in {"conj", "relcl", "acl", "appos"} or token.pos_ in {"VERB", "AUX"}:
            break
        if token.head.i == token.i:
            break
        token = token.head
        found.add(token.i)
    return found | _shells(token)


def _shells(token: Token) -> set[int]:
    """Return the nouns that a clause only says the content of: "the truth is that nobody ended it"."""
    found: set[int] = set()
    for _ in range(20):
        if token.head.i == token.i:
            break
        if token.dep_ == "ccomp" and lemma(token.head) == "be":
            found |= {c.i for c in token.head.children if c.dep_ == "nsubj"}
        token = token.head
    return found


def last_word(label: str) -> str:
    """Return the last word of a label, in lower case."""
    return label.rsplit(" ", 1)[-1].lower()


def nouns_of(sentence: Sentence) -> Iterator[Token]:
    """Yield the nouns of a sentence that can name something."""
    for token in sentence.doc:
        asked = token.dep_ == "npadvmod" and token.pos_ == "PROPN" and sentence.doc[-1].text == "?"
        if token.dep_ in {"compound", "npadvmod", "amod"} and not asked:
            continue
        joined = " " in token.text and token.text[0].isupper()
        name = (
            token.pos_ == "ADJ" and token.dep_ == "nsubj" and token.text[:1].isupper() and not token.is_stop
        )
        people = (token.pos_ == "ADJ" and _are_people(token)) or token.lower_ in _ALL_OF
        if joined or name or token.pos_ in {"NOUN", "PROPN"} or people:
            yield token


def _are_people(token: Token) -> bool:
    """Whether an adjective with an article stands for people: "the poor", "the French"."""
    the = any(c.lower_ == "the" for c in token.children)
    return the and token.dep_ in SUBJECTS | {"dobj", "pobj", "conj"}
