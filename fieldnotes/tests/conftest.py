"""Batches of uploads."""

import pytest
from django.core.files.base import ContentFile

from fieldnotes.actions import imports


@pytest.fixture
def opened(project, people):
    """`opened({"a.txt": b"...", ...})`: a batch of these uploads."""

    def open_batch(files, sheet=None, to=project):
        uploads = [
            ContentFile(data if isinstance(data, bytes) else data.encode(), name)
            for name, data in files.items()
        ]
        sheets = [ContentFile(sheet.encode(), "sheet.csv")] if sheet else []
        return imports.open_batch(project=to, by=people["admin"], files=uploads, sheets=sheets)

    return open_batch
