"""What an import says to a person: refusals and remarks, as templates with their values apart.

The sentences are plain English templates so that a caller can translate `message` and fill in
`params` afterwards; `str()` gives the English sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Mark a template for the translators and return it unchanged."""
    return message


class ImportProblem(Exception):
    """Why a file, a member of an archive or a row of a sheet cannot be imported.

    `message` is an English %-template, `params` the values by name.
    """

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True)
class Note:
    """A remark about a file that was read: nothing failed, but a person should know."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params
