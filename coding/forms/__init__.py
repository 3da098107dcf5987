"""Forms of coding."""

from .codes import AddCodeForm, CodeForm, EditCodeForm, MergeForm, MoveForm
from .memos import EditMemoForm, MemoForm
from .projects import ProjectForm
from .reports import ReportForm
from .retrieval import Builder, RetrievalForm, problem_of, sentence
from .search import ChosenHitsForm, SearchForm, TagHitsForm
from .tables import FrequenciesForm, TableForm, TimeForm

__all__ = [
    "AddCodeForm",
    "Builder",
    "ChosenHitsForm",
    "CodeForm",
    "EditCodeForm",
    "EditMemoForm",
    "FrequenciesForm",
    "MemoForm",
    "MergeForm",
    "MoveForm",
    "ProjectForm",
    "ReportForm",
    "RetrievalForm",
    "SearchForm",
    "TableForm",
    "TagHitsForm",
    "TimeForm",
    "problem_of",
    "sentence",
]
