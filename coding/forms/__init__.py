"""Forms of coding."""

from .codes import AddCodeForm, CodeForm, EditCodeForm, MergeForm, MoveForm
from .memos import EditMemoForm, MemoForm
from .projects import ProjectForm
from .reports import ReportForm
from .retrieval import Builder, RetrievalForm, problem_of, sentence
from .search import ChosenHitsForm, SearchForm, TagHitsForm

__all__ = [
    "AddCodeForm",
    "Builder",
    "ChosenHitsForm",
    "CodeForm",
    "EditCodeForm",
    "EditMemoForm",
    "MemoForm",
    "MergeForm",
    "MoveForm",
    "ProjectForm",
    "ReportForm",
    "RetrievalForm",
    "SearchForm",
    "TagHitsForm",
    "problem_of",
    "sentence",
]
