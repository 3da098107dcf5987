"""A retrieval's passages as CSV, XLSX, JSON or a page to read and print: one row a passage."""

from collections.abc import Callable, Iterator
from typing import Any

from django.template.loader import render_to_string

from coding.models import Report
from coding.reports.passages import Passage, with_text
from coding.reports.retrieval.keeping import AT_ONCE, mark_of, places
from fieldnotes.importers.words import words

from .downloads import CSV, TYPES, as_csv, as_json, as_xlsx

LONGEST_CELL = 32_000
"""Code points of a passage that a spreadsheet's cell holds; the rest is in CSV and JSON."""
COLUMNS = [
    "number", "document_id", "document", "kind", "date", "site", "author", "start", "end", "words",
    "holds", "text",
]  # fmt: skip


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """One dictionary a passage, in the order of the page."""
    for number, passage in enumerate(_passages(report), start=1):
        document = passage.document
        text = document.text[passage.start : passage.end]
        held = {mark.name for mark in passage.marks}
        yield {
            "number": number,
            "document_id": document.pk,
            "document": document.title,
            "kind": document.kind,
            "date": document.fieldwork_date and document.fieldwork_date.isoformat(),
            "site": document.site,
            "author": document.author,
            "start": passage.start,
            "end": passage.end,
            "words": len(words(text)),
            "holds": "; ".join(name for mark, name in _terms(report) if mark in held),
            "text": text,
        }


def to_csv(report: Report) -> bytes:
    return as_csv(COLUMNS, rows(report))


def to_xlsx(report: Report) -> bytes:
    cut = ({**row, "text": row["text"][:LONGEST_CELL]} for row in rows(report))
    asked = [{"query": report.parameters["query"], "layer": report.parameters["layer"]}]
    sheets = {"passages": (COLUMNS, cut), "query": (["query", "layer"], iter(asked))}
    return as_xlsx(sheets)


def to_json(report: Report) -> bytes:
    """The places of all that was found in a passage stand beside it."""
    found = zip(rows(report), _passages(report), strict=True)
    names = dict(_terms(report))
    content = {
        "parameters": report.parameters,
        "fingerprint": report.fingerprint,
        "figures": report.figures,
        "passages": [
            {**row, "found": [[m.start, m.end, names[m.name]] for m in passage.marks]}
            for row, passage in found
        ],
    }
    return as_json(content)


def to_html(report: Report) -> bytes:
    """A plain page, to be read or printed."""
    context = {"report": report, "terms": _terms(report), "passages": _passages(report)}
    return render_to_string("retrieval/print.html", context).encode()


FORMATS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "csv": (CSV, to_csv),
    "xlsx": (TYPES["xlsx"], to_xlsx),
    "json": (TYPES["json"], to_json),
    "html": ("text/html; charset=utf-8", to_html),
}


def _passages(report: Report) -> Iterator[Passage]:
    for first in range(0, report.figures["passages"], AT_ONCE):
        yield from with_text(places(report, first, AT_ONCE))


def _terms(report: Report) -> list[tuple[str, str]]:
    """(name of the mark, the term as it is written in the query)."""
    return [(mark_of(n), term) for n, term in enumerate(report.figures["terms"])]
