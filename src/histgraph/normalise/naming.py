"""Names on one page that stand for one bearer: Urban and Pope Urban II, Catherine and Catherine the Great.

Each page by itself, as all of normalisation; where two bearers could be meant, none is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache

from histgraph.drafts import Draft, ExtractedPage, Phrase
from histgraph.gazetteer import gazetteer
from histgraph.model import EntityKind
from histgraph.normalise.concepts import readable
from histgraph.resources import load_toml

Bearers = Mapping[str, tuple[str, str]]
"""For each form of a name the label of its bearer, and why."""

_NUMERAL = frozenset("IVXL")
_LONGEST = 3
"""Words by which a full name may go on behind a first name."""
_SHORTER, _LONGER = "a shorter form of the name", "a fuller form of the name"


def named(extracted: ExtractedPage) -> ExtractedPage:
    """Return a page on which one bearer of a name has one label, with what was called otherwise among the aliases."""
    phrases = [p for draft in extracted.drafts for p in _phrases(draft)]
    names = {p.label for p in phrases if p.name and p.label != p.label.lower()}
    names |= {readable(p.label) for p in phrases if _styled(p)}
    kinds: dict[str, Counter[EntityKind]] = defaultdict(Counter)
    for phrase in phrases:
        if phrase.name or readable(phrase.label) in names:
            kinds[readable(phrase.label)][phrase.kind] += 1
    known = {label: min(found, key=lambda k: (-found[k], k)) for label, found in kinds.items()}
    bearers = bearers_of(known, {label: found.total() for label, found in kinds.items()})

    def to(phrase: Phrase) -> Phrase:
        label = readable(phrase.label)
        if not phrase.name and label not in names:
            return phrase
        bearer, _ = bearers.get(label, (label, ""))
        return phrase if phrase.name and bearer == phrase.label else replace(phrase, label=bearer, name=True)

    aliases = tuple(
        sorted({*extracted.aliases, *((form, label, why) for form, (label, why) in bearers.items())})
    )
    return replace(extracted, drafts=tuple(_changed(d, to) for d in extracted.drafts), aliases=aliases)


def bearers_of(kinds: Mapping[str, EntityKind], times: Mapping[str, int]) -> Bearers:
    """Return which names on a page are given another label, that of their bearer.

    The label is the one known beforehand, else the one that the page has most often, the fullest of equals.

    Args:
        kinds: what each name on the page names, as far as can be told.
        times: how often the page has it.
    """
    fuller: dict[str, str] = {}
    for form in sorted(kinds):
        found = [n for n in sorted(kinds) if n != form and _fuller(form, kinds[form], n, kinds[n])]
        if len(found) == 1:
            fuller[form] = found[0]
    lines: dict[str, set[str]] = defaultdict(set)
    for form in fuller:
        full = form
        while full in fuller:
            full = fuller[full]
        lines[full] |= {form, full}
    bearers: dict[str, tuple[str, str]] = {}
    for forms in lines.values():
        label = max(sorted(forms), key=lambda n: (_is_known(n), times[n], len(n)))
        bearers |= {
            form: (label, _SHORTER if len(form) < len(label) else _LONGER) for form in forms - {label}
        }
    return bearers


def _is_known(name: str) -> bool:
    """Whether a name is the label of an entry of the gazetteer."""
    entry = gazetteer().get(name)
    return entry is not None and entry.label == name


def _fuller(form: str, kind: EntityKind, name: str, named_kind: EntityKind) -> bool:
    """Whether a name is a fuller name of a person whom a form names too."""
    entry = gazetteer().get(form)
    if entry is not None and entry.kind is not EntityKind.PERSON:
        return False
    titled, words = _untitled(name)
    own = form.split()
    if len(own) >= len(name.split()) or not words or named_kind is not EntityKind.PERSON:
        return False
    if titled and kind in _MAY_BE_A_PERSON and own in (words, _unnumbered(words)):
        return True
    if kind is not EntityKind.PERSON or words[: len(own)] != own:
        return False
    rest = words[len(own) :]
    if rest and rest[0] in {"the", "of"}:
        return len(rest) > 1
    if _unnumbered(words) == own or (len(rest) == 1 and rest[0].lower() in _titles()):
        return True
    # A first name: no state or place behind it ("Tokugawa Japan").
    return len(own) == 1 and 0 < len(rest) < _LONGEST and all(map(_personal, rest))


def _personal(word: str) -> bool:
    """Whether a word can be part of a person's name: no state's, no place's."""
    entry = gazetteer().get(word)
    return word[:1].isupper() and (entry is None or entry.kind is EntityKind.PERSON)


def _styled(phrase: Phrase) -> bool:
    """Whether a person is called by nothing but names and titles: "Duke of Medina Sidonia", "Yongle emperor"."""
    words = readable(phrase.label).split()
    if phrase.kind is not EntityKind.PERSON or len(words) < 2 or not words[0][:1].isupper():
        return False
    if "'" in phrase.label or "’" in phrase.label or "," in phrase.label:
        return False
    plain = [w for w in words if not w[:1].isupper()]
    return len(plain) < len(words) and all(w in {"of", "the"} or w in _titles() for w in plain)


_MAY_BE_A_PERSON = frozenset({EntityKind.PERSON, EntityKind.ENTITY, EntityKind.GROUP})


def _untitled(name: str) -> tuple[bool, list[str]]:
    """Return whether a name begins with a title, and its words without."""
    words = name.split()
    at = 0
    while at < len(words) and words[at].lower() in _titles():
        at += 1
        if at < len(words) and words[at] == "of":
            at += 1
    return at > 0, words[at:]


def _unnumbered(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 1 and _NUMERAL.issuperset(words[-1]) else words


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_toml("synonyms.toml")["titles"])


def _phrases(draft: Draft) -> Iterable[Phrase]:
    return (draft.subject, draft.object) if draft.over is None else (draft.subject, draft.object, draft.over)


def _changed(draft: Draft, to: Callable[[Phrase], Phrase]) -> Draft:
    subject, obj, over = to(draft.subject), to(draft.object), to(draft.over) if draft.over else None
    same = subject is draft.subject and obj is draft.object and over is draft.over
    return draft if same else replace(draft, subject=subject, object=obj, over=over)
