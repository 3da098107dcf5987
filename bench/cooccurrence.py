"""Co-occurrence in memory, and its growth with the corpus."""

import numpy as np

from bench.corpora import corpus, paragraphs
from bench.measure import median_ms, table
from coding.stats.cooccurrence import by_unit, overlap
from coding.stats.layers import AnyCoder, select_layer

SIZES = ((10_000, 100, 60), (100_000, 500, 60), (1_000_000, 10_000, 200))


def main() -> None:
    rows = []
    before = 0.0
    for segments, documents, codes in SIZES:
        made = corpus(segments=segments, documents=documents, codes=codes)
        units = paragraphs(segments, documents)
        everything = median_ms(lambda made=made, codes=codes: overlap(made, codes))
        paragraph = median_ms(
            lambda made=made, units=units, codes=codes: by_unit(made, units, codes)
        )
        layer = median_ms(lambda made=made: select_layer(made, AnyCoder()))
        growth = f"{everything / before:.1f}x" if before else ""
        before = everything
        pairs = int(np.triu(overlap(made, codes).pairs).sum())
        rows.append(
            [f"{len(made):,}", f"{documents:,}", codes, f"{pairs:,}", f"{everything:.0f}",
             growth, f"{paragraph:.0f}", f"{layer:.0f}"]
        )  # fmt: skip
    head = ("segments", "documents", "codes", "pairs", "overlap ms", "growth", "paragraph ms",
            "layer ms")  # fmt: skip
    table("Co-occurrence in memory, medians", head, rows)
