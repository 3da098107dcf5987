"""Forms of coding."""

from .codes import AddCodeForm, CodeForm, EditCodeForm, MergeForm, MoveForm
from .projects import ProjectForm
from .reports import ReportForm
from .search import ChosenHitsForm, SearchForm, TagHitsForm
from .tables import TableForm, TimeForm

__all__ = [
    "AddCodeForm",
    "ChosenHitsForm",
    "CodeForm",
    "EditCodeForm",
    "MergeForm",
    "MoveForm",
    "ProjectForm",
    "ReportForm",
    "SearchForm",
    "TableForm",
    "TagHitsForm",
    "TimeForm",
]
