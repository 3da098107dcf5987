"""The sample project: invented fieldnotes and interviews of a Youth Offending Team that does not
exist, with the coding of two invented researchers."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.importers import ImportedDocument, read
from fieldnotes.importers.sheet import SheetRow, read_sheet

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class SampleDocument:
    row: SheetRow
    imported: ImportedDocument
    sha256: str


@dataclass(frozen=True)
class SampleSegment:
    """A passage `[start, end)` of `file`, in code points, coded by the account `coder`."""

    coder: str
    file: str
    code: str
    start: int
    end: int
    memo: str


def documents() -> Iterator[SampleDocument]:
    sheet = read_sheet("documents.csv", (FOLDER / "documents.csv").read_bytes())
    for row in sheet.rows:
        data = (FOLDER / "documents" / row.file).read_bytes()
        yield SampleDocument(row, read(row.file, data), hashlib.sha256(data).hexdigest())


def segments(texts: dict[str, str]) -> Iterator[SampleSegment]:
    """The coding, its quotes found in `texts` (file name -> text).

    Raises ValueError where a quote is not in its file: the material is broken then.
    """
    with (FOLDER / "codings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = texts[row["file"]]
            start = text.index(row["quote_start"])
            end = text.index(row["quote_end"], start) + len(row["quote_end"])
            yield SampleSegment(row["coder"], row["file"], row["code"], start, end, row["memo"])
