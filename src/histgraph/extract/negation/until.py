"""What did not happen until a time happened then: "the siege did not end until 1627" dates its end."""

import re
from dataclasses import replace

from histgraph.drafts import Draft
from histgraph.extract.syntax.times import edtf
from histgraph.model import CueKind, Polarity

_UNTIL = re.compile(r"^(?:until|till) (?=.*\d)", re.IGNORECASE)


def begun(draft: Draft) -> Draft:
    """Return a draft with the time at which it came to happen, where its clause says "not until" that time.

    What stays denied ("was not known until 1799") keeps its time: it lasted until then.
    """
    if draft.polarity is Polarity.DENIED or not any(
        cue.kind is CueKind.SCOPE and cue.text == "not until" for cue in draft.cues
    ):
        return draft
    time = draft.time.removeprefix("../") if draft.time else None
    label = draft.object.label
    if _UNTIL.match(label) and edtf(label) is not None:
        label = _UNTIL.sub("in ", label)
    return replace(draft, time=time, object=replace(draft.object, label=label))
