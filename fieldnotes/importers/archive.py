"""Zip archives, treated as hostile: nothing is unpacked to a path, every read is bounded."""

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .limits import MEBIBYTE, Limits, shown_bytes
from .problems import ImportProblem, gettext_noop

_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}
_ARCHIVES = {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"}
_NOT_COMPARED_BELOW = MEBIBYTE  # Small parts may pack as well as they like.
_CHUNK = MEBIBYTE
_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_UNREADABLE = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)

_BROKEN = gettext_noop("The file is damaged or cut off.")
_TOO_MANY = gettext_noop("The file holds more than %(limit)d files.")


@dataclass(frozen=True)
class Member:
    """A file in an archive: its safe relative name and its unpacked size in bytes."""

    name: str
    size: int


class Archive:
    """An open zip archive. Raises ImportProblem when the archive as a whole is refused.

    `members` are the files a person put in, `problems` those of them that are refused, each with
    its name. Folders and the hidden files of operating systems are in neither, but hidden files
    can be read: `sizes` has every name with its unpacked size in bytes.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._limits = limits
        try:
            _check_directory(file, limits)
            self._zip = ZipFile(file)
        except _UNREADABLE as error:
            raise ImportProblem(_BROKEN) from error
        entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        _check_whole(entries, limits)
        self._entries: dict[str, ZipInfo] = {}
        self.sizes: dict[str, int] = {}
        self.problems: list[ImportProblem] = []
        self.members: list[Member] = []
        for entry in entries:
            self._list(entry)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The whole member. Raises ImportProblem where it is refused, missing or damaged."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The member in pieces of at most 1 MiB; raises as `read` does."""
        entry = self._entries.get(name)
        if entry is None:
            raise ImportProblem(gettext_noop("%(name)s is not in the file."), name=name)
        _check_entry(entry, name, self._limits)
        size = 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    _check_size(size, name, self._limits)
                    yield chunk
            if size != entry.file_size:
                raise BadZipFile
        except _UNREADABLE as error:
            raise ImportProblem(gettext_noop("%(name)s is damaged."), name=name) from error

    def _list(self, entry: ZipInfo) -> None:
        try:
            name = safe_name(_decoded_name(entry))
            if name in self._entries:
                raise ImportProblem(gettext_noop("%(name)s is in the file twice."), name=name)
            self._entries[name] = entry
            self.sizes[name] = entry.file_size
            if _is_hidden(name):
                return
            _check_entry(entry, name, self._limits)
            if PurePosixPath(name.lower()).suffix in _ARCHIVES:
                raise ImportProblem(
                    gettext_noop("%(name)s is an archive inside the archive: unpack it first."),
                    name=name,
                )
        except ImportProblem as problem:
            self.problems.append(problem)
        else:
            self.members.append(Member(name, entry.file_size))


def safe_name(name: str) -> str:
    """A relative name with forward slashes that stays inside its folder.

    Raises ImportProblem for `..`, absolute names, drive letters, backslashes and characters that
    cannot be printed.
    """
    path = PurePosixPath(name)
    drive = re.match(r"[A-Za-z]:", name)
    if drive or "\\" in name or path.is_absolute() or ".." in path.parts or not path.name:
        raise ImportProblem(
            gettext_noop("%(name)s is not a safe name: it leads out of the archive."), name=name
        )
    if not name.isprintable():
        raise ImportProblem(
            gettext_noop("%(name)s is not a safe name: it holds unprintable characters."),
            name=name.encode("unicode_escape").decode("ascii"),
        )
    return str(path)


def _check_directory(file: BinaryIO, limits: Limits) -> None:
    """Refuse a directory of absurd size before `zipfile` builds an object for each entry.

    The record that ends a zip file, and the larger one of zip64 before it, tell how many entries
    there are and how many bytes they take (PKWARE APPNOTE 4.3.14 to 4.3.16).
    """
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 65_536 - 22 - 76))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < 22:
        raise ImportProblem(_BROKEN)
    entries, size = struct.unpack_from("<10xHI", tail, at)
    if tail[max(0, at - 76) :].startswith(b"PK\6\6"):
        entries, size = struct.unpack_from("<32xQQ", tail, at - 76)
    if entries > limits.max_members or size > limits.max_members * 512:
        raise ImportProblem(_TOO_MANY, limit=limits.max_members)


def _check_whole(entries: list[ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.max_members:
        raise ImportProblem(_TOO_MANY, limit=limits.max_members)
    total = sum(entry.file_size for entry in entries)
    if total > limits.max_total_bytes:
        raise ImportProblem(
            gettext_noop("The file unpacks to %(size)s; at most %(limit)s are read."),
            size=shown_bytes(total),
            limit=shown_bytes(limits.max_total_bytes),
        )
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ImportProblem(gettext_noop("Parts of the file overlap, as in a zip bomb."))
        # 30 bytes of local header; its extra field may add more.
        end = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size


def _check_entry(entry: ZipInfo, name: str, limits: Limits) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ImportProblem(gettext_noop("%(name)s is a link, not a file."), name=name)
    if entry.flag_bits & _ENCRYPTED:
        raise ImportProblem(gettext_noop("%(name)s is protected by a password."), name=name)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ImportProblem(
            gettext_noop("%(name)s is packed by a method that is not read."), name=name
        )
    _check_size(entry.file_size, name, limits)
    large = entry.file_size > _NOT_COMPARED_BELOW
    if large and entry.file_size > limits.max_ratio * entry.compress_size:
        raise ImportProblem(
            gettext_noop("%(name)s unpacks to more than %(ratio)d times its size."),
            name=name,
            ratio=limits.max_ratio,
        )


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.max_file_bytes:
        raise ImportProblem(
            gettext_noop("%(name)s unpacks to %(size)s; at most %(limit)s are read."),
            name=name,
            size=shown_bytes(size),
            limit=shown_bytes(limits.max_file_bytes),
        )


def _decoded_name(entry: ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 without saying so."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return entry.orig_filename
    try:
        return entry.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.orig_filename


def _is_hidden(name: str) -> bool:
    folders = PurePosixPath(name)
    return (
        "__MACOSX" in folders.parts
        or any(part.startswith((".", "~$")) for part in folders.parts)
        or folders.name.lower() in _SYSTEM_FILES
    )
