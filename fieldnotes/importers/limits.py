"""How much an import may read before it refuses."""

from dataclasses import dataclass

from .problems import ImportProblem, gettext_noop

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Upper bounds of an import; sizes are in bytes, all bounds are inclusive.

    `max_file_bytes` holds for a single file and again for each part it unpacks to, `max_ratio`
    for unpacked against packed size, `max_columns` for sheets.
    """

    max_file_bytes: int = 20 * MEBIBYTE
    max_characters: int = 5_000_000
    max_paragraphs: int = 200_000
    max_members: int = 10_000
    max_total_bytes: int = 2048 * MEBIBYTE
    max_ratio: int = 200
    max_columns: int = 200

    def check_file(self, size: int) -> None:
        """Raise ImportProblem when a file of `size` bytes is too large."""
        if size > self.max_file_bytes:
            raise ImportProblem(
                gettext_noop("The file has %(size)s; at most %(limit)s are read."),
                size=shown_bytes(size),
                limit=shown_bytes(self.max_file_bytes),
            )

    def check_text(self, characters: int) -> None:
        """Raise ImportProblem when a text of so many characters is too long."""
        if characters > self.max_characters:
            raise ImportProblem(
                gettext_noop("The text has more than %(limit)s characters; split the file."),
                limit=f"{self.max_characters:,}",
            )

    def check_paragraphs(self, count: int) -> None:
        """Raise ImportProblem when a text has too many paragraphs."""
        if count > self.max_paragraphs:
            raise ImportProblem(
                gettext_noop("The text has more than %(limit)s paragraphs; split the file."),
                limit=f"{self.max_paragraphs:,}",
            )


def shown_bytes(size: int) -> str:
    """A size for people: "640 bytes", "1.5 KiB", "20.0 MiB"."""
    if size < 1024:
        return f"{size} bytes"
    if size < MEBIBYTE:
        return f"{size / 1024:.1f} KiB"
    return f"{size / MEBIBYTE:.1f} MiB"
