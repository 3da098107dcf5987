"""Making a document's paragraphs findable by their words."""

from collections.abc import Sequence

from fieldnotes.importers.words import vector, words
from fieldnotes.models import Paragraph, ParagraphWords
from fieldnotes.queries import stems_of


def write_words(paragraphs: Sequence[Paragraph], text: str) -> None:
    """Write the words of a document's paragraphs, which are in the database already."""
    found = [words(text[paragraph.start : paragraph.end]) for paragraph in paragraphs]
    stems = stems_of(word.key for paragraph in found for word in paragraph)
    ParagraphWords.objects.bulk_create(
        ParagraphWords(paragraph_id=paragraph.pk, vector=vector(its_words, stems))
        for paragraph, its_words in zip(paragraphs, found, strict=True)
    )
