"""How near an author stands to what a sentence of his tells: he leans on it, or only tells that people think so."""

import re

from histgraph.compare.memory import remembered
from histgraph.model import Claim, Polarity, Stance

_FACTIVE = re.compile(
    r"\b(?:agrees?|agreed|shows?|showed|shown|demonstrates?|demonstrated|proves?|proved|proven|established|confirms?|confirmed|"
    r"points? out|pointed out|found|notes?|noted|explains?|explained|knows?|revealed|reveals?)\s+that\b",
    re.IGNORECASE,
)


@remembered
def leant_on(claim: Claim) -> bool:
    """Whether an author takes over what he reports: "as studies have shown", "economists mostly agree that"."""
    return claim.stance is not Stance.REJECTS and _FACTIVE.search(claim.quote) is not None


_IMAGE = re.compile(
    r"\b(?:image|idea|notion|picture|legend|myth|belief|stereotype|story|tale|rumou?r|cliche|cliché|misconception)s? "
    r"of (?:the |an? |all )?(?P<who>[^,;.]{2,40}?) [a-z]+ing\b",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"\b(?:it is|it's|it was|there is) (?:an? )?(?:common(?:ly)?|popular(?:ly)?|wide(?:ly|spread)|general(?:ly)?) "
    r"(?:a )?(?:thought|belief|believed|assumption|assumed|idea|held|opinion|supposed) that\b[^.]*?"
    r"\b(?:but|however|yet|although|though)\b",
    re.IGNORECASE,
)


@remembered
def only_told(claim: Claim) -> str:
    """Return the words by which a sentence tells of a claim as an image or a belief that it does not share, "" if none.

    "The image of A doing B comes from an opera", "it is commonly thought that A did B, but" do not say that A did B.
    """
    if claim.polarity is Polarity.DENIED:
        return ""
    quote = claim.quote
    if (match := _COMMON.search(quote)) is not None:
        behind = claim.focus is not None and claim.focus.start - claim.evidence.start >= match.end()
        return "" if behind else " ".join(match.group().split()[:4])
    match = _IMAGE.search(quote)
    if match is None or not claim.subject.text or claim.subject.text not in match["who"]:
        return ""
    return match.group()


_EARLY = re.compile(
    r"\b(?:at first|initially|to begin with|early on|as a (?:boy|girl|child|young (?:man|woman))|"
    r"in (?:his|her|their) (?:youth|childhood|early years)|born an?|for (?:a while|a time|some time|[a-z]+ years))\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:in (?:his|her|their) (?:last|later|final) years|in (?:his|her|their) old age|in the end|eventually|"
    r"by the end|at the end|from (?:about |around )?\d{3,4}|converted|"
    r"later on|finally|ultimately|in the long run|afterwards)\b",
    re.IGNORECASE,
)


def first_and_last(a: Claim, b: Claim) -> bool:
    """Whether one claim tells of the beginning of a thing or a life, the other of the end."""
    return any(_EARLY.search(x.quote) and _LATE.search(y.quote) for x, y in ((a, b), (b, a)))
