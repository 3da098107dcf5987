"""Files as people and attackers make them, in memory."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, bytes | str], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def replaced(package: bytes, part: str, content: str) -> bytes:
    with ZipFile(BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, part: content})


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def word_body(xml: str) -> bytes:
    """A .docx with the given XML inside its body."""
    body = f'<w:document xmlns:w="{WORD}"><w:body>{xml}</w:body></w:document>'
    return replaced(word(), "word/document.xml", body)


def excel(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
