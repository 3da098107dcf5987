from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from coding.reports.columns import By, columns_choices
from coding.reports.question import Question
from fieldnotes.models import Project

from .reports import ReportForm, filters_of


class TableForm(ReportForm):
    """Gives `cleaned_data["parameters"]`, a Question."""

    division = By.AGENCY
    base = distance = pairs = triple = None  # type: ignore[assignment]
    by = forms.ChoiceField(
        label=_("Columns"),
        help_text=_(
            "Agency, role, participant: the text of their turns; what nobody known says is a "
            "column of its own. The others divide whole documents."
        ),
    )
    units = forms.ChoiceField(
        label=_("Units"),
        choices=[("turn", _("Speaker turns")), ("paragraph", _("Paragraphs"))],
        help_text=_("Counted beside segments, characters and the share of the text."),
    )

    def __init__(self, *args: Any, project: Project, layers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, project=project, layers=layers, **kwargs)
        if "by" in self.fields:
            cast(forms.ChoiceField, self.fields["by"]).choices = columns_choices(project)

    def clean(self) -> dict[str, Any]:
        data = forms.Form.clean(self) or {}
        if self.errors:
            return data
        try:
            question = Question(
                by=data.get("by", self.division),
                units=data.get("units", "paragraph"),
                layer=data["layer"],
                filters=filters_of(data),
            )
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return data | {"parameters": question}


class TimeForm(TableForm):
    """Nothing but the layer and the filters is asked for."""

    division = By.MONTH
    by = units = None  # type: ignore[assignment]


class FrequenciesForm(TimeForm):
    """As little is asked for."""

    division = By.DOCUMENT
