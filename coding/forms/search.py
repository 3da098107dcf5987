"""What a person looks for, and what is done with the hits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.codetree import CodeTree
from coding.forms.codes import CodeChoiceField
from coding.models import Code
from coding.search import Asked, Hit, Hits, Passage
from coding.text.query import QueryProblem, Range, parse
from fieldnotes.models import Agency, Document, Participant, Project

LONGEST_QUERY = 300
MOST_HITS = 5_000  # that are tagged at once


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
        Participant.objects.none(),
        label=gettext_lazy("Participant"),
        required=False,
        empty_label=gettext_lazy("Anybody"),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Agency"),
        required=False,
        empty_label=gettext_lazy("Any"),
    )
    spoken = forms.BooleanField(
        label=gettext_lazy("Only in their own speaker turns"), required=False
    )

    FILTERS = ("kind", "since", "until", "participant", "agency", "spoken", "code")

    def __init__(self, data: Mapping[str, Any] | None, *, project: Project, tree: CodeTree) -> None:
        super().__init__(data)
        self.tree = tree
        people = project.participants.order_by("pseudonym")
        cast(forms.ModelChoiceField, self.fields["participant"]).queryset = people
        agencies = project.agencies.order_by("name")
        cast(forms.ModelChoiceField, self.fields["agency"]).queryset = agencies
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

    def filled_in(self) -> list[tuple[str, str]]:
        """What was asked, as fields for another form or address."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]

    def address(self) -> str:
        """What was asked, as the query of an address."""
        return urlencode(self.filled_in())

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


class ChosenHitsForm(forms.Form):
    """Which of the hits are meant."""

    class Which(TextChoices):
        CHOSEN = "chosen"
        ALL = "all"

    which = forms.ChoiceField(choices=Which)
    hit = NumbersField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("which") == self.Which.CHOSEN and not cleaned.get("hit"):
            raise ValidationError(_("Choose the hits that you want to tag."))
        return cleaned

    def count(self, found: Hits) -> int:
        all_hits = self.cleaned_data["which"] == self.Which.ALL
        return len(found) if all_hits else len(set(self.cleaned_data["hit"]))

    def hits(self, found: Hits) -> list[Hit]:
        if self.cleaned_data["which"] == self.Which.ALL:
            return found[: len(found)]
        return found.chosen(self.cleaned_data["hit"])


class TagHitsForm(forms.Form):
    """Which text of a hit is tagged, and with what.

    `seen` is the number of new segments that the person was told of.
    """

    passage = forms.ChoiceField(choices=Passage, initial=Passage.SENTENCE)
    codes = forms.ModelMultipleChoiceField(
        Code.objects.none(), error_messages={"required": gettext_lazy("Choose at least one code.")}
    )
    seen = forms.IntegerField(required=False)

    def __init__(self, data: Mapping[str, Any], *, tree: CodeTree) -> None:
        # On the way from the hits nothing is chosen yet, and nothing wrong.
        super().__init__(data if "passage" in data else None)
        self.offered = [(depth, code) for depth, code in tree.walk() if not code.retired]
        in_use = Code.objects.filter(pk__in=[code.pk for _depth, code in self.offered])
        cast(forms.ModelMultipleChoiceField, self.fields["codes"]).queryset = in_use

    def code_choices(self) -> list[tuple[int, Code, bool]]:
        """The codes in use in the order of reading: depth, code, is it chosen."""
        chosen = {str(value) for value in self["codes"].value() or ()}
        return [(depth, code, str(code.pk) in chosen) for depth, code in self.offered]

    def tagging(self, hits: Iterable[Hit]) -> dict[str, Any]:
        """The passages by document and the codes, as the actions take them."""
        passages: dict[int, set[Range]] = defaultdict(set)
        for hit in hits:
            passages[hit.document.pk] |= hit.passages(self.cleaned_data["passage"])
        codes = [code.pk for code in self.cleaned_data["codes"]]
        return {"passages": dict(passages), "codes": codes}
