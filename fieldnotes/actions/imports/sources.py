"""The bytes behind the items of a batch."""

from contextlib import ExitStack
from types import TracebackType
from typing import BinaryIO, Self, cast

from django.conf import settings

from fieldnotes.importers import ImportProblem, Limits
from fieldnotes.importers.archive import Archive
from fieldnotes.importers.limits import MEBIBYTE
from fieldnotes.importers.problems import gettext_noop
from fieldnotes.models import ImportItem, ImportUpload


def limits() -> Limits:
    return Limits(max_file_bytes=settings.IMPORT_MAX_FILE_MB * MEBIBYTE)


class SourceFiles:
    """Reads uploads and members of archives; an archive stays open from one member to the next."""

    def __init__(self) -> None:
        self._open: tuple[int, Archive] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def archive(self, upload: ImportUpload) -> Archive:
        """Raises ImportProblem where the archive as a whole is refused."""
        if self._open is None or self._open[0] != upload.pk:
            self._stack.close()
            self._open = None
            file = self._stack.enter_context(upload.file.open("rb"))
            archive = self._stack.enter_context(Archive(cast(BinaryIO, file), limits()))
            self._open = upload.pk, archive
        return self._open[1]

    def read(self, item: ImportItem) -> bytes:
        """The item's file. Raises ImportProblem where it is too large, damaged or missing."""
        if item.member:
            return self.archive(item.upload).read(item.member)
        return self.read_upload(item.upload)

    def read_upload(self, upload: ImportUpload) -> bytes:
        try:
            limits().check_file(upload.file.size)
            with upload.file.open("rb") as file:
                data: bytes = file.read()
                return data
        except FileNotFoundError:
            raise ImportProblem(gettext_noop("The uploaded file is gone.")) from None
