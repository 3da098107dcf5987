"""The XML parts of an Office Open XML package (.docx, .xlsx), parsed without any entity.

Expat streams and keeps no tree, so neither the size nor the depth of a part costs memory.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from .archive import Archive
from .limits import MEBIBYTE, Limits
from .problems import ImportProblem, gettext_noop

_BROKEN = gettext_noop("The file is damaged: %(part)s is not valid XML.")
_MAX_TAG = 4 * MEBIBYTE  # What waits for its closing bracket costs memory and time.
_OLE = b"\xd0\xcf\x11\xe0"
_RELATIONSHIPS = "_rels/.rels"


def open_package(data: bytes, limits: Limits, *, otherwise: str) -> Archive:
    """The package as a bounded archive. `otherwise` is what to say of any other kind of file."""
    if data.startswith(_OLE):
        raise ImportProblem(
            gettext_noop(
                "The file is protected by a password or in the format of Office before 2007: "
                "save it as .docx or .xlsx without a password."
            )
        )
    if not data.startswith(b"PK"):
        raise ImportProblem(otherwise)
    return Archive(BytesIO(data), limits)


def new_parser() -> expat.XMLParserType:
    """A parser that names elements as "namespace name" and refuses any document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def parse(parser: expat.XMLParserType, chunks: Iterable[bytes], part: str) -> None:
    """Feed a part to its end. Raises ImportProblem where it is not well-formed."""
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _MAX_TAG:
                raise ImportProblem(_BROKEN, part=part)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # The last two: odd encodings.
        raise ImportProblem(_BROKEN, part=part) from error


def main_part(package: Archive) -> str:
    """The name of the part that holds the document, "" when the package does not say."""
    targets: list[str] = []

    def start(_name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            targets.append(attributes.get("Target", ""))

    if _RELATIONSHIPS in package.sizes:
        parser = new_parser()
        parser.StartElementHandler = start
        parse(parser, package.chunks(_RELATIONSHIPS), _RELATIONSHIPS)
    return str(PurePosixPath(targets[0].lstrip("/"))) if targets else ""


def _refuse_document_type(*_: object) -> None:
    raise ImportProblem(
        gettext_noop("The file declares an XML document type, which no Office file does.")
    )
