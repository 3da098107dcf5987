"""Searching a project of 500 documents of 10,000 words: the whole page, by a signed-in client."""

import os
import re
import tempfile

DOCUMENTS, WORDS, PARAGRAPH, VOCABULARY = 500, 10_000, 60, 30_000
CODED = 20
"""Passages of each document, one a paragraph, half of them the whole of it."""
QUERIES = (
    ("a rare word", {"q": "w9000"}),
    ("two words", {"q": "w20 w60"}),
    ("a phrase", {"q": '"w10 w3"'}),
    ("a beginning", {"q": "w10*"}),
    ("either, without", {"q": "w50 OR w70 -w0"}),
    ("the commonest word", {"q": "w0"}),
    ("the same, word forms", {"q": "w0", "language": "english"}),
    ("the same, in a code", {"q": "w0", "code": "1"}),
    ("in codes and memos", {"q": "w7 -w9", "where": "notes"}),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"YOTCODER_VAR": folder, "DJANGO_SETTINGS_MODULE": "yotcoder.settings"}
        import django

        django.setup()
        from django.conf import settings

        from yotcoder import engines

        settings.ALLOWED_HOSTS = ["testserver"]
        with engines.running(settings.VAR, settings.EMBEDDED_ENGINES):
            _measure()


def _measure() -> None:
    from django.core.management import call_command
    from django.test import Client

    from bench.measure import median_ms, table
    from fieldnotes.models import User

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    person = User.objects.create_user("bench")
    project = _project(person)
    client = Client()
    client.force_login(person)
    rows = []
    for name, asked in QUERIES:

        def page(asked=asked):
            return client.get(f"/projects/{project.pk}/search/", asked)

        time = median_ms(page)
        hits = re.search(r"<strong>([\d,]+)</strong> hits", page().content.decode())
        rows.append([name, asked["q"], hits[1] if hits else "0", f"{time:.0f}"])
    title = f"The first page of hits among {DOCUMENTS} documents of {WORDS:,} words, medians"
    table(title, ("what", "query", "hits", "ms"), rows)


def _project(person):
    """Words as frequent as those of a language: the n-th is seen 1/n as often as the first."""
    import numpy as np
    from django.db import connection

    from coding.actions.bulk import tag_passages
    from coding.actions.projects import create_project
    from coding.models import CodedSegment
    from fieldnotes.actions.documents import Metadata, create_document
    from fieldnotes.importers import read

    random = np.random.default_rng(7)
    frequency = 1 / np.arange(1, VOCABULARY + 1)
    frequency /= frequency.sum()
    project = create_project(name="Bench", description="", blind=False, by=person)
    codes = list(project.codebook.codes.values_list("pk", flat=True))
    for number in range(DOCUMENTS):
        words = [f"w{rank}" for rank in random.choice(VOCABULARY, WORDS, p=frequency)]
        lines = [" ".join(words[at : at + PARAGRAPH]) for at in range(0, WORDS, PARAGRAPH)]
        document = create_document(
            project=project,
            by=person,
            imported=read("a.txt", ".\n".join(lines).encode()),
            metadata=Metadata(title=f"Document {number}"),
            sha256=str(number),
        )
        paragraphs = document.paragraphs.all()[:CODED]
        ranges = [(p.start, p.end - p.index % 2 * 150) for p in paragraphs]
        some = [codes[number % len(codes)], codes[0]]
        tag_passages(project=project, by=person, passages={document.pk: ranges}, codes=some)
    CodedSegment.objects.filter(pk__lte=2_000).update(memo="w7 as she says it")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return project
