from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coding.models import Report
from coding.queries import coders_of, codes_of
from coding.reports.filters import Filters, written
from coding.reports.parameters import WITH_DISTANCE, Parameters
from fieldnotes.models import Attribute, AttributeValue, Document, Project

MOST_ROWS = 8
"""Of a list of choices, at once."""


class ReportForm(forms.Form):
    """Gives `cleaned_data["parameters"]`."""

    base = forms.ChoiceField(
        label=_("Where codes meet"),
        choices=Report.Base,
        widget=forms.RadioSelect,
        initial=Report.Base.OVERLAP,
        help_text=_(
            "Overlapping, near, follows: pairs of passages. The others: both codes touch the same "
            "paragraph, speaker turn, window of turns or document, or the turns of one participant."
        ),
    )
    distance = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=0,
        help_text=_("Turns of a window; characters or paragraphs that may lie between."),
    )
    layer = forms.ChoiceField(
        label=_("Coding layer"),
        help_text=_(
            "Any coder: the same code on the same passage by several coders counts once. "
            "At least two coders: only the text to which two or more gave the code. "
            "Consensus: only the text to which everybody who coded in the document gave it."
        ),
    )
    pairs = forms.ChoiceField(
        label=_("Pairs of passages"),
        choices=[
            ("all", _("Whoever coded them")),
            ("same", _("Of one coder only")),
            ("across", _("Across coders only")),
        ],
        required=False,
    )
    triple = forms.MultipleChoiceField(
        label=_("Three codes together"),
        required=False,
        help_text=_("Three codes, each with those below it; none chosen: the dilemmas."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kind of document"),
        choices=Document.Kind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    date_from = forms.DateField(
        label=_("Fieldwork from"), required=False, widget=forms.DateInput({"type": "date"})
    )
    date_to = forms.DateField(
        label=_("Fieldwork to"), required=False, widget=forms.DateInput({"type": "date"})
    )
    sites = forms.MultipleChoiceField(label=_("Site"), required=False)
    agencies = forms.MultipleChoiceField(
        label=_("Agency of the speakers"),
        required=False,
        help_text=_("Only the text of these speakers' turns is read."),
    )
    attributes = forms.MultipleChoiceField(label=_("Attributes of the speakers"), required=False)
    coders = forms.MultipleChoiceField(label=_("Coders"), required=False)
    without_interviewer = forms.BooleanField(
        label=_("Leave out the interviewer's turns"), required=False
    )

    def __init__(self, *args: Any, project: Project, layers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["layer"]).choices = list(layers.items())
        for name, choices in _choices(project).items():
            if name not in self.fields:
                continue
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = choices
            field.widget.attrs["size"] = min(len(choices), MOST_ROWS)
            if not choices:  # the project has nothing of that kind
                field.widget = field.hidden_widget()

    @property
    def asked(self) -> list[forms.BoundField]:
        asked = ("by", "units", "base", "distance", "layer", "pairs", "triple")
        return [self[name] for name in asked if name in self.fields]

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if self[name] not in self.asked]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        base = data["base"]
        if base in WITH_DISTANCE:
            if data["distance"] is None:
                self.add_error("distance", _now("Give a number for this base."))
                return data
            base = f"{base}:{data['distance']}"
        try:
            parameters = Parameters(
                base=base,
                layer=data["layer"],
                pairs=data["pairs"] or "all",
                filters=filters_of(data),
                triple=tuple(map(int, data["triple"])),
            )
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return data | {"parameters": parameters}


def filters_of(data: dict[str, Any]) -> Filters:
    def iso(day: date | None) -> str:
        return day.isoformat() if day else ""

    values = [value.partition("=")[::2] for value in data["attributes"]]
    return Filters(
        kinds=tuple(data["kinds"]),
        date_from=iso(data["date_from"]),
        date_to=iso(data["date_to"]),
        sites=tuple(data["sites"]),
        agencies=tuple(map(int, data["agencies"])),
        attributes=tuple((int(pk), value) for pk, value in values),
        coders=tuple(map(int, data["coders"])),
        without_interviewer=data["without_interviewer"],
    )


def _choices(project: Project) -> dict[str, list[tuple[Any, Any]]]:
    sites = Document.objects.filter(project=project).exclude(site="").order_by("site")
    values = AttributeValue.objects.filter(
        attribute__project=project, attribute__subject=Attribute.Subject.PARTICIPANT
    ).select_related("attribute")
    said = {(v.attribute_id, v.attribute.name, written(v.value)) for v in values}
    attributes = [(f"{pk}={value}", f"{name} = {value}") for pk, name, value in said]
    return {
        "triple": [(code.pk, code.key) for code in codes_of(project)],
        "sites": [(site, site) for site in sites.values_list("site", flat=True).distinct()],
        "agencies": list(project.agencies.order_by("name").values_list("pk", "name")),
        "attributes": sorted(attributes, key=lambda choice: choice[1]),
        "coders": [(coder.pk, coder.display_name()) for coder in coders_of(project)],
    }
