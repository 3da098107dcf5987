"""What a report is computed from: codes and segments as columns, at known revisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from coding.models import Code, CodedSegment, Report
from coding.queries import codes_of
from coding.stats.corpus import AnyCoder, AtLeastTwoCoders, Corpus, Layer, OneCoder, select_layer
from coding.stats.units import Units
from fieldnotes.models import Change, Document, Paragraph, Project, SpeakerTurn

Row = tuple[int, int, int, int, int]
"""document id, start, end, code id, coder id."""


@dataclass(frozen=True)
class CodeList:
    """The codes of a report in the codebook's order, depth first; `root` is an index into them."""

    codes: list[dict[str, Any]]

    @property
    def index(self) -> dict[int, int]:
        return {code["id"]: index for index, code in enumerate(self.codes)}

    @property
    def roots(self) -> list[int]:
        """Indexes of the roots: the dilemmas."""
        return [index for index, code in enumerate(self.codes) if code["root"] == index]


def code_list(project: Project) -> CodeList:
    """All codes in use, and the retired ones that still have segments."""
    children: dict[int | None, list[Code]] = {}
    for code in codes_of(project).order_by("position", "pk"):
        children.setdefault(code.parent_id, []).append(code)
    held = set(
        CodedSegment.objects.filter(document__project=project)
        .order_by()
        .values_list("code_id", flat=True)
        .distinct()
    )
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


def revisions_of(project: Project) -> dict[int, int]:
    """Document id -> revision, of all documents of the project."""
    return dict(
        Document.objects.filter(project=project).order_by("pk").values_list("pk", "revision")
    )


def rows_as_of(project: Project, revisions: Mapping[int, int]) -> list[Row]:
    """The segments of the documents `revisions` names, each as it was at that revision.

    Read from the table; where a document moved on, its later changes are taken back one by one.
    """
    now = revisions_of(project)
    moved = [pk for pk, revision in revisions.items() if now.get(pk) != revision]
    columns = ("document_id", "start", "end", "code_id", "coder_id")
    present = CodedSegment.objects.filter(document__in=list(revisions)).order_by()
    rows: list[Row] = list(present.exclude(document__in=moved).values_list(*columns))
    for pk in moved:
        rows += _earlier_rows(pk, revisions[pk])
    return rows


def _earlier_rows(document_id: int, revision: int) -> Iterable[Row]:
    present = CodedSegment.objects.filter(document=document_id)
    columns = ("id", "start", "end", "code", "coder")
    states: dict[int, dict[str, Any]] = {row["id"]: dict(row) for row in present.values(*columns)}
    later = Change.objects.filter(document=document_id, revision__gt=revision)
    for change in later.filter(verb__regex=r"^(segment|codebook)\.").order_by("-revision"):
        for state in change.after:
            states.pop(state["id"], None)
        for state in change.before:
            states[state["id"]] = state
    return [(document_id, s["start"], s["end"], s["code"], s["coder"]) for s in states.values()]


@dataclass(frozen=True)
class Source:
    """A corpus with what its numbers stand for: `documents[i]` is the id of document i."""

    documents: list[int]
    codes: CodeList
    corpus: Corpus

    def at_level(self, level: str) -> Corpus:
        """`codes`: as coded. `dilemmas`: each segment under the root of its code."""
        if level == "codes":
            return self.corpus
        root = np.array([code["root"] for code in self.codes.codes], dtype=np.int64)
        c = self.corpus
        return Corpus.of(c.document, c.start, c.end, root[c.code], c.coder)


def read_source(
    project: Project, revisions: Mapping[int, int], codes: CodeList, layer: Layer
) -> Source:
    """The project's segments as of `revisions`, on one coding layer."""
    documents = sorted(revisions)
    place = {pk: index for index, pk in enumerate(documents)}
    index = codes.index
    rows = (
        (place[document], start, end, index[code], coder)
        for document, start, end, code, coder in rows_as_of(project, revisions)
        if code in index
    )
    return Source(documents, codes, select_layer(Corpus.of_rows(rows), layer))


def layer_of(name: str) -> Layer:
    """`any`, `two` or `coder:ID`. Raises ValueError for anything else."""
    if name == "any":
        return AnyCoder()
    if name == "two":
        return AtLeastTwoCoders()
    kind, _colon, coder = name.partition(":")
    if kind != "coder" or not coder.isdecimal():
        raise ValueError(f"no such layer: {name}")
    return OneCoder(int(coder))


def units_of(base: str, documents: list[int]) -> Units:
    """The units of the base `paragraph`, `turn` or `document`, over documents by their ids."""
    place = {pk: index for index, pk in enumerate(documents)}
    if base == Report.Base.DOCUMENT:
        lengths = dict(Document.objects.filter(pk__in=documents).values_list("pk", "length"))
        return Units.documents([lengths[pk] for pk in documents])
    model = Paragraph if base == Report.Base.PARAGRAPH else SpeakerTurn
    rows = model._default_manager.filter(document__in=documents).values_list(
        "document_id", "start", "end"
    )
    columns = np.array([(place[d], s, e) for d, s, e in rows], dtype=np.int64).reshape(-1, 3)
    return Units.of(*columns.T)
