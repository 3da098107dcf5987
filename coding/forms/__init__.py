"""Forms of coding."""

from .codes import AddCodeForm, CodeForm, EditCodeForm, MergeForm, MoveForm
from .projects import ProjectForm
from .reports import ReportForm
from .search import ChosenHitsForm, SearchForm, TagHitsForm
from .tables import FrequenciesForm, TableForm, TimeForm

__all__ = [
    "AddCodeForm",
    "ChosenHitsForm",
    "CodeForm",
    "EditCodeForm",
    "FrequenciesForm",
    "MergeForm",
    "MoveForm",
    "ProjectForm",
    "ReportForm",
    "SearchForm",
    "TableForm",
    "TagHitsForm",
    "TimeForm",
]
