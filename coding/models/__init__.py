"""What was made of the documents: codebook, coded segments, memos, reports."""

from .codebook import Code, Codebook, CodebookChange
from .presence import Presence
from .progress import Progress
from .reports import Report
from .segments import CodedSegment, Memo

__all__ = [
    "Code",
    "Codebook",
    "CodebookChange",
    "CodedSegment",
    "Memo",
    "Presence",
    "Progress",
    "Report",
]
