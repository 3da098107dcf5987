"""What a person looks for, and what is done with the hits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.codetree import CodeTree
from coding.forms.codes import CodeChoiceField
from coding.search import Asked, Passage
from coding.text.query import QueryProblem, parse
from fieldnotes.models import Document, Project

LONGEST_QUERY = 300


class SearchForm(forms.Form):
    """A query and its filters, as the address of a page of hits holds them."""

    class Where(TextChoices):
        TEXT = "text", gettext_lazy("Documents")
        NOTES = "notes", gettext_lazy("My codes and memos")

    class Language(TextChoices):
        NONE = "", gettext_lazy("As typed")
        ENGLISH = "english", gettext_lazy("With word forms, English")
        FRENCH = "french", gettext_lazy("With word forms, French")

    q = forms.CharField(
        label=gettext_lazy("Look for"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    where = forms.ChoiceField(label=gettext_lazy("In"), choices=Where, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Words"), choices=Language, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Any")), *Document.Kind.choices],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("Fieldwork from"), required=False)
    until = forms.DateField(label=gettext_lazy("to"), required=False)
    participant = forms.ModelChoiceField(
        None, label=gettext_lazy("Participant"), required=False, empty_label=gettext_lazy("Anybody")
    )
    agency = forms.ModelChoiceField(
        None, label=gettext_lazy("Agency"), required=False, empty_label=gettext_lazy("Any")
    )
    spoken = forms.BooleanField(
        label=gettext_lazy("Only in their own speaker turns"), required=False
    )

    FILTERS = ("kind", "since", "until", "participant", "agency", "spoken", "code")

    def __init__(self, data: Mapping[str, Any] | None, *, project: Project, tree: CodeTree) -> None:
        super().__init__(data)
        self.tree = tree
        self.fields["participant"].queryset = project.participants.order_by("pseudonym")
        self.fields["agency"].queryset = project.agencies.order_by("name")
        self.fields["code"] = CodeChoiceField(
            tree,
            label=_("Coded with"),
            required=False,
            empty_label=_("Any code or none"),
            help_text=_("Or with a code under it."),
        )
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean_q(self) -> str:
        query = str(self.cleaned_data["q"])
        try:
            parse(query)
        except QueryProblem as problem:
            raise ValidationError(_(str(problem))) from None
        return query

    @property
    def filtering(self) -> bool:
        """Is there a filter, good or bad?"""
        return any(self.data.get(name) for name in self.FILTERS)

    def in_notes(self) -> bool:
        return bool(self.cleaned_data["where"] == self.Where.NOTES)

    def asked(self) -> Asked:
        chosen = self.cleaned_data
        code = chosen["code"]
        codes = [code, *self.tree.descendants(code)] if code else []
        return Asked(
            query=chosen["q"],
            language=chosen["language"],
            kind=chosen["kind"],
            since=chosen["since"],
            until=chosen["until"],
            participant=chosen["participant"].pk if chosen["participant"] else None,
            agency=chosen["agency"].pk if chosen["agency"] else None,
            spoken=chosen["spoken"],
            codes=tuple(code.pk for code in codes),
        )


class NumbersField(forms.Field):
    """Several whole numbers, each in a field of its own."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        if not all(str(number).isdecimal() and len(str(number)) < 19 for number in value or ()):
            raise ValidationError(_("These hits cannot be read."))
        return [int(number) for number in value or ()]


class TagHitsForm(forms.Form):
    """Which hits are tagged, which text of each, with which codes.

    `seen` is the number of new segments that the preview promised.
    """

    class Which(TextChoices):
        CHOSEN = "chosen", gettext_lazy("The chosen hits")
        ALL = "all", gettext_lazy("All hits")

    which = forms.ChoiceField(choices=Which)
    hit = NumbersField(required=False)
    passage = forms.ChoiceField(
        label=gettext_lazy("Passage"), choices=Passage, widget=forms.RadioSelect
    )
    codes = forms.ModelMultipleChoiceField(
        None, error_messages={"required": gettext_lazy("Choose at least one code.")}
    )
    seen = forms.IntegerField(required=False)

    def __init__(self, data: Mapping[str, Any], *, tree: CodeTree) -> None:
        # Nothing is wrong yet on the way from the hits: passage and codes are asked for here.
        super().__init__(data if "passage" in data else None)
        self.which_hits = Which.ALL if data.get("which") == "all" else Which.CHOSEN
        self.offered = [(depth, code) for depth, code in tree.walk() if not code.retired]
        in_use = [code.pk for _depth, code in self.offered]
        cast(forms.ModelMultipleChoiceField, self.fields["codes"]).queryset = Code.objects.filter(
            pk__in=in_use
        )
