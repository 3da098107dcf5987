"""The codes of a report, in the codebook's order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from coding.models import Code, CodedSegment
from coding.queries import codes_of
from coding.stats.intervals import IntArray
from fieldnotes.models import Project

LEVELS = ("codes", "dilemmas")


@dataclass(frozen=True)
class CodeList:
    """The codes of a report in the codebook's order, depth first; `root` is an index into them."""

    codes: list[dict[str, Any]]

    @property
    def roots(self) -> list[int]:
        """Indexes of the roots: the dilemmas."""
        return [index for index, code in enumerate(self.codes) if code["root"] == index]

    @property
    def root_of(self) -> IntArray:
        return np.array([code["root"] for code in self.codes], dtype=np.int64)

    def at_level(self, level: str) -> IntArray:
        """The number under which each code counts: its own, or that of its root."""
        return np.arange(len(self.codes)) if level == "codes" else self.root_of

    def index_of_ids(self) -> IntArray:
        """A table from the id of a code to its index; -1 for an id that is none of them."""
        ids = np.array([code["id"] for code in self.codes], dtype=np.int64)
        table = np.full(ids.max(initial=0) + 2, -1, dtype=np.int64)
        table[ids] = np.arange(len(ids))
        return table

    def subtree(self, index: int) -> list[int]:
        """The indexes of a code and of all codes below it, which stand behind it in the list."""
        end = index + 1
        while end < len(self.codes) and self.codes[end]["depth"] > self.codes[index]["depth"]:
            end += 1
        return list(range(index, end))

    def triple(self, ids: Iterable[int]) -> list[int]:
        """The indexes of three codes by id; without ids the first three dilemmas. Empty where
        there are not three."""
        place = {code["id"]: index for index, code in enumerate(self.codes)}
        wanted = [place[pk] for pk in ids if pk in place] if ids else self.roots[:3]
        return wanted if len(wanted) == 3 else []


def code_list(project: Project) -> CodeList:
    """All codes in use, and the retired ones that still have segments."""
    children: dict[int | None, list[Code]] = {}
    for code in codes_of(project).order_by("position", "pk"):
        children.setdefault(code.parent_id, []).append(code)
    retired = codes_of(project).filter(retired=True).values_list("pk", flat=True)
    held = {pk for pk in retired if CodedSegment.objects.filter(code=pk).exists()}
    listed: list[dict[str, Any]] = []

    def visit(parent: int | None, root: int | None, depth: int) -> None:
        for code in children.get(parent, []):
            here = len(listed)
            entry: dict[str, Any] = {
                "id": code.pk,
                "key": code.key,
                "name": code.name,
                "colour": code.colour,
                "depth": depth,
                "root": here if root is None else root,
            }
            listed.append(entry)
            visit(code.pk, entry["root"], depth + 1)
            # Retired and empty, with nothing kept below it: of no use in a report.
            if code.retired and code.pk not in held and len(listed) == here + 1:
                listed.pop()

    visit(None, None, 0)
    return CodeList(listed)
