"""Trees of sentences without the comma that parts their clauses: "when the money ran out the duke could not pay"."""

from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_VERBS
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Token

_OPENS = frozenset({
    "when", "whenever", "after", "before", "while", "once", "since", "because", "although", "though", "if", "as",
    "until", "where",
})  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def parted(clause: Token) -> None:
    """Part, in place, a clause that opens a sentence from the one that follows it without a comma."""
    if not _is_opened(clause):
        return
    if clause.dep_ == "advcl" and clause.i < clause.head.i:
        _subject_of_main(clause)
    elif clause.head.i == clause.i:
        _main_below(clause)


def _is_opened(clause: Token) -> bool:
    """Whether a finite clause begins with "when", "after" or their like."""
    opening = clause.doc[clause.left_edge.i]
    opens = opening.lower_ in _OPENS and opening.dep_ in {"mark", "advmod"}
    return opens and opening.head is clause and is_finite(clause)


def _subject_of_main(clause: Token) -> None:
    """Give "return" its subject in "after the war ended the farmers did not return": taken for an object."""
    main, noun = clause.head, child(clause, "dobj")
    if noun is None or noun.pos_ not in _NOMINAL or child(main, *SUBJECTS, "expl") is not None:
        return
    if not is_finite(main) or noun.i < clause.i:
        return
    between = main.doc[noun.right_edge.i + 1 : main.i]
    if all(t.head is main and t.dep_ in _BEFORE_VERB for t in between):
        noun.head, noun.dep_ = main, "nsubjpass" if child(main, "auxpass") is not None else "nsubj"


def _main_below(clause: Token) -> None:
    """Put "was" above "happened" in "when the crisis happened the state was unable to V"."""
    main = child(clause, "ccomp") or _filled_relative(clause)
    if main is None or lemma(clause) in SAYING_VERBS | BELIEF_VERBS or main.i < clause.i:
        return
    subject = child(main, *SUBJECTS, "expl")
    if subject is None or children(main, "mark") or not is_finite(main):
        return
    behind = main.head.i if main.dep_ == "relcl" else clause.i
    if main.left_edge.i != behind + 1 or subject.tag_ in {"WP", "WDT"}:
        return
    main.head, main.dep_ = main, "ROOT"
    clause.head, clause.dep_ = main, "advcl"
    for c in [c for c in children(clause, "punct") if c.i > main.i]:
        c.head = main


def _filled_relative(clause: Token) -> Token | None:
    """Return what is no relative clause in "when they let the land they did not need serfs": it lacks nothing."""
    for verb in clause.subtree:
        if (
            verb.dep_ != "relcl"
            or verb.i < clause.i
            or verb.head.right_edge.i != clause.right_edge.i - _ends(clause)
        ):
            continue
        subject = child(verb, "nsubj", "nsubjpass")
        whole = child(verb, "dobj", "attr", "acomp", "ccomp") is not None or child(verb, "neg") is not None
        stranded = any(not p.children for p in children(verb, "prep"))
        if subject is not None and subject.tag_ == "PRP" and whole and not stranded:
            return verb
    return None


def _ends(clause: Token) -> int:
    """Return how many marks close the sentence."""
    last = clause.doc[clause.right_edge.i]
    return 1 if last.is_punct and last.head is clause else 0
