"""The days at the ends of EDTF dates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from histgraph.dates import bounds, overlap, readable


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1927", "1927-01-01", "1927-12-31"),
        ("1927-02", "1927-02-01", "1927-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1848-02-24", "1848-02-24", "1848-02-24"),
        ("192X", "1920-01-01", "1929-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("1XXX", "1000-01-01", "1999-12-31"),
        ("1927/1953", "1927-01-01", "1953-12-31"),
        ("1927/..", "1927-01-01", None),
        ("../1953-03", None, "1953-03-31"),
        ("1927/", "1927-01-01", None),
        ("1610?", "1610-01-01", "1610-12-31"),
        ("1610~/1620%", "1610-01-01", "1620-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-05XX", "-0599-01-01", "-0500-12-31"),
        ("-0264/-0240", "-0264-01-01", "-0240-12-31"),
        ("1848-21", "1848-03-01", "1848-05-31"),
        ("1789-XX", "1789-01-01", "1789-12-31"),
        ("1789-07-XX", "1789-07-01", "1789-07-31"),
        ("[1914..1918]", "1914-01-01", "1918-12-31"),
        ("{1066, 1087}", "1066-01-01", "1087-12-31"),
        ("[..1760]", None, "1760-12-31"),
        ("Y-17000", "-17000-01-01", "-17000-12-31"),
    ],
)
def test_bounds(edtf: str, first: str | None, last: str | None) -> None:
    assert bounds(edtf) == (first, last)
    assert readable(edtf)


@pytest.mark.parametrize(
    "text", ["", "long ago", "1927-13", "1900-02-29", "1953/1927", "19", "192X-05", "[]", "1/2/3"]
)
def test_what_is_no_date_has_no_bounds(text: str) -> None:
    assert bounds(text) == (None, None)
    assert not readable(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1935", "193X", True),
        ("1935-03", "1935", True),
        ("1917", "1953", False),
        ("1927/..", "1953", True),
        ("../1900", "1953", False),
        ("-0044", "-0043", False),
        ("-0044/0014", "-0027", True),
        ("1917", "once", None),
    ],
)
def test_overlap(one: str, other: str, expected: bool | None) -> None:
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected


@settings(max_examples=50)
@given(st.integers(-9999, 9999), st.integers(1, 12))
def test_a_month_lies_within_its_year_and_its_decade(year: int, month: int) -> None:
    sign = "-" if year < 0 else ""
    text = f"{sign}{abs(year):04}"
    assert overlap(f"{text}-{month:02}", text)
    assert overlap(text, f"{text[:-1]}X")
