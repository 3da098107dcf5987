from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from .documents import Paragraph


class ParagraphWords(models.Model):
    """The words of a paragraph for PostgreSQL's full text, made once at import.

    In a table of its own: whoever reads paragraphs does not read these. `vector` is null where a
    tsvector cannot hold a paragraph as it is; the search then reads its text.
    """

    paragraph = models.OneToOneField(
        Paragraph, models.CASCADE, primary_key=True, related_name="words"
    )
    vector = SearchVectorField(null=True)

    class Meta:
        verbose_name_plural = "paragraph words"
        indexes = [
            # Without a list of pending entries: a search after an import is as fast as any other.
            GinIndex(fields=["vector"], fastupdate=False, name="paragraph_by_word"),
            models.Index(
                fields=["paragraph"], condition=Q(vector=None), name="paragraph_without_vector"
            ),
        ]
