"""Every base that a report can have, those of a distance with one."""

BASES = (
    "overlap", "paragraph", "turn", "window:2", "document", "participant", "near:10",
    "near-paragraphs:1", "follows:20",
)  # fmt: skip
BASES_OF_PAIRS = ("overlap", "near:10", "near-paragraphs:1", "follows:20")


def counted(level, a, b):
    """How many passages a cell of a report's level has: its pairs, or the units that hold both."""
    return level["pairs" if "pairs" in level else "together"][a][b]
