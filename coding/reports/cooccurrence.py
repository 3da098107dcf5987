"""The code co-occurrence report: counted once, kept with the revisions it was counted from.

The definitions are those of docs/architecture.md ("The figures"); the counting is coding.stats.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, Self, cast

from django.db import connection, transaction

from coding.models import Report
from coding.stats.cooccurrence import by_unit, overlap
from coding.stats.corpus import Corpus
from coding.stats.units import Units
from fieldnotes.models import Document, Project
from yotcoder import __version__

from .source import CodeList, Source, code_list, layer_of, read_source, revisions_of, units_of

LEVELS = ("codes", "dilemmas")
STEPS = 1 + len(LEVELS)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Parameters:
    """`base` is one of Report.Base; `layer` is `any`, `two` or `coder:ID`."""

    base: str = "overlap"
    layer: str = "any"

    def __post_init__(self) -> None:
        if self.base not in Report.Base:
            raise ValueError(f"no such base: {self.base}")
        layer_of(self.layer)

    @classmethod
    def of(cls, report: Report) -> Self:
        return cls(**report.parameters)


@dataclass(frozen=True)
class Computed:
    result: dict[str, Any]
    fingerprint: dict[str, Any]


def compute(project: Project, parameters: Parameters, progress: Progress) -> Computed:
    """Count the co-occurrence of all codes and of all dilemmas.

    Everything is read in one snapshot, so that the figures belong to the revisions noted.
    `progress` is told the steps done, of STEPS.
    """
    with _snapshot():
        revisions = revisions_of(project)
        codes = code_list(project)
        source = read_source(project, revisions, codes, layer_of(parameters.layer))
        count = _counter(source, parameters.base)
        codebook_revision = project.codebook.revision
    levels = {}
    for step, level in enumerate(LEVELS, start=1):
        progress(step)
        levels[level] = count(source.at_level(level))
    fingerprint = {
        "documents": {str(pk): revision for pk, revision in revisions.items()},
        "codebook": codebook_revision,
        "software": __version__,
    }
    result = {"codes": codes.codes, "levels": levels, "segments": len(source.corpus)}
    return Computed(result, fingerprint)


def source_of(report: Report) -> Source:
    """The very segments that a finished report counted, also when the documents moved on."""
    codes = CodeList(report.figures["codes"])
    fingerprint = cast(dict[str, Any], report.fingerprint)
    revisions = {int(pk): revision for pk, revision in fingerprint["documents"].items()}
    layer = layer_of(Parameters.of(report).layer)
    with _snapshot():
        return read_source(report.project, revisions, codes, layer)


def _counter(source: Source, base: str) -> Callable[[Corpus], dict[str, Any]]:
    """Reads what the base needs at once; counts later, outside the snapshot."""
    n_codes = len(source.codes.codes)
    if base == "overlap":
        lengths = Document.objects.filter(pk__in=source.documents).values_list("length", flat=True)
        n = sum(lengths)
        return lambda corpus: _overlap_figures(corpus, n, n_codes)
    units = units_of(base, source.documents)
    return lambda corpus: _unit_figures(corpus, units, n_codes)


def _overlap_figures(corpus: Corpus, n: int, n_codes: int) -> dict[str, Any]:
    """n, holding and together count characters; the rest counts segments and pairs of them."""
    counts = overlap(corpus, n_codes)
    figures = {field.name: getattr(counts, field.name).tolist() for field in fields(counts)}
    holding, together = figures.pop("characters"), figures.pop("shared")
    return {"n": n, "holding": holding, "together": together, **figures}


def _unit_figures(corpus: Corpus, units: Units, n_codes: int) -> dict[str, Any]:
    """n, holding and together count units of the base."""
    counts = by_unit(corpus, units, n_codes)
    return {
        "n": counts.n,
        "holding": counts.holding.tolist(),
        "together": counts.together.tolist(),
    }


@contextmanager
def _snapshot() -> Iterator[None]:
    """One unchanging view of the database for several reads."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
