"""What people fill in to write a memo."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from coding.codetree import CodeTree
from coding.models import Memo, MemoPassage
from fieldnotes.models import Project

from .codes import CodeChoiceField


class MemoForm(forms.ModelForm):
    """A memo of a project, on a document and a code of it, or on neither."""

    class Meta:
        model = Memo
        fields = ["title", "text", "document", "code"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}

    def __init__(self, *arguments: Any, project: Project, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["document"] = forms.ModelChoiceField(
            project.documents.defer("text").order_by("fieldwork_date", "title", "pk"),
            label=_("Document"),
            required=False,
            empty_label=_("None"),
        )
        self.fields["code"] = CodeChoiceField(
            CodeTree(project.codebook.codes.all()),
            chosen=self.instance.code_id,
            label=_("Code"),
            required=False,
            empty_label=_("None"),
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("title", autofocus=True), "text", "document", "code")

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")  # browsers send CR LF

    def memo_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PassagesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, passage: Any) -> str:
        """`passage` comes with its `quote`, as from `passages_of`."""
        return f"{passage.document.title}: {Truncator(passage.quote).chars(120)}"


class EditMemoForm(MemoForm):
    """`seen` is the memo's version when the person opened the form."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, passages: QuerySet[MemoPassage], seen: str, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.helper.layout.append("seen")
        self.initial["seen"] = seen
        if passages:
            self.fields["unlink"] = PassagesField(
                passages, required=False, label=_("Unlink these passages")
            )
            self.helper.layout.append("unlink")

    def see_again(self, version: str) -> None:
        """Once told that somebody else changed the memo, who saves again means it."""
        unlink = [str(passage.pk) for passage in self.unlinked()]
        self.data = {**dict(self.data.items()), "unlink": unlink, "seen": version}

    def unlinked(self) -> list[MemoPassage]:
        return list(self.cleaned_data.get("unlink", []))
