from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldnotes.models import Project

from .reports import Report


class Retrieval(models.Model):
    """The passages that a retrieval found, packed: a page is a slice of a column.

    Columns of big-endian 64-bit integers, row after row: `passages` is (document, start, end,
    number of its first mark), `marks` is (start, end, term), `documents` is (document, number of
    its first passage, passages, words). All are in the order of fieldwork and of the text.
    """

    report = models.OneToOneField(
        Report, models.CASCADE, primary_key=True, related_name="retrieval"
    )
    passages = models.BinaryField()
    marks = models.BinaryField()
    documents = models.BinaryField()

    def __str__(self) -> str:
        return str(self.report)


class SavedQuery(models.Model):
    """A retrieval query that a project keeps under a name."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="saved_queries")
    name = models.CharField(_("name"), max_length=120)
    query = models.TextField()
    layer = models.CharField(max_length=40, default="any")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "saved queries"
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="query_named_once_a_project")
        ]

    def __str__(self) -> str:
        return self.name
