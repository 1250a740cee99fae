"""Existential clauses: what there was, and what there was not."""

import re
from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.drafting.clauses import ClauseReader, is_infinitive
from histgraph.extract.drafting.goals import hide
from histgraph.extract.drafting.phrases import bare, is_aside
from histgraph.extract.holders.signs import little_shows, no_sign
from histgraph.extract.holders.views import no_reason
from histgraph.extract.negation.impersonal import no_way
from histgraph.extract.referents.kinds import PEOPLE
from histgraph.extract.syntax.amounts import real_head, weak_quantity
from histgraph.extract.syntax.modality import Modality
from histgraph.extract.syntax.positive import AT_ALL, THERE, is_nobody, positive_object
from histgraph.extract.syntax.scope import (
    Scope,
    words,
)
from histgraph.extract.syntax.times import is_time_phrase
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, in_order, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import Certainty, EntityKind, Polarity

_RAISING = {
    "seem": Certainty.PROBABLE,
    "appear": Certainty.PROBABLE,
    "likely": Certainty.PROBABLE,
    "unlikely": Certainty.PROBABLE,
    "say": Certainty.PROBABLE,
    "think": Certainty.PROBABLE,
    "believe": Certainty.PROBABLE,
    "report": Certainty.PROBABLE,
    "know": Certainty.CERTAIN,
    "happen": Certainty.CERTAIN,
    "use": Certainty.CERTAIN,
    "tend": Certainty.CERTAIN,
    "come": Certainty.CERTAIN,
    "continue": Certainty.CERTAIN,
    "prove": Certainty.CERTAIN,
    "cease": Certainty.CERTAIN,
}
"""What "there" is raised over, and how sure what there was is then."""


def raised(verb: Token) -> Token | None:
    """Return the "be" of "there does not seem to have been X", None where "there" belongs to the verb itself."""
    if child(verb, "expl") is None:
        return None
    for head in (verb, *children(verb, "acomp", "oprd")):
        if lemma(head) in _RAISING:
            return next((c for c in children(head, "xcomp") if lemma(c) == "be" and is_infinitive(c)), None)
    return None


def read_raised(reader: ClauseReader, be: Token, scope: Scope, how: Modality) -> bool:
    """Read "there seems to have been X", "there is unlikely to have been X" as "there was (no) X", less surely."""
    word = lemma(be.head)
    if _RAISING[word] is not Certainty.CERTAIN:
        how = how.hedged(_RAISING[word], word)
    if word in {"unlikely", "cease"}:
        how = how.denied(word)
    reader.visited.add(be.i)
    return read_existential(reader, be, scope, reader.modality(be, scope.inner("xcomp", modality=how)))


def read_existential(reader: ClauseReader, verb: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was X in Y": Y had X; "there were no X to V": X did not V; "there was X": X existed."""
    thing = child(verb, "attr", "nsubj", "dobj") or child(verb, "acomp")
    if thing is None or (thing.dep_ == "acomp" and thing.pos_ != "NOUN"):
        return False
    if no_reason(reader, thing, scope, how) or little_shows(reader, verb, thing, scope):
        return True
    little: list[int] = []
    if how.polarity is not Polarity.DENIED and lemma(thing) in _SIGNS and (few := weak_quantity(thing)):
        how, little = how.denied(few), [t.i for c in thing.children if c.lower_ == few for t in c.subtree]
    denied = how.polarity is Polarity.DENIED
    if denied and _in_other_words(reader, verb, thing, scope, how):
        return True
    clause = _what_it_did(verb, thing, denied=denied)
    things = _things(verb, thing, denied=denied)
    shared = next((w for one in things if (w := _places(verb, one, thing))), []) if denied else []
    for one in things:
        where = [p for p in _places(verb, one, thing) or shared if p.i not in reader.opaque]
        ground = [p for p in children(one, "prep") if p.lower_ == "on" and _on_the_ground(p)]
        without = {t.i for c in [*where, *ground, *children(one, "relcl", "acl")] for t in c.subtree}
        meant_for = _use(reader, one, clause) if denied and where else []
        without -= {t.i for t in meant_for}
        subject = positive_object(
            bare(reader.maker.phrase(one, joined=False, without={*without, *little}, more=meant_for))
        )
        if clause is not None and denied and not meant_for:
            _did_not(reader, one, clause, subject, scope, how)
            continue
        for place in where[:1]:
            target = child(place, "pobj")
            if target is not None and place.lower_ != "between" and subject.kind is not EntityKind.EVENT:
                reader.emit(
                    verb, scope, bare(reader.maker.phrase(target)), "have", subject, how, "existential"
                )
            else:
                key = "happen" if subject.kind is EntityKind.EVENT else "exist"
                phrase = reader.maker.of(reader.maker.tokens(place), place)
                reader.emit(verb, scope, subject, key, phrase, how, "existed")
        if not denied and (where or clause is not None) and _opens(reader, thing):
            _asked_of(reader, verb, scope, how, subject, thing)
        if where or clause is not None or _in_a_state(reader, verb, scope, how, subject):
            continue
        if not ((denied or _asks_for(reader, thing)) and _asked_of(reader, verb, scope, how, subject, thing)):
            _at_some_time(reader, verb, scope, how, subject, thing)
    return True


def _in_other_words(reader: ClauseReader, verb: Token, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read what there was not in turns that deny something else: a property, a deed, that something was left."""
    if _nothing_so(reader, verb, thing, scope, how) or no_sign(reader, verb, thing, scope, how):
        return True
    if is_nobody(bare(reader.maker.phrase(thing))) and _in_a_position(reader, thing, scope, how):
        return True
    if lemma(thing) in _MEANS:
        deed = next((c for h in (thing, verb) for c in children(h, "relcl", "acl", "advcl", "xcomp")), None)
        if deed is not None and is_infinitive(deed) and child(deed, "nsubj") is None:
            no_way(reader, verb, thing, deed, scope, how)
            return True
    return _left_over(reader, verb, thing, scope, how) or _so_called(reader, verb, thing, scope, how)


def _use(reader: ClauseReader, thing: Token, clause: Token | None) -> list[Token]:
    """Return what there was nothing for: "to steal", "to build ships with"; that is a part of what there was not."""
    if clause is None or not is_infinitive(clause) or child(clause, *SUBJECTS) is not None:
        return []
    if clause.head.i not in {thing.i, thing.head.i} or not _is_idle(thing):
        return []
    hide(reader, clause)
    return list(clause.subtree)


def _is_idle(thing: Token) -> bool:
    """Whether a thing can do no deed itself: "nobody to defend it" defends, "no timber to build with" does not."""
    return lemma(thing) not in PEOPLE and thing.tag_ == "NN" and thing.lower_ not in _NOBODY


def _did_not(
    reader: ClauseReader, thing: Token, clause: Token, what: Phrase, scope: Scope, how: Modality
) -> None:
    """Read "not enough masons to build it": they did not; "not enough wood to build ships" tells of no deed of it."""
    if is_infinitive(clause) and (doer := _meant_for(thing, clause)) is not None:
        inside = [t.i for p in children(thing, "prep") if p.lower_ == "for" for t in p.subtree]
        inside += [t.i for t in clause.subtree]
        words = [t for t in clause.subtree if t.i not in {x.i for x in doer.subtree} and t.lower_ != "for"]
        full = reader.maker.phrase(thing, joined=False, without=inside, more=words)
        hide(reader, clause)
        who = bare(reader.maker.phrase(doer, joined=False))
        reader.emit(clause, scope, who, "have", positive_object(full), how, "existential", time=(None, None))
        return
    agent = lemma(thing) in PEOPLE or what.kind in _AGENTS or thing.tag_ == "NNS"
    if clause.dep_ == "acl" and is_infinitive(clause) and not agent:
        reader.visited.add(clause.i)
        return
    reader.visited.update(t.i for t in children(thing, "acl"))
    reader.visited.discard(clause.i)
    reader.visit(clause, scope.inner("existential", subjects=(what,), modality=how))


def _meant_for(thing: Token, clause: Token) -> Token | None:
    """Return X of "no port for X to wait in"."""
    own = child(clause, "nsubj")
    if own is not None:
        return own if any(m.lower_ == "for" for m in children(clause, "mark")) else None
    before = next((p for p in children(thing, "prep") if p.lower_ == "for" and p.i < clause.i), None)
    who = child(before, "pobj") if before is not None else None
    return who if who is not None and who.right_edge.i + 1 == clause.left_edge.i else None


def _asked_of(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, what: Phrase, thing: Token
) -> bool:
    """Read "there was no parliament" on a page that asks about one country, or who had one: it had one, denied."""
    asked = reader.discourse.asked
    if asked is None or lemma(thing) in _SOURCES:
        return False
    owner, key, had = asked
    real = real_head(thing)
    if real is not thing:
        what = bare(reader.maker.phrase(real, joined=False))
    if _alone(real) and key in {
        "exist",
        "happen",
        "have",
    }:  # "there wasn't any", "there was plenty"
        meant = had if key == "have" else owner
        what = replace(meant, label=_MUCH.sub("", meant.label), text=what.text, span=what.span)
        if real.lower_ in {"any", "none"}:  # "hardly any"
            how = how if how.polarity is Polarity.DENIED else how.denied(real.lower_)
    if key in {"exist", "happen"}:  # "was there any opposition?"
        same = what.head == owner.head or lemma(real) == owner.head
        if same:
            _answer(reader, verb, scope, how, (what, key, AT_ALL))
        return same
    same = key == "have" and had.head in {
        lemma(real),
        what.head,
    }  # "did towns have sewers?" "There were none"
    if not same and (not owner.name or owner.kind not in _OWNERS or what.kind is EntityKind.EVENT):
        return False
    told = (replace(owner, span=None), "have", what)
    if same:
        _answer(reader, verb, scope, how, told)
    else:
        reader.emit(verb, scope, *told, how, "existential")
    return True


_OPENING = 2
"""Sentences of an answer that may say whether there was what the question asks for."""
_AGENTS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.POLITY})
_OWNERS = frozenset({EntityKind.POLITY, EntityKind.PLACE, EntityKind.GROUP})


def _asks_for(reader: ClauseReader, thing: Token) -> bool:
    """Whether the page asks if somebody had just that: "was there any opposition in Wales?" There was a lot."""
    asked = reader.discourse.asked
    named = (
        {"have": asked[2].head, "exist": asked[0].head, "happen": asked[0].head}.get(asked[1], "")
        if asked is not None
        else ""
    )
    real = real_head(thing)
    return bool(named) and (lemma(real) == named or _alone(real))


def _answer(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, told: tuple[Phrase, str, Phrase]
) -> None:
    """Tell that there was what was asked for; being asked for makes it sure, and no fact about its words."""
    before = len(reader.drafts)
    who, key, what = told
    if key in {"exist", "happen"}:
        who = replace(who, label=who.label.removeprefix("some "))
    reader.emit(verb, scope, who, key, what, how, "reply")
    reader.drafts[before:] = [replace(d, features=("rule=reply",)) for d in reader.drafts[before:]]


def _opens(reader: ClauseReader, thing: Token) -> bool:
    """Whether an answer opens with what the page asks if there was any, whatever else it tells of it."""
    asked = reader.discourse.asked
    said = asked is not None and asked[1] in {"exist", "happen"} and reader.discourse.count <= _OPENING
    return said and _asks_for(reader, thing)


def _alone(word: Token) -> bool:
    """Whether an amount stands alone for what was asked for: "there was a lot", "there were a few"."""
    few = word.lower_ == "few" and any(c.lower_ == "a" for c in word.children)
    return few or lemma(word) in _ANY_OF_IT


_MUCH = re.compile(r"^(?:much|many|widespread|big) ", re.IGNORECASE)
_ANY_OF_IT = frozenset({"any", "none", "some", "plenty", "lot", "lots", "loads", "tons", "many", "several"})
"""What stands alone for some or none of what was asked for."""


def _nothing_so(reader: ClauseReader, verb: Token, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was nothing natural about the border": the border was natural, denied."""
    quality = child(thing, "amod")
    if thing.lower_ not in {"nothing", "anything"} or quality is None or quality.i < thing.i:
        return False
    for prep in [*children(quality, "prep"), *children(thing, "prep"), *children(verb, "prep")]:
        about = child(prep, "pobj")
        if prep.lower_ == "about" and about is not None:
            who = bare(reader.maker.phrase(about))
            what = reader.maker.phrase(quality, joined=True, without=[t.i for t in prep.subtree])
            reader.emit(verb, scope, who, "be", what, how, "nothing_so")
            return True
    return False


def _left_over(reader: ClauseReader, verb: Token, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was no money left to pay them", "nobody left who could read": left for that, denied."""
    left = next((c for c in children(thing, "acl") if c.lower_ in _LEFT), None)
    if left is None or left.i < thing.i:
        return False
    rest = [c for h in (left, thing, verb) for c in children(h, "advcl", "xcomp", "acl", "relcl", "prep")]
    rest = [c for c in rest if c.i > left.i]
    deed = next((c for c in rest if c.dep_ == "relcl" and c.pos_ in {"VERB", "AUX"}), None)
    without = [t.i for c in [left, *rest] for t in c.subtree]
    for one in _things(verb, thing, denied=True):
        who = positive_object(bare(reader.maker.phrase(one, joined=False, without=without)))
        if deed is not None:
            reader.visited.discard(deed.i)
            reader.visit(deed, scope.inner("existential", subjects=(who,), modality=how))
            continue
        words = in_order([left, *(t for c in rest for t in reader.maker.tokens(c))])
        reader.emit(verb, scope, who, "be", reader.maker.of(words, left), how, "left_over")
    for c in [left, *rest] if deed is None else [left]:
        hide(reader, c)
    return True


def _so_called(reader: ClauseReader, verb: Token, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was no country called X": X was a country, denied."""
    called = next((c for c in children(thing, "acl") if c.lower_ in {"called", "named"}), None)
    name = child(called, "oprd", "dobj", "attr") if called is not None else None
    if called is None or name is None or name.pos_ != "PROPN":
        return False
    what = positive_object(bare(reader.maker.phrase(thing, without=[t.i for t in called.subtree])))
    reader.emit(verb, scope, bare(reader.maker.phrase(name)), "be", what, how, "copula")
    hide(reader, called)
    return True


_SIGNS = frozenset({"sign", "trace", "evidence", "hint", "prospect", "chance", "hope", "question"})
"""Of these "little" means as good as none."""
_LEFT = frozenset({"left", "remaining"})


def _things(verb: Token, thing: Token, *, denied: bool) -> list[Token]:
    """Return what there was, or was not: "there was no king, no court and no law" is three."""
    listed = [c for c in children(verb, "attr", "npadvmod") if c.i > thing.i] + children(thing, "appos")
    listed = [c for c in listed if denied and _no_other(c)]
    return [*conjuncts(thing), *(c for other in listed for c in conjuncts(other))]


def _no_other(noun: Token) -> bool:
    """Whether a noun is one more that there was not, wherever it is hung: ", no road"."""
    first = noun.doc[noun.left_edge.i]
    return first.lower_ == "no" and first.head is noun and noun.doc[first.i - 1].lower_ in {",", "and", "or"}


def _what_it_did(verb: Token, thing: Token, *, denied: bool) -> Token | None:
    """Return the clause that tells what the thing did or was for, None where the thing alone is told of."""
    clause = next((c for c in children(thing, "relcl", "acl") if c.pos_ in {"VERB", "AUX"}), None)
    if clause is None and denied:
        clause = next(
            (c for c in children(verb, "advcl", "xcomp") if c.i > thing.i and is_infinitive(c)), None
        )
    if clause is not None and clause.lower_ in {"left", "remaining"}:
        return next((c for c in children(clause, "advcl", "xcomp") if denied and is_infinitive(c)), None)
    if clause is None:
        return None
    ours = any(c.lower_ in {"we", "i"} for c in children(clause, "nsubj"))  # "none that we know of"
    idle = denied and (lemma(thing) in _PLANS or lemma(clause) in _IDLE or (ours and lemma(clause) == "know"))
    return None if idle else clause


def _at_some_time(
    reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase, thing: Token
) -> None:
    """Read "there were seven kings between A and B", "there was no famine"."""
    when = [c for c in verb.children if is_time_phrase(c)]
    if when:
        phrase = reader.maker.of(reader.maker.tokens(when[0]), when[0])
        reader.emit(verb, scope, subject, "exist", phrase, how, "existed")
    elif lemma(thing) not in _SOURCES and (how.polarity is Polarity.DENIED or _first_said(reader, verb)):
        key = "happen" if subject.kind is EntityKind.EVENT else "exist"
        if how.polarity is Polarity.DENIED:
            reader.emit(verb, scope, subject, key, THERE, how, "existed")
        else:
            _answer(reader, verb, scope, how, (subject, key, AT_ALL))


def _first_said(reader: ClauseReader, verb: Token) -> bool:
    """Whether an answer opens with what there was: "did peasants object?" There was some opposition."""
    asked = reader.discourse.asked
    return asked is not None and reader.discourse.count == 1 and verb.tag_ == "VBD" and verb.dep_ == "ROOT"


def _in_a_state(reader: ClauseReader, verb: Token, scope: Scope, how: Modality, subject: Phrase) -> bool:
    """Read "there were beggars everywhere", "there were still nine million out of work": they were so."""
    parts = [c for c in children(verb, "advmod") if c.lower_ in _EVERYWHERE]
    parts += [c for c in children(verb, "prep") if c.lower_ in {"out", "on", "under", "without"}]
    things = [t for t in children(verb, "attr", "dobj", "nsubj") if t.i > verb.i]
    parts += [p for t in things for p in children(t, "prep") if p.lower_ == "on" and _on_the_ground(p)]
    parts = [c for c in parts if not is_time_phrase(c) and not is_aside(c)]
    if not parts or how.polarity is Polarity.DENIED:
        return False
    state = reader.maker.of(reader.maker.tokens(parts[0]), parts[0])
    reader.emit(verb, scope, subject, "be", state, how, "copula_prep")
    return True


def _on_the_ground(prep: Token) -> bool:
    """Whether something was on an island, on both sides: no tax on salt, no attack on a town."""
    where = child(prep, "pobj")
    return where is not None and lemma(where) in _GROUND


_GROUND = words("noun", "ground")
_EVERYWHERE = frozenset(
    {"everywhere", "nearby", "abroad", "overseas", "aboard", "ashore", "inside", "outside"}
)


def _in_a_position(reader: ClauseReader, thing: Token, scope: Scope, how: Modality) -> bool:
    """Read "there was nobody in a position to V": that anybody was, denied."""
    for prep in children(thing, "prep"):
        noun = child(prep, "pobj")
        if prep.lower_ == "in" and noun is not None and lemma(noun) in {"position", "mood", "state"}:
            who = bare(reader.maker.phrase(thing, without=[t.i for t in prep.subtree]))
            phrase = reader.maker.of(reader.maker.tokens(prep), prep)
            reader.emit(prep, scope, who, "be", phrase, how, "copula_prep", time=(None, None))
            return True
    return False


_NOBODY = frozenset({"nobody", "one", "none", "anyone", "anybody"})
_PLANS = words("noun", "plans")
_MEANS = words("noun", "means")
"""What is done is no deed of these: "there was no plan to invade" denies the plan."""


_SOURCES = words("noun", "sources")
"""What is said of these is said of what we know, not of the past."""
_IDLE = frozenset({"speak", "mention", "note", "see", "find", "say"})
"""Of "no navy to speak of" the navy is denied."""


def _places(verb: Token, thing: Token, first: Token) -> list[Token]:
    """Return the prepositions that tell where or among whom something is said to be."""
    deeper = [t for t in thing.subtree if t.lower_ == "among" and t.head.i != thing.i and t.head.i != first.i]
    return [
        c
        for c in [*thing.children, *(first.children if first.i != thing.i else ()), *verb.children, *deeper]
        if c.dep_ == "prep"
        and c.lower_ in {"in", "among", "within", "at", "across", "between"}
        and not is_time_phrase(c)
        and child(c, "pobj") is not None
    ]
