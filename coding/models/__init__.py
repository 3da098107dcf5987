"""What was made of the documents: codebook, coded segments, memos, reports."""

from .blocks import SegmentBlock
from .codebook import Code, Codebook, CodebookChange
from .presence import Presence
from .reports import Report
from .retrieval import Retrieval, SavedQuery
from .segments import CodedSegment, Memo

__all__ = [
    "Code",
    "Codebook",
    "CodebookChange",
    "CodedSegment",
    "Memo",
    "Presence",
    "Report",
    "Retrieval",
    "SavedQuery",
    "SegmentBlock",
]
