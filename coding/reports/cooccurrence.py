"""The code co-occurrence report: counted once, kept with the revisions it was counted from.

The definitions are those of docs/architecture.md ("The figures"); the counting is coding.stats.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection, transaction

from coding.models import Report
from fieldnotes.models import Project
from yotcoder import __version__

from .blocks import rebuild_stale
from .codelist import CodeList, code_list
from .counting import counting_for
from .parameters import Parameters
from .source import Source, read_source

STEPS = 10
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Computed:
    result: dict[str, Any]
    fingerprint: dict[str, Any]


def compute(project: Project, parameters: Parameters, progress: Progress) -> Computed:
    """Count the co-occurrence of all codes and of all dilemmas.

    Everything is read in one snapshot, so that the figures belong to the revisions noted.
    `progress` is told the steps done, of STEPS.
    """
    rebuild_stale(project)
    with snapshot():
        codes = code_list(project)
        chosen = parameters.filters.participants(project)
        source = read_source(project, parameters, codes, chosen=chosen)
        codebook_revision = project.codebook.revision
    progress(1)
    result = _counted(source, progress)
    documents = source.documents
    fingerprint = {
        "documents": dict(
            zip(map(str, documents.pk.tolist()), documents.wanted.tolist(), strict=True)
        ),
        "codebook": codebook_revision,
        "software": __version__,
    }
    if chosen is not None:
        fingerprint["participants"] = chosen
    return Computed(result, fingerprint)


def source_of(report: Report) -> Source:
    """The very segments that a finished report counted, also when the documents moved on."""
    codes = CodeList(report.figures["codes"])
    fingerprint = cast(dict[str, Any], report.fingerprint)
    revisions = {int(pk): revision for pk, revision in fingerprint["documents"].items()}
    chosen = fingerprint.get("participants")
    with snapshot():
        return read_source(report.project, Parameters.of(report), codes, revisions, chosen)


def _counted(source: Source, progress: Progress) -> dict[str, Any]:
    count = counting_for(source)
    segments = told = 0
    for done, part in enumerate(source.parts(), start=1):
        count.add(part)
        segments += len(part.corpus)
        step = 1 + done * (STEPS - 2) // len(source.read)
        if step > told:
            progress(step)
            told = step
    result = {"codes": source.codes.codes, "levels": count.levels(), "segments": segments}
    regions = count.triple()
    if regions is not None:
        three = source.codes.triple(source.parameters.triple)
        result["triple"] = {"codes": three, "regions": regions}
    return result


@contextmanager
def snapshot() -> Iterator[None]:
    """One unchanging view of the database for several reads."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
