"""From bytes to text: encodings that old and new files come in."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(data: bytes) -> str | None:
    """Return the text of bytes in UTF-8, UTF-16, UTF-32 or Windows-1252, None if they are no text.

    UTF-16 without a mark is told by its zero bytes; what is not valid UTF-8 is read as
    Windows-1252, of which Latin-1 is a part.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    sample = data[:4096]
    if b"\x00" in sample:
        return _without_mark(data, sample)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if controls > len(sample) / 100:
        return None
    return data.decode("cp1252", errors="replace")


def _without_mark(data: bytes, sample: bytes) -> str | None:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    encoding = "utf-16-le" if odd > 0.6 * half > even else "utf-16-be" if even > 0.6 * half > odd else ""
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
