from django.db import models

from fieldnotes.models import Document


class SegmentBlock(models.Model):
    """What reports read of one document, packed: a cache, of which nothing is lost when it is gone.

    Columns of big-endian 32-bit integers, row after row: `segments` is (start, end, code, coder),
    sorted by all four; `paragraphs` and `turns` are (start, end) in reading order. `revision` is
    the document's revision from which all of them were read; see coding/reports/blocks.py.
    """

    # No constraint in the database: a report that fills the cache locks no document.
    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="block", db_constraint=False
    )
    revision = models.PositiveIntegerField()
    segments = models.BinaryField()
    paragraphs = models.BinaryField()
    turns = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.document_id}, revision {self.revision}"
