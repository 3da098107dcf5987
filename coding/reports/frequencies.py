"""Code frequencies and coverage: of each code what is counted, and documents by codes."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from coding.models import Report
from coding.stats.intervals import IntArray
from fieldnotes.models import Document, Project

from . import breakdown
from .codelist import LEVELS, CodeList
from .cooccurrence import Computed, Progress, snapshot
from .grid import Grid
from .parameters import Parameters
from .question import Question
from .source import Source, read_source


def compute(project: Project, question: Question, progress: Progress) -> Computed:
    """Codes by documents, and how many people gave each code."""
    computed = breakdown.compute(project, question, progress)
    revisions = {int(pk): revision for pk, revision in computed.fingerprint["documents"].items()}
    codes = CodeList(computed.result["codes"])
    chosen = computed.fingerprint.get("participants")
    with snapshot():
        source = read_source(project, _as_coded(question), codes, revisions, chosen)
        coders = _coders(source)
    return replace(computed, result=computed.result | {"coders": coders})


def _as_coded(question: Question) -> Parameters:
    """What is read to know who coded: everybody's segments as they were made, or one coder's."""
    if question.layer.startswith("coder:"):
        return question.reading
    return replace(question.reading, layer="any", pairs="same")


def _coders(source: Source) -> dict[str, list[int]]:
    """How many people gave each code, each dilemma, and (last) any code."""
    gave: set[tuple[int, int]] = set()
    for part in source.parts():
        columns: list[IntArray] = [part.corpus.code, part.corpus.coder]
        gave |= set(zip(*(column.tolist() for column in columns), strict=True))
    n_codes, counted = len(source.codes.codes), {}
    for level in LEVELS:
        number = source.codes.at_level(level)
        people = Counter(code for code, _coder in {(int(number[c]), p) for c, p in gave})
        counted[level] = [people[n] for n in range(n_codes)] + [len({p for _c, p in gave})]
    return counted


@dataclass(frozen=True)
class Frequency:
    """One code, or (None) all of them. share: percent of the text that was read."""

    row: int
    code: dict[str, Any] | None
    segments: int
    documents: int
    coders: int
    units: int
    characters: int
    share: float | None


@dataclass(frozen=True)
class Frequencies:
    """The figures of a finished report of frequencies."""

    report: Report

    @cached_property
    def grids(self) -> dict[str, Grid]:
        return {level: Grid(self.report, level) for level in LEVELS}

    def of_level(self, level: str) -> list[Frequency]:
        """One row a code in the codebook's order; all codes last."""
        grid, coders = self.grids[level], self.report.figures["coders"][level]
        cells = self.report.figures["levels"][level]
        inside = zip(cells["row"], cells["column"], strict=True)
        documents = Counter(row for row, column in inside if column < grid.all_text)
        every = grid.all_text
        return [
            Frequency(
                row=row,
                code=grid.codes.codes[row] if row < grid.all_codes else None,
                documents=documents[row],
                coders=coders[row],
                share=grid.figure(row, every, "share"),
                **grid.counts(row, every),
            )
            for row in [*grid.rows, grid.all_codes]
        ]

    def titles(self) -> list[str]:
        """The documents as they were called."""
        return [column["label"] for column in self.report.figures["columns"]]

    def documents(self, first: int, last: int) -> list[dict[str, Any]]:
        """A page of the documents: number, title, text and id, in the order of fieldwork."""
        columns = self.report.figures["columns"][first:last]
        dates = Document.objects.in_bulk([column["members"][0] for column in columns])
        return [
            {
                "number": first + n,
                "title": column["label"],
                "characters": self.grids["codes"].text("characters", first + n),
                "document": dates.get(column["members"][0]),
            }
            for n, column in enumerate(columns)
        ]
