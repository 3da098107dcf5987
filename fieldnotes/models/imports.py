from django.db import models
from django.utils.translation import gettext_lazy as _

from .documents import Document
from .jobs import Job
from .projects import Project


class ImportBatch(Job):
    """Files that were dropped together: checked first (the dry run), imported when confirmed."""

    class Phase(models.TextChoices):
        CHECK = "check", _("Dry run")
        IMPORT = "import", _("Import")

    project = models.ForeignKey(Project, models.CASCADE, related_name="import_batches")
    phase = models.CharField(max_length=20, choices=Phase, default=Phase.CHECK)
    problems = models.JSONField(
        default=list, help_text=_("of the batch as a whole: sheet, archives")
    )

    class Meta:
        verbose_name_plural = "import batches"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def awaits_confirmation(self) -> bool:
        return self.phase == self.Phase.CHECK and self.status == self.Status.DONE


class ImportUpload(models.Model):
    """A file as it was uploaded: a text, a Word document, an archive of them, or the sheet."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=300)
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=500)
    is_sheet = models.BooleanField(default=False)


class ImportItem(models.Model):
    """One document-to-be of a batch: what will be made of it, what is wrong with it, and then what
    was made."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    upload = models.ForeignKey(ImportUpload, models.CASCADE, related_name="items")
    name = models.CharField(max_length=300, help_text=_("of the file, also inside an archive"))
    member = models.CharField(max_length=500, blank=True, help_text=_("path inside the archive"))
    sha256 = models.CharField(max_length=64, blank=True)
    plan = models.JSONField(default=dict, help_text=_("title, kind, date, words, speakers, ..."))
    notes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    duplicate_of = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    document = models.OneToOneField(
        Document, models.SET_NULL, null=True, related_name="import_item"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "upload", "member"], name="member_once_a_batch"
            )
        ]
