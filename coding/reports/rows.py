"""Segments of a few documents by their rows, where a block cannot serve: as of any revision."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from coding.models import CodedSegment
from coding.stats.intervals import IntArray
from fieldnotes.models import Change

COLUMNS = ("start", "end", "code", "coder")


def present_rows(document_id: int) -> IntArray:
    """The document's segments as a block has them: row x COLUMNS, sorted."""
    return _table(CodedSegment.objects.filter(document=document_id).values(*COLUMNS))


def earlier_rows(document_id: int, revision: int) -> IntArray:
    """The same as it was at a revision: later changes are taken back one by one."""
    present = CodedSegment.objects.filter(document=document_id)
    states: dict[int, dict[str, Any]] = {row["id"]: row for row in present.values("id", *COLUMNS)}
    later = Change.objects.filter(document=document_id, revision__gt=revision)
    for change in later.filter(verb__regex=r"^(segment|codebook)\.").order_by("-revision"):
        for state in change.after:
            states.pop(state["id"], None)
        for state in change.before:
            states[state["id"]] = state
    return _table(states.values())


def _table(states: Iterable[dict[str, Any]]) -> IntArray:
    rows = sorted(tuple(state[name] for name in COLUMNS) for state in states)
    return np.array(rows, dtype=np.int64).reshape(-1, len(COLUMNS))
