"""Table reports: codes by columns that divide the text. Counted once, kept with what was read.

The definitions are those of docs/architecture.md ("The figures"); coding.stats.breakdown counts.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import numpy as np

from coding.models import Report
from coding.stats import breakdown as stats
from coding.stats.breakdown import Columns
from coding.stats.corpus import Corpus
from coding.stats.intervals import IntArray
from coding.stats.units import Units
from fieldnotes.importers.words import word_starts
from fieldnotes.models import Document, Project
from yotcoder import __version__

from .blocks import rebuild_stale
from .codelist import LEVELS, CodeList, code_list
from .columns import Divided, divide
from .cooccurrence import Computed, snapshot
from .counting import at_level
from .dividing import Counted, Text
from .parameters import Parameters
from .question import Question
from .source import Source, read_source

STEPS = 10
MEASURES = ("segments", "units", "characters")
TEXT = ("characters", "units", "documents", "words")


def compute(
    project: Project, question: Question, progress: Callable[[int], None], *, words: bool = False
) -> Computed:
    """Count all codes and all dilemmas in all columns, in one snapshot of the database; `words`
    counts those of the columns' text too."""
    rebuild_stale(project)
    with snapshot():
        codes = code_list(project)
        chosen = question.filters.participants(project)
        source = read_source(project, question.reading, codes, chosen=chosen)
        text = Text.read(source, question.units)
        divided = divide(
            project,
            question.by,
            documents=source.documents.pk.tolist(),
            participants=text.participants(chosen),
        )
        counted = list(text.parts(source, divided))
        texts = [_text(part) | (words_of(source, part) if words else {}) for part in counted]
        codebook_revision = project.codebook.revision
    progress(STEPS // 2)
    result = _result(codes, divided, counted, texts)
    fingerprint = _fingerprint(source, codebook_revision)
    if chosen is not None:
        fingerprint["participants"] = chosen
    return Computed(result, fingerprint)


def words_of(source: Source, counted: Counted) -> dict[str, IntArray]:
    """Words of the text of each column, and of all; a word is where it begins."""
    stretches, number = counted.columns.stretches, counted.columns.number
    words = np.zeros(number, dtype=np.int64)
    pks = source.documents.pk[np.unique(stretches.document)].tolist()
    texts = Document.objects.filter(pk__in=pks).values_list("pk", "text")
    for pk, text in texts.iterator(chunk_size=100):
        document = int(np.searchsorted(source.documents.pk, pk))
        at = _kept_places(counted, document, word_starts(text))
        first, last = np.searchsorted(stretches.document, [document, document + 1])
        stretch = np.searchsorted(stretches.start[first:last], at, side="right") - 1 + first
        inside = (stretch >= first) & (at < stretches.end[np.maximum(stretch, 0)])
        words += np.bincount(counted.columns.column[stretch[inside]], minlength=number)
    return {"words": np.append(words, words.sum())}


def source_as_of(report: Report, documents: Collection[int] | None = None) -> Source:
    """What a finished report read, of all its documents or of some of them, by id."""
    fingerprint = report.fingerprint or {}
    revisions = {int(pk): revision for pk, revision in fingerprint["documents"].items()}
    if documents is not None:
        revisions = {pk: revisions[pk] for pk in documents if pk in revisions}
    codes = CodeList(report.figures["codes"])
    chosen = fingerprint.get("participants")
    return read_source(report.project, Parameters.of(report), codes, revisions, chosen)


def parts_of(report: Report, column: int) -> Iterator[tuple[Source, Counted]]:
    """What a finished report counted, also when documents, people and codes moved on: at least
    the text of a column. Take it in a `snapshot`."""
    figures = report.figures
    named = [column for column in figures["columns"] if column["label"] is not None]
    of_speakers = figures["of_speakers"]
    divided = Divided(of_speakers, [c["label"] for c in named], [c["members"] for c in named])
    documents = named[column]["members"] if column < len(named) and not of_speakers else None
    source = source_as_of(report, documents)
    for counted in Text.read(source, Question.of(report).units).parts(source, divided):
        yield source, counted


def _kept_places(counted: Counted, document: int, places: list[int]) -> IntArray:
    """Those of a document's characters that are read, numbered as in the kept text."""
    at = np.array(places, dtype=np.int64)
    kept = counted.part.kept
    if kept is None:
        return at
    own = np.full_like(at, document)
    before = kept.place(own, at)
    return before[kept.place(own, at + 1) > before]


def _fingerprint(source: Source, codebook_revision: int) -> dict[str, Any]:
    documents = source.documents
    revisions = zip(map(str, documents.pk.tolist()), documents.wanted.tolist(), strict=True)
    return {
        "documents": dict(revisions),
        "codebook": codebook_revision,
        "software": __version__,
    }


def _result(
    codes: CodeList,
    divided: Divided,
    parts: list[Counted],
    texts: list[dict[str, IntArray]],
) -> dict[str, Any]:
    columns: list[dict[str, Any]] = [
        {"label": label, "members": members}
        for label, members in zip(divided.labels, divided.members, strict=True)
    ]
    n_codes, number = len(codes.codes), len(columns) + 1
    text = {
        name: sum((found[name] for found in texts), start=np.zeros(number + 1, dtype=np.int64))
        for name in (texts[0] if texts else TEXT[:3])
    }
    levels = {
        level: {name: np.zeros((n_codes + 1, number + 1), dtype=np.int64) for name in MEASURES}
        for level in LEVELS
    }
    for counted in parts:
        for level, table in levels.items():
            corpus = at_level(counted.part.corpus, codes, level)
            for name, found in _cells(counted, corpus, n_codes).items():
                table[name] += found
    if text["characters"][number - 1]:
        columns.append({"label": None, "members": []})
    else:  # no text is nobody's
        text = {name: np.delete(row, number - 1) for name, row in text.items()}
        levels = {
            level: {name: np.delete(table[name], number - 1, axis=1) for name in MEASURES}
            for level, table in levels.items()
        }
    return {
        "codes": codes.codes,
        "of_speakers": divided.of_speakers,
        "columns": columns,
        "text": {name: row.tolist() for name, row in text.items()},
        "levels": {level: _sparse(table) for level, table in levels.items()},
    }


def _text(counted: Counted) -> dict[str, IntArray]:
    """Figures of the text of each column, and of all: whether anything is coded in it or not."""
    columns, every = counted.columns, counted.columns.as_one()
    document = columns.stretches.document
    per_column = np.unique(np.stack([document, columns.column]), axis=1)[1]
    held = np.bincount(per_column, minlength=columns.number)
    return {
        "characters": np.append(columns.characters(), every.characters()),
        "units": np.append(columns.units(counted.units), every.units(counted.units)),
        "documents": np.append(held, len(np.unique(document))),
    }


def _cells(counted: Counted, corpus: Corpus, n_codes: int) -> dict[str, IntArray]:
    """Each measure with a last row for all codes and a last column for all text. Totals are
    counted, not added up: a unit that holds two codes is one unit."""
    anything = Corpus(
        corpus.document, corpus.start, corpus.end, np.zeros_like(corpus.code), corpus.coder
    )
    made: dict[str, IntArray] = {}
    for name in MEASURES:
        rows = [
            np.hstack(
                [
                    _measured(name, rows_of, columns, counted.units, number)
                    for columns in (counted.columns, counted.columns.as_one())
                ]
            )
            for rows_of, number in ((corpus, n_codes), (anything, 1))
        ]
        made[name] = np.vstack(rows)
    return made


def _measured(name: str, corpus: Corpus, columns: Columns, units: Units, n_codes: int) -> IntArray:
    match name:
        case "segments":
            return stats.segments(corpus, columns, n_codes)
        case "units":
            return stats.units_holding(corpus, columns, units, n_codes)
        case _:
            return stats.characters(corpus, columns, n_codes)


def _sparse(table: dict[str, IntArray]) -> dict[str, list[int]]:
    """The cells that hold something, as columns of numbers."""
    row, column = np.nonzero(table["segments"])
    cells = {"row": row, "column": column, **{name: table[name][row, column] for name in MEASURES}}
    return {name: values.tolist() for name, values in cells.items()}
