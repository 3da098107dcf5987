from django import forms

from fieldnotes.models import Project


class ProjectForm(forms.ModelForm):
    class Meta:
        model = Project
        fields = ["name", "description", "blind"]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
