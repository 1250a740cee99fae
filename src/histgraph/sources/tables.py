"""Tables of answers (CSV, JSON, JSON lines): the columns say who asks, who answers, in which words."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

_QUESTION = ("question", "query", "prompt", "topic", "motion", "title", "headline", "name", "q")
_ANSWERS = (
    "answers",
    "responses",
    "replies",
    "comments",
    "posts",
    "contributions",
    "suggestedanswer",
    "items",
)
_WORDS = ("answer", "response", "text", "body", "content", "reply", "comment", "message", "a")
_AUTHOR = ("author", "user", "username", "name", "speaker", "by", "writer", "display_name", "respondent")


def of_csv(text: str) -> str:
    """Return the rows of a CSV file as a page: answers with their authors, or plain paragraphs."""
    try:
        dialect = csv.Sniffer().sniff(text[:4096], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = [row for row in csv.reader(io.StringIO(text), dialect) if any(cell.strip() for cell in row)]
    if len(rows) > 1 and len({cell.strip().lower() for cell in rows[0]} & {*_WORDS}) > 0:
        names = [cell.strip().lower() for cell in rows[0]]
        page = _page([dict(zip(names, row, strict=False)) for row in rows[1:]])
        if page:
            return page
    return "\n\n".join(". ".join(cell.strip() for cell in row if cell.strip()) for row in rows)


def of_json(text: str) -> str:
    """Return a JSON value, or one on each line, as a page.

    Raises:
        ValueError: if it is neither.
    """
    try:
        value = json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        value = [json.loads(line) for line in lines]
    return _of_value(value) or "\n\n".join(_strings(value))


def _of_value(value: object) -> str:
    if isinstance(value, Mapping):
        table = {str(key).lower(): item for key, item in value.items()}
        answers = next((table[key] for key in _ANSWERS if isinstance(table.get(key), list | dict)), None)
        if isinstance(answers, Mapping):
            answers = [{"author": str(name), "text": words} for name, words in answers.items()]
        if answers:
            rows = [row if isinstance(row, Mapping) else {"text": row} for row in answers]
            return _page(rows, _first(table, _QUESTION))
        return _page([table])
    if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
        return _of_value(value[0]) if len(value) == 1 else _page(value)
    return ""


def _page(rows: Iterable[Mapping[str, object]], question: str = "") -> str:
    """Lay rows out as question and answers; "" if they hold no answers."""
    answers = []
    for row in rows:
        table = {str(key).lower(): item for key, item in row.items()}
        words = _first(table, _WORDS)
        question = question or _first(table, _QUESTION[:5])
        if words:
            answers.append((_author(table), words))
    if not answers or (len(answers) == 1 and not question):
        return ""
    parts = [f"Question:\n\n{question}"] if question else []
    for number, (author, words) in enumerate(answers, 1):
        parts.append(f"Answer {number}{f' ({author})' if author else ''}\n\n{words}")
    return "\n\n".join(parts) + "\n"


def _first(table: Mapping[str, object], keys: Iterable[str]) -> str:
    found = (table.get(key) for key in keys)
    return next((words.strip() for words in found if isinstance(words, str) and words.strip()), "")


def _author(table: Mapping[str, object]) -> str:
    for key in _AUTHOR:
        value = table.get(key)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("display_name")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:60].replace("(", " ").replace(")", " ").strip()
    return ""


def _strings(value: object) -> list[str]:
    """Return the strings of a JSON value that hold prose, in order."""
    if isinstance(value, str):
        return [value] if len(value.split()) > 2 else []
    if isinstance(value, list):
        return [s for item in value for s in _strings(item)]
    if isinstance(value, dict):
        return [s for item in value.values() for s in _strings(item)]
    return []
