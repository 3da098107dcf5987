"""Co-occurrence from PostgreSQL to the figures, its growth with the corpus, and after an edit.

`YOTCODER_BENCH_LARGE=1` adds ten million segments, which takes some minutes and 10 GB.
"""

import itertools
import os
import tracemalloc

import numpy as np

from bench.database import throwaway
from bench.filling import project_with
from bench.measure import median_ms, table

SIZES = [(10_000, 100, 60), (100_000, 500, 60), (1_000_000, 10_000, 200)]
LARGE = (10_000_000, 100_000, 200)
GOALS = (
    ("100,000 segments: all relations from PostgreSQL", 1, "relations", 50),
    ("1,000,000 segments: all relations from PostgreSQL", 2, "relations", 250),
    ("1,000,000 segments: paragraph, codes and dilemmas", 2, "paragraph", 1_000),
    ("1,000,000 segments: one block after an edit", 2, "rebuild", 5),
    ("1,000,000 segments: all relations after an edit", 2, "again", 250),
    ("100,000 segments: memory", 1, "mb", 150),
    ("1,000,000 segments: memory", 2, "mb", 100),
)
COLUMNS = {
    "relations": "relations ms",
    "growth": "growth",
    "mb": "peak MB",
    "report": "overlap report ms",
    "paragraph": "paragraph report ms",
    "filled": "all blocks ms",
    "rebuild": "one block ms",
    "again": "edit and again ms",
    "passages": "first passages ms",
    "last passages": "last passages ms",
}


def main() -> None:
    sizes = SIZES + ([LARGE] if os.environ.get("YOTCODER_BENCH_LARGE") else [])
    with throwaway():
        found = [_measured(*size) for size in sizes]
    for earlier, later in itertools.pairwise(found):
        later["growth"] = f"{later['relations'] / earlier['relations']:.1f}x"
    head = ("segments", "documents", "codes", "pairs", *COLUMNS.values())
    rows = [
        [f"{one[name]:,}" for name in head[:4]] + [_shown(one.get(name)) for name in COLUMNS]
        for one in found
    ]
    table("Co-occurrence from PostgreSQL, medians of 5", head, rows)
    goals = [
        [
            what,
            f"{goal:,}",
            _shown(found[size][name]),
            "" if found[size][name] <= goal else "MISSED",
        ]
        for what, size, name, goal in GOALS
    ]
    table("Goals, in ms and MB", ("what", "goal", "measured", ""), goals)


def _measured(segments: int, documents: int, codes: int) -> dict:
    from coding.models import Report, SegmentBlock
    from coding.reports.blocks import rebuild_stale
    from coding.reports.cooccurrence import compute
    from coding.reports.parameters import Parameters
    from coding.reports.passages import places

    project, rows = project_with(segments=segments, documents=documents, codes=codes)

    def fill() -> None:
        SegmentBlock.objects.all().delete()
        rebuild_stale(project)

    def report(base: str):
        return compute(project, Parameters(base), lambda _done: None)

    found: dict = {"segments": rows, "documents": documents, "codes": codes}
    found["filled"] = median_ms(fill, runs=1)
    found["pairs"] = _relations(project)
    found["relations"] = median_ms(lambda: _relations(project))
    tracemalloc.start()
    _relations(project)
    found["mb"] = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    for name, base in (("report", "overlap"), ("paragraph", "paragraph")):
        found[name] = median_ms(lambda base=base: report(base))
    computed = report("overlap")
    kept = Report(
        project=project,
        parameters=Parameters().as_json(),
        result=computed.result,
        fingerprint=computed.fingerprint,
    )
    pairs = computed.result["levels"]["codes"]["pairs"]
    a, b = next((a, b) for a in range(codes) for b in range(codes) if a != b and pairs[a][b])
    found["passages"] = median_ms(lambda: places(kept, "codes", a, b, 0, 20))
    found["last passages"] = median_ms(
        lambda: places(kept, "codes", a, b, pairs[a][b] - 20, pairs[a][b])
    )
    return found | _after_an_edit(project)


def _after_an_edit(project) -> dict:
    from coding.actions.segments import code_passage
    from coding.models import Code
    from coding.reports.blocks import rebuild
    from fieldnotes.models import Document, User

    document = Document.objects.filter(project=project).only("pk").last()
    code, person = Code.objects.last(), User.objects.last()
    times = iter(range(1_000))

    def edit() -> None:
        at = next(times)
        code_passage(document_id=document.pk, by=person, start=at, end=at + 3, codes=[code.pk])

    def again() -> None:
        edit()
        _relations(project)

    found = {"again": median_ms(again)}
    found["rebuild"] = median_ms(lambda: rebuild(np.array([document.pk])))
    return found


def _relations(project) -> int:
    """Read everything and count the pairs of all codes in all relations; returns the pairs."""
    from coding.reports.blocks import rebuild_stale
    from coding.reports.codelist import code_list
    from coding.reports.parameters import Parameters
    from coding.reports.source import read_source
    from coding.stats.pairs import RELATIONS, Overlap, forward_relations, pair_counts

    rebuild_stale(project)
    codes = code_list(project)
    source = read_source(project, Parameters(), codes)
    size = len(codes.codes)
    forward = np.zeros((len(RELATIONS), size, size), dtype=np.int64)
    for part in source.parts():
        forward += forward_relations(part.corpus, size, Overlap())
    return int(np.triu(pair_counts(forward).pairs).sum())


def _shown(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else str(value or "")
