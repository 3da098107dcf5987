"""A retrieval, computed: the passages of a query as they are kept, with the report's figures."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from coding.reports.blocks import rebuild_stale
from coding.reports.cooccurrence import STEPS, Progress, snapshot
from coding.stats.intervals import IntArray
from coding.stats.passages import Ranges, inside
from coding.text.retrieval.tree import wanted
from fieldnotes.importers.words import words
from fieldnotes.models import Document, Project
from yotcoder import __version__

from .answering import Found, answer
from .finding import Material
from .keeping import packed
from .names import meanings
from .parameters import Asked

TEXTS_AT_ONCE = 200


@dataclass(frozen=True)
class Computed:
    """`columns` are those of models.Retrieval."""

    result: dict[str, Any]
    fingerprint: dict[str, Any]
    columns: dict[str, bytes]


def compute(project: Project, asked: Asked, progress: Progress) -> Computed:
    """Answer the query, reading everything in one snapshot.

    Raises:
        RetrievalProblem: what it names is not there (any more).
    """
    rebuild_stale(project)
    tree = asked.tree()
    with snapshot():
        leaves = meanings(project, tree, layer=asked.layer)
        material = Material(project, asked)
        found = material.found(leaves)
        progress(2)
        passages = answer(tree, found, material.units)
        progress(4)
        word_counts = _words(material, passages, progress)
        codebook_revision = project.codebook.revision
    terms = list(dict.fromkeys(wanted(tree)))
    marks, first_marks = _marks(passages, [found[term] for term in terms])
    documents, firsts, counts = np.unique(passages.document, return_index=True, return_counts=True)
    ids = material.documents
    kept = np.column_stack([ids[passages.document], passages.start, passages.end, first_marks])
    by_document = np.column_stack([ids[documents], firsts, counts, word_counts])
    result = {
        "terms": [asked.query[slice(*term.at)] for term in terms],
        "passages": len(passages),
        "documents": len(documents),
        "characters": int((passages.end - passages.start).sum()),
        "words": int(word_counts.sum()),
        "marks": len(marks),
    }
    revisions = zip(map(str, ids.tolist()), material.revisions.tolist(), strict=True)
    fingerprint = {
        "documents": dict(revisions),
        "codebook": codebook_revision,
        "software": __version__,
    }
    columns = {"passages": kept, "marks": marks, "documents": by_document}
    return Computed(result, fingerprint, {name: packed(rows) for name, rows in columns.items()})


def _marks(passages: Ranges, terms: list[Found]) -> tuple[IntArray, IntArray]:
    """Rows (start, end, term) of what was looked for and lies in a passage, and for each passage
    the number of its first row."""
    rows = [np.empty((0, 4), dtype=np.int64)]
    for number, term in enumerate(terms):
        passage, row = inside(passages, term.ranges)
        of_term = np.full(len(row), number)
        rows.append(
            np.column_stack([passage, term.ranges.start[row], term.ranges.end[row], of_term])
        )
    table = np.concatenate(rows)
    table = table[np.lexsort(table.T[::-1])]
    return table[:, 1:], np.searchsorted(table[:, 0], np.arange(len(passages)))


def _words(material: Material, passages: Ranges, progress: Progress) -> IntArray:
    """How many words the passages of each document have, as the search counts words."""
    numbers, firsts = np.unique(passages.document, return_index=True)
    borders = [*firsts.tolist(), len(passages)]
    counts = np.zeros(len(numbers), dtype=np.int64)
    place = {pk: n for n, pk in enumerate(material.documents[numbers].tolist())}
    texts = Document.objects.filter(pk__in=list(place)).values_list("pk", "text")
    stretches = list(pairwise(borders))
    for done, (pk, text) in enumerate(texts.iterator(chunk_size=TEXTS_AT_ONCE), start=1):
        begin, stop = stretches[place[pk]]
        ends = np.column_stack([passages.start[begin:stop], passages.end[begin:stop]]).tolist()
        counts[place[pk]] = sum(len(words(text[start:end])) for start, end in ends)
        if done % TEXTS_AT_ONCE == 0:
            progress(4 + done * (STEPS - 4) // len(place))
    return counts
