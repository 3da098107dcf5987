"""What was made of the documents: codebook, coded segments, memos, reports."""

from .blocks import SegmentBlock
from .codebook import Code, Codebook, CodebookChange
from .memos import Memo, MemoPassage
from .presence import Presence
from .progress import Progress
from .reports import Report
from .retrieval import Retrieval, SavedQuery
from .segments import CodedSegment

__all__ = [
    "Code",
    "Codebook",
    "CodebookChange",
    "CodedSegment",
    "Memo",
    "MemoPassage",
    "Presence",
    "Progress",
    "Report",
    "Retrieval",
    "SavedQuery",
    "SegmentBlock",
]
