from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldnotesConfig(AppConfig):
    name = "fieldnotes"
    verbose_name = _("What was collected")
