"""Forms of what was collected."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Membership, Role


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=100, help_text=_("For example: nightly export")
    )


class MemberForm(forms.Form):
    username = forms.CharField(
        label=_("User name"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    role = forms.TypedChoiceField(label=_("Role"), choices=Role, coerce=lambda v: Role(int(v)))


class RoleForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["role"]
        widgets = {
            "role": forms.Select(
                attrs={"aria-label": _("Role"), "class": "form-select form-select-sm"}
            )
        }


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        return [super(SeveralFilesField, self).clean(file, initial) for file in data or [None]]


class ImportForm(forms.Form):
    documents = SeveralFilesField(
        label=_("Documents"),
        allow_empty_file=True,  # an empty file gets its line in the dry run
        help_text=_("Text (.txt) and Word (.docx) files, or a .zip of them. Drop them here."),
    )
    sheet = forms.FileField(
        label=_("Sheet (optional)"),
        required=False,
        help_text=_(
            "A .csv or .xlsx with one row a file: file, title, kind, date, site, author, "
            "participant, agency, role; further columns become attributes."
        ),
    )

    def sheets(self) -> "list[UploadedFile[bytes]]":
        sheet = self.cleaned_data["sheet"]
        return [sheet] if sheet else []
