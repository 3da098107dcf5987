"""The sheet of metadata that comes with a batch: one row for each file."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import csv_rows, excel_rows
from .dates import parse_date
from .limits import Limits
from .problems import ImportProblem, gettext_noop

# Columns by their meaning, with the names they go by; case, blanks, "_" and "-" do not matter.
_COLUMNS = {
    "file": ("file", "filename", "document", "documentname", "path", "fichier"),
    "title": ("title", "documenttitle", "titre"),
    "kind": ("kind", "type", "documenttype", "documentkind"),
    "date": ("date", "fieldworkdate", "dateoffieldwork", "interviewdate"),
    "site": ("site", "place", "location", "lieu"),
    "author": ("author", "fieldworker", "observer", "auteur"),
    "participants": ("participant", "participants", "pseudonym", "pseudonyms"),
    "agencies": ("agency", "agencies"),
    "roles": ("role", "roles"),
}
_MEANINGS = {name: meaning for meaning, names in _COLUMNS.items() for name in names}
_KINDS = {
    "interview": (
        "interview",
        "interviewtranscript",
        "interviewexcerpt",
        "transcript",
        "entretien",
    ),
    "fieldnote": ("fieldnote", "fieldnotes", "observation", "notedeterrain"),
    "other": ("other", "autre"),
}
_KIND_NAMES = {name: kind for kind, names in _KINDS.items() for name in names}


@dataclass(frozen=True)
class Person:
    """A participant named in a row; agency and role are "" where the sheet gives none."""

    pseudonym: str
    agency: str = ""
    role: str = ""


@dataclass(frozen=True)
class SheetRow:
    """What the sheet says about one file; `row` is its number in the spreadsheet (header = 1).

    `kind` is "interview", "fieldnote", "other" or "" (not given). `attributes` holds the columns
    of other names as text, without empty cells.
    """

    row: int
    file: str
    title: str = ""
    kind: str = ""
    date: dt.date | None = None
    site: str = ""
    author: str = ""
    participants: tuple[Person, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowProblem:
    """Why a row was left out, with its number in the spreadsheet and the file it names, if any."""

    row: int
    problem: ImportProblem
    file: str = ""


@dataclass(frozen=True)
class Sheet:
    """The good rows, the problems of the others, and the names of the attribute columns."""

    rows: list[SheetRow]
    problems: list[RowProblem]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Header:
    """Column numbers from 0, by meaning and by attribute name."""

    meanings: dict[str, int]
    attributes: dict[str, int]


def read_sheet(name: str, data: bytes, limits: Limits | None = None) -> Sheet:
    """Read a .csv or .xlsx sheet; the first row that is not blank names the columns.

    Raises ImportProblem where the file as a whole cannot be read.
    """
    limits = limits or Limits()
    limits.check_file(len(data))
    source = excel_rows if name.lower().endswith(".xlsx") else csv_rows
    rows = _filled(source.read_rows(data, limits), limits)
    number, names = next(rows, (1, []))
    try:
        header = _header(names)
    except ImportProblem as problem:
        return Sheet([], [RowProblem(number, problem)])
    sheet = Sheet([], [], tuple(header.attributes))
    first_rows: dict[str, int] = {}
    for number, cells in rows:
        try:
            row = _row(number, cells, header)
            first = first_rows.setdefault(row.file.casefold(), number)
            if first != number:
                raise ImportProblem(
                    gettext_noop("%(file)s is in row %(first)d already."),
                    file=row.file,
                    first=first,
                )
            sheet.rows.append(row)
        except ImportProblem as problem:
            place = header.meanings["file"]
            file = cells[place] if place < len(cells) else ""
            sheet.problems.append(RowProblem(number, problem, file))
    return sheet


def _filled(
    rows: Iterator[tuple[int, list[str]]], limits: Limits
) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, without blanks around cells and empty cells at their end."""
    count = 0
    for number, cells in rows:
        stripped = [cell.strip() for cell in cells]
        while stripped and not stripped[-1]:
            stripped.pop()
        if not stripped:
            continue
        count += 1
        if count > limits.max_members + 1 or len(stripped) > limits.max_columns:
            raise ImportProblem(
                gettext_noop(
                    "The sheet has more than %(rows)d rows or %(columns)d columns (row %(row)d)."
                ),
                rows=limits.max_members,
                columns=limits.max_columns,
                row=number,
            )
        yield number, stripped


def _header(names: list[str]) -> _Header:
    header = _Header({}, {})
    for index, name in enumerate(names):
        if not name:
            continue
        meaning = _MEANINGS.get(_plain(name))
        known = header.meanings if meaning else header.attributes
        if (meaning or name) in known:
            raise ImportProblem(
                gettext_noop('The columns "%(first)s" and "%(second)s" mean the same.'),
                first=names[known[meaning or name]],
                second=name,
            )
        known[meaning or name] = index
    if "file" not in header.meanings:
        raise ImportProblem(gettext_noop('No column is named "file", so no row names its file.'))
    return header


def _row(number: int, cells: list[str], header: _Header) -> SheetRow:
    def cell(index: int | None) -> str:
        return cells[index] if index is not None and index < len(cells) else ""

    named = {*header.meanings.values(), *header.attributes.values()}
    for index, value in enumerate(cells):
        if value and index not in named:
            raise ImportProblem(
                gettext_noop('"%(value)s" stands in a column without a name.'), value=value
            )
    values = {meaning: cell(header.meanings.get(meaning)) for meaning in _COLUMNS}
    if not values["file"]:
        raise ImportProblem(gettext_noop("The row names no file."))
    return SheetRow(
        row=number,
        file=values["file"],
        title=values["title"],
        kind=_kind(values["kind"]),
        date=parse_date(values["date"]) if values["date"] else None,
        site=values["site"],
        author=values["author"],
        participants=_participants(values["participants"], values["agencies"], values["roles"]),
        attributes={name: cell(index) for name, index in header.attributes.items() if cell(index)},
    )


def _kind(value: str) -> str:
    if value and _plain(value) not in _KIND_NAMES:
        raise ImportProblem(
            gettext_noop('"%(value)s" is no kind of document: interview, fieldnote or other.'),
            value=value,
        )
    return _KIND_NAMES.get(_plain(value), "")


def _participants(names: str, agencies: str, roles: str) -> tuple[Person, ...]:
    """Participants with the agencies and roles that stand at the same places of their lists."""
    pseudonyms = _listed(names.rstrip("; "))
    if not all(pseudonyms):
        raise ImportProblem(gettext_noop('A participant in "%(value)s" has no name.'), value=names)
    columns = [_listed(agencies), _listed(roles)]
    for values in columns:
        if values and len(values) != len(pseudonyms):
            raise ImportProblem(
                gettext_noop(
                    '"%(values)s" does not fit "%(participants)s": give one for each participant, '
                    "in the same order, parted by semicolons."
                ),
                values="; ".join(values),
                participants=names,
            )
    agency, role = (values or [""] * len(pseudonyms) for values in columns)
    return tuple(map(Person, pseudonyms, agency, role))


def _listed(value: str) -> list[str]:
    return [item.strip() for item in value.split(";")] if value else []


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.casefold())
