"""Every base that a report can have, those of a distance with one."""

BASES = (
    "overlap", "paragraph", "turn", "window:2", "document", "participant", "near:10",
    "near-paragraphs:1", "follows:20",
)  # fmt: skip
