"""Importing a batch: uploads are listed as items, items are checked (the dry run), then imported.

Each item is imported in a transaction of its own, and an item that has its document is passed
over: a batch may be run again from any point.
"""

from .batches import confirm_batch, list_items, open_batch
from .items import check_item, import_item, refuse_item
from .sources import SourceFiles

__all__ = [
    "SourceFiles",
    "check_item",
    "confirm_batch",
    "import_item",
    "list_items",
    "open_batch",
    "refuse_item",
]
