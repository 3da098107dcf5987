"""Searching a project of 500 documents of 10,000 words: the first page of hits, counts included."""

import time

import numpy as np

from bench.measure import median_ms, table

DOCUMENTS, WORDS, PARAGRAPH, VOCABULARY = 500, 10_000, 50, 30_000
QUERIES = (
    ("rare word", {"query": "w9000"}),
    ("common word", {"query": "w0"}),
    ("two words", {"query": "w20 w60"}),
    ("phrase", {"query": '"w0 w1"'}),
    ("beginning", {"query": "w10*"}),
    ("either, without", {"query": "w50 OR w70 -w0"}),
    ("common word, word forms", {"query": "w0", "language": "english"}),
)


def main() -> None:
    from yotcoder.testing import engines_for_once

    with engines_for_once():
        _measure()


def _text(random: np.random.Generator) -> str:
    """Words as frequent as those of a language: the n-th is seen 1/n as often as the first."""
    ranks = np.minimum(random.zipf(1.07, WORDS), VOCABULARY) - 1
    words = [f"w{rank}" for rank in ranks]
    return "\n".join(
        " ".join(words[at : at + PARAGRAPH]) + "." for at in range(0, WORDS, PARAGRAPH)
    )
