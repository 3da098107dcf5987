"""Documents for the reader's benchmark; run inside `manage.py shell` of the measured product."""

import hashlib
import random

from django.db import transaction

from coding.actions.projects import create_project
from coding.actions.segments import state
from coding.models import Code, CodedSegment
from fieldnotes.actions.changes import lock_document, record_change
from fieldnotes.actions.documents import Metadata, create_document
from fieldnotes.actions.people import add_member
from fieldnotes.importers import read
from fieldnotes.models import Document, Role, User

PARAGRAPH_WORDS = 50
CODES = 60


def make(sizes: list[tuple[int, int]]) -> None:
    """A project with a document for each (words, segments); prints the documents' numbers."""
    with transaction.atomic():  # tens of thousands of rows
        people = [User.objects.get(username=name) for name in ("researcher", "researcher2")]
        project = create_project(name="Bench", description="", blind=False, by=people[0])
        add_member(project=project, user=people[1], role=Role.RESEARCHER)
        roots = list(Code.objects.filter(codebook__project=project, parent=None))
        here = Code.objects.filter(codebook__project=project).count()
        for number in range(CODES - here):
            Code.objects.create(
                codebook=project.codebook,
                parent=roots[number % len(roots)],
                key=f"more.{number}",
                name=f"Further code {number}",
                colour=f"#{(number * 2654435761) % 0x777777 + 0x444444:06x}",
                position=100 + number,
            )
        made = [_document(project, people, words, segments) for words, segments in sizes]
    print("documents", *(document.pk for document in made))


def _document(project, people, words: int, segments: int) -> Document:
    draw = random.Random(words + segments)

    def word() -> str:
        return "".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 9)))

    lines = [
        " ".join(word() for _ in range(PARAGRAPH_WORDS)) for _ in range(words // PARAGRAPH_WORDS)
    ]
    data = ("\n\n".join(lines)).encode()
    document = create_document(
        project=project,
        by=people[0],
        imported=read("bench.txt", data),
        metadata=Metadata(title=f"{words:,} words, {segments:,} segments"),
        sha256=hashlib.sha256(data + str(segments).encode()).hexdigest(),
    )
    codes = list(Code.objects.filter(codebook__project=project).values_list("pk", flat=True))
    document = lock_document(document.pk)
    ranges = set()
    while len(ranges) < segments:
        start = draw.randrange(document.length - 1)
        end = min(document.length, start + int(draw.lognormvariate(5.5, 0.8)) + 5)
        ranges.add((draw.randrange(2), draw.choice(codes), start, end))
    made = CodedSegment.objects.bulk_create(
        CodedSegment(document=document, coder=people[coder], code_id=code, start=start, end=end,
                     revision=document.revision + 1)
        for coder, code, start, end in sorted(ranges)
    )  # fmt: skip
    if made:
        record_change(document, by=people[0], verb="segment.create", after=[state(s) for s in made])
    return document
