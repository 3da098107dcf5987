from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from coding.models import Report


class ReportForm(forms.Form):
    base = forms.ChoiceField(
        label=_("Where codes meet"),
        choices=Report.Base,
        widget=forms.RadioSelect,
        initial=Report.Base.OVERLAP,
        help_text=_(
            "Overlapping segments: two passages share at least one character. The others: both "
            "codes touch the same paragraph, speaker turn or document."
        ),
    )
    layer = forms.ChoiceField(
        label=_("Coding layer"),
        help_text=_(
            "Any coder: the same code on the same passage by several coders counts once. "
            "At least two coders: only the text to which two or more gave the code."
        ),
    )

    def __init__(self, *args: Any, layers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["layer"]).choices = list(layers.items())
