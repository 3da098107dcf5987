"""What supervisors fill in to look after the codebook."""

from collections.abc import Sequence
from itertools import chain, count
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coding.codetree import CodeTree
from coding.models import Code
from coding.models.codebook import RESERVED

WRITTEN = ("definition", "when_to_use", "when_not_to_use", "example")
FIELDS = ("name", "key", "shortcut", "colour", *WRITTEN)


class CodeChoiceField(forms.ModelChoiceField):
    """A select of the codes in use, in the order of the tree, sub-codes set in.

    `chosen` is offered though it be retired.
    """

    def __init__(
        self,
        tree: CodeTree,
        *,
        without: Sequence[Code] = (),
        chosen: int | None = None,
        **options: Any,
    ) -> None:
        left_out = {code.pk for code in without}
        offered = [
            (code.pk, f"{'– ' * depth}{code.name}")
            for depth, code in tree.walk()
            if (not code.retired or code.pk == chosen) and code.pk not in left_out
        ]
        queryset = Code.objects.filter(pk__in=[pk for pk, _label in offered])
        super().__init__(queryset=queryset, **options)
        self.choices = [("", self.empty_label), *offered]


def _parent_field(tree: CodeTree, **options: Any) -> CodeChoiceField:
    return CodeChoiceField(
        tree,
        label=_("Stands under"),
        required=False,
        empty_label=_("None: a dilemma of its own"),
        **options,
    )


class CodeForm(forms.ModelForm):
    """Everything that a person writes about a code."""

    class Meta:
        model = Code
        fields = FIELDS
        widgets = {
            "key": forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
            "shortcut": forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
            "colour": forms.TextInput(attrs={"data-colour": "", "autocomplete": "off"}),
        } | {field: forms.Textarea(attrs={"rows": 3}) for field in WRITTEN}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["shortcut"].help_text = _(
            "Two letters or digits that tag the selected text; the first is none of %(letters)s."
        ) % {"letters": " ".join(RESERVED)}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("name", autofocus=True),
            Row(
                *(
                    Column(name, css_class=f"col-sm-{width}")
                    for name, width in (("key", 5), ("shortcut", 4), ("colour", 3))
                )
            ),
            *WRITTEN,
        )

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"]).lower()

    def clean_colour(self) -> str:
        return str(self.cleaned_data["colour"]).lower()

    def clean_shortcut(self) -> str:
        shortcut = str(self.cleaned_data["shortcut"]).lower()
        if shortcut.startswith(RESERVED):
            raise ValidationError(
                _("The reader needs %(letter)s for a command: begin with another letter."),
                params={"letter": shortcut[0]},
            )
        return shortcut

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in WRITTEN:  # browsers send CR LF, whatever was typed
            cleaned[field] = cleaned.get(field, "").replace("\r\n", "\n")
        return cleaned

    def code_fields(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class EditCodeForm(CodeForm):
    """`seen` is the codebook's revision when the person opened the form."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.helper.layout.append("seen")

    def see_again(self, revision: int) -> None:
        """Once told that somebody else changed the code, who saves again means it."""
        self.data = dict(self.data.items()) | {"seen": str(revision)}


class AddCodeForm(CodeForm):
    """A new code; a key that is left empty is made of the parent's and the name."""

    def __init__(self, *arguments: Any, tree: CodeTree, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.taken = {code.key for code in tree.codes.values()}
        self.fields["parent"] = _parent_field(tree)
        self.helper.layout.insert(0, "parent")
        self.fields["key"].required = False
        self.fields["key"].help_text = _("Left empty, it is made of the parent's key and the name.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("key") and "key" not in self.errors:
            parent, name = cleaned.get("parent"), slugify(cleaned.get("name", ""))
            if name:
                cleaned["key"] = self._free_key(f"{parent.key}.{name}" if parent else name)
            else:
                self.add_error("key", _("Write a key: none can be made of this name."))
        return cleaned

    def _free_key(self, wanted: str) -> str:
        numbered = (f"{wanted[:76]}-{number}" for number in count(2))
        return next(key for key in chain([wanted[:80]], numbered) if key not in self.taken)


class MoveForm(forms.Form):
    def __init__(self, *arguments: Any, code: Code, tree: CodeTree) -> None:
        super().__init__(*arguments)
        without = [code, *tree.descendants(code)]
        self.fields["parent"] = _parent_field(tree, without=without, initial=code.parent_id)


class MergeForm(forms.Form):
    def __init__(self, *arguments: Any, code: Code, tree: CodeTree) -> None:
        super().__init__(*arguments)
        self.fields["target"] = CodeChoiceField(
            tree,
            without=[code, *tree.descendants(code)],
            label=_("Merge into"),
            empty_label=_("Choose a code"),
        )
