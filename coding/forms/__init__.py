"""Forms of coding."""

from .codes import AddCodeForm, CodeForm, EditCodeForm, MergeForm, MoveForm
from .memos import EditMemoForm, MemoForm
from .projects import ProjectForm
from .reports import ReportForm
from .search import ChosenHitsForm, SearchForm, TagHitsForm

__all__ = [
    "AddCodeForm",
    "ChosenHitsForm",
    "CodeForm",
    "EditCodeForm",
    "EditMemoForm",
    "MemoForm",
    "MergeForm",
    "MoveForm",
    "ProjectForm",
    "ReportForm",
    "SearchForm",
    "TagHitsForm",
]
