"""Looking for words in a project: in the text of its documents, in one's own codes and memos."""

from .asked import Asked, Passage
from .hits import Hit, Hits
from .notes import NoteHits
from .text import TextHits

__all__ = ["Asked", "Hit", "Hits", "NoteHits", "Passage", "TextHits"]
