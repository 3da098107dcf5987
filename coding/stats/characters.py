"""Characters under codes, each counted once: the unit of the coefficients of overlapping pairs."""

import numpy as np

from coding.stats.corpus import Corpus
from coding.stats.intervals import (
    IntArray,
    expand_in_parts,
    merge,
    order_by_code,
)
from coding.stats.pairs import PAIRS_AT_ONCE, Between, both_ways


def shared_characters(
    corpus: Corpus, n_codes: int, between: Between = Between.ANYBODY
) -> tuple[IntArray, IntArray]:
    """Count the characters under each code (K) and under both of two codes (K x K).

    Between.ONE_CODER: where one and the same coder gave both; TWO_CODERS: where two different
    coders gave one each, so that cell [A, A] counts what two coders gave A. Counts of several parts
    of a corpus add up. The sums are taken in float64 and exact: none is longer than the text, far
    below 2**53.
    """
    start, end = corpus.on_line(corpus.width())
    order = order_by_code(corpus.code)
    stretches = _stretches(order, corpus.code, start, end)
    own = _lengths(*stretches, n_codes)
    if between is Between.ANYBODY:
        return own, both_ways(_forward(*stretches, n_codes)) + np.diag(own)
    return own, _by_coders(corpus, start, end, n_codes, between)


def _stretches(
    order: IntArray, group: IntArray, start: IntArray, end: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Join the ranges of each group, given the order that brings groups together. Returns group,
    start and end in order of start."""
    opening, stretch_end = merge(group[order], start[order], end[order])
    end = end.copy()
    end[order[opening]] = stretch_end
    rows = np.sort(order[opening])
    return group[rows], start[rows], end[rows]


def _lengths(code: IntArray, start: IntArray, end: IntArray, n_codes: int) -> IntArray:
    return np.bincount(code, end - start, minlength=n_codes).astype(np.int64)


def _forward(code: IntArray, start: IntArray, end: IntArray, n_codes: int) -> IntArray:
    shared = np.zeros(n_codes * n_codes, dtype=np.int64)
    first, last = np.arange(1, len(start) + 1), np.searchsorted(start, end, side="left")
    for i, j in expand_in_parts(first, last, PAIRS_AT_ONCE):
        length = np.minimum(end[i], end[j]) - start[j]
        cell = code[i] * n_codes + code[j]
        shared += np.bincount(cell, length, minlength=len(shared)).astype(np.int64)
    return shared.reshape(n_codes, n_codes)


def _by_coders(
    corpus: Corpus, start: IntArray, end: IntArray, n_codes: int, between: Between
) -> IntArray:
    """The places where the wanted coders meet are joined, for each two codes, before they are
    counted: several pairs of coders may have met at the same place."""
    coders = np.unique(corpus.coder, return_inverse=True)[1]
    group = corpus.code * (coders.max(initial=0) + 1) + coders
    group, start, end = _stretches(np.argsort(group, kind="stable"), group, start, end)
    code, coder = np.divmod(group, coders.max(initial=0) + 1)
    shared = np.zeros((n_codes, n_codes), dtype=np.int64)
    if between is Between.ONE_CODER:
        np.fill_diagonal(shared, _lengths(*_joined(code, start, end), n_codes))
    first, last = np.arange(1, len(start) + 1), np.searchsorted(start, end, side="left")
    cells, starts, ends = [], [], []
    for i, j in expand_in_parts(first, last, PAIRS_AT_ONCE):
        wanted = (coder[i] == coder[j]) == (between is Between.ONE_CODER)
        i, j = i[wanted], j[wanted]
        lower, upper = np.minimum(code[i], code[j]), np.maximum(code[i], code[j])
        cells.append(lower * n_codes + upper)
        starts.append(start[j])
        ends.append(np.minimum(end[i], end[j]))
    if cells:
        columns = (np.concatenate(column) for column in (cells, starts, ends))
        cell, begin, stop = _joined(*columns)
        met = _lengths(cell, begin, stop, n_codes * n_codes).reshape(n_codes, n_codes)
        shared += both_ways(met)
    return shared


def _joined(group: IntArray, start: IntArray, end: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    order = np.lexsort((start, group))
    opening, stretch_end = merge(group[order], start[order], end[order])
    return group[order][opening], start[order][opening], stretch_end
