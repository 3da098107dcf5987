"""Seeded corpora shaped like real coding: passages with one to four codes, recoded by others."""

import numpy as np

from coding.stats.corpus import Corpus
from coding.stats.units import Units

MEDIAN_WORDS, SPREAD, CHARACTERS_A_WORD = 40, 0.8, 6
PARAGRAPH = 400
"""Characters."""


def corpus(*, segments: int, documents: int, codes: int, coders: int = 4, seed: int = 7) -> Corpus:
    """About `segments` rows. Of the further codes of a passage 55 % lie on the same range, 25 % are
    nudged and 20 % nested; a second coder codes 60 % of the passages again."""
    random = np.random.default_rng(seed)
    passages = round(segments / (2.5 * 1.6))
    document = random.integers(0, documents, passages)
    length = np.maximum(3, random.lognormal(np.log(MEDIAN_WORDS), SPREAD, passages))
    length = (length * CHARACTERS_A_WORD).astype(np.int64)
    start = random.integers(0, document_length(segments, documents), passages)
    coder = random.integers(0, coders, passages)
    again = random.random(passages) < 0.6
    document, start, length = (np.r_[c, c[again]] for c in (document, start, length))
    coder = np.r_[coder, (coder[again] + 1) % coders]
    copies = random.integers(1, 5, len(document))
    row = np.repeat(np.arange(len(document)), copies)
    kind = random.random(len(row))
    nudge = np.where(kind < 0.25, random.integers(-30, 31, len(row)), 0)
    nested = np.where(kind > 0.8, length[row] // 4, 0)
    begin = np.maximum(0, start[row] + nudge + nested)
    end = np.maximum(begin + 1, start[row] + length[row] + nudge - nested)
    code = (random.zipf(1.3, len(row)) - 1) % codes
    return Corpus.of(document[row], begin, end, code, coder[row])


def document_length(segments: int, documents: int) -> int:
    """Characters: about a third of the text is coded by each coder."""
    return max(2_000, segments // documents * 150)


def paragraphs(segments: int, documents: int) -> Units:
    length = document_length(segments, documents) + 4_000
    starts = np.arange(0, length, PARAGRAPH)
    document = np.repeat(np.arange(documents), len(starts))
    start = np.tile(starts, documents)
    return Units.of(document, start, start + PARAGRAPH)
