"""Coding layers: whose segments a figure counts."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from coding.stats.corpus import SEVERAL_CODERS, Corpus, distinct
from coding.stats.intervals import IntArray, covered, covered_twice, merge, runs


@dataclass(frozen=True, slots=True)
class AnyCoder:
    """Everybody's segments; a code on exactly the same range counts once, whoever set it.

    Ranges that differ by a character stay two segments: which borders are "the same" is a question
    for coders to settle, not for a count.
    """


@dataclass(frozen=True, slots=True)
class EveryCoder:
    """Everybody's segments as they were coded: what two coders did alike are two segments."""


@dataclass(frozen=True, slots=True)
class OneCoder:
    """The segments of one coder."""

    coder: int


@dataclass(frozen=True, slots=True)
class AtLeastTwoCoders:
    """For each document and code the maximal stretches that two or more coders gave that code.

    Stretches that touch are one. The coders are compared on the codes of the corpus: give it its
    ancestors first when two different sub-codes shall count as agreement on their parent.
    """


@dataclass(frozen=True, slots=True)
class Consensus:
    """For each document and code the maximal stretches to which every coder who coded in that
    document, whatever they coded, gave that code. Stretches that touch are one.

    Where one coder alone coded, the stretches are theirs.
    """


Layer: TypeAlias = AnyCoder | EveryCoder | OneCoder | AtLeastTwoCoders | Consensus


def select_layer(corpus: Corpus, layer: Layer) -> Corpus:
    """Return the segments of a coding layer.

    The rows of every layer but `OneCoder` and `EveryCoder` have the coder `SEVERAL_CODERS`.
    """
    match layer:
        case EveryCoder():
            return corpus
        case OneCoder(coder):
            return corpus.take(corpus.coder == coder)
        case AnyCoder():
            anonymous = np.full(len(corpus), SEVERAL_CODERS, dtype=np.int64)
            return distinct(
                Corpus(corpus.document, corpus.start, corpus.end, corpus.code, anonymous)
            )
        case AtLeastTwoCoders():
            return _agreed(corpus)
        case Consensus():
            return _agreed_by_all(corpus)


def coders_in(corpus: Corpus) -> IntArray:
    """Return for each document up to the last one coded how many coders coded in it."""
    order = np.lexsort((corpus.coder, corpus.document))
    document = corpus.document[order]
    first = np.diff(runs(document, corpus.coder[order]), prepend=-1) > 0
    return np.bincount(document[first])


def _agreed(corpus: Corpus) -> Corpus:
    start, end, code = _by_coder(corpus)
    order = np.lexsort((start, code))
    start, end, code = start[order], end[order], code[order]
    opening, end = covered_twice(code, start, end)
    return _stretches(start[opening], end, code[opening], corpus.width())


def _agreed_by_all(corpus: Corpus) -> Corpus:
    start, end, code = _by_coder(corpus)
    coders = coders_in(corpus)
    document = start // corpus.width()
    group = code * (len(coders) + 1) + document
    row, start, end = covered(group, start, end, coders[document])
    return _stretches(start, end, code[row], corpus.width())


def _by_coder(corpus: Corpus) -> tuple[IntArray, IntArray, IntArray]:
    """Start and end on the line, and code, of the maximal stretches of each coder and code.

    A coder's own overlapping segments are joined: nobody agrees with themselves.
    """
    start, end = corpus.on_line(corpus.width())
    order = np.lexsort((corpus.coder, corpus.code))
    start, end, code = start[order], end[order], corpus.code[order]
    opening, end = merge(runs(code, corpus.coder[order]), start, end)
    return start[opening], end, code[opening]


def _stretches(start: IntArray, end: IntArray, code: IntArray, width: int) -> Corpus:
    document, start = np.divmod(start, width)
    several = np.full(len(document), SEVERAL_CODERS, dtype=np.int64)
    return Corpus.of(document, start, end - document * width, code, several)
