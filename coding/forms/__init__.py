"""Forms of coding."""

from .codes import AddCodeForm, CodeForm, EditCodeForm, MergeForm, MoveForm
from .projects import ProjectForm
from .reports import ReportForm

__all__ = [
    "AddCodeForm",
    "CodeForm",
    "EditCodeForm",
    "MergeForm",
    "MoveForm",
    "ProjectForm",
    "ReportForm",
]
