"""A seeded corpus in PostgreSQL, filled by COPY: a project as reports read it."""

import io

import numpy as np

from bench.corpora import PARAGRAPH, corpus, document_length

PARAGRAPHS_A_TURN = 3


def project_with(*, segments: int, documents: int, codes: int, coders: int = 4):
    """A project of about that many segments; three roots, the other codes below them."""
    from django.db import connection

    from fieldnotes.models import Project

    made = corpus(segments=segments, documents=documents, codes=codes, coders=coders)
    project = Project.objects.create(name=f"{segments} segments")
    code_ids, coder_ids = _codes(project, codes), _coders(project, coders)
    first = _documents(project, documents, document_length(segments, documents) + 4_000)
    columns = np.stack(
        [made.document + first, made.start, made.end, code_ids[made.code], coder_ids[made.coder]]
    )
    rows = np.unique(columns.T, axis=0)  # nobody gives a code twice to the same range
    with connection.cursor() as cursor:
        for part in np.array_split(rows, max(1, len(rows) // 500_000)):
            text = io.StringIO()
            np.savetxt(text, part, fmt="%d", delimiter="\t", newline="\t\tf\t0\n")
            text.seek(0)
            cursor.copy_expert(
                'COPY coding_codedsegment (document_id, start, "end", code_id, coder_id, memo,'
                " unsure, revision) FROM STDIN",
                text,
            )
        cursor.execute("VACUUM ANALYZE")
    return project, len(rows)


def _codes(project, count):
    from coding.models import Code, Codebook

    book = Codebook.objects.create(project=project)
    roots = [Code(codebook=book, key=f"root{n}", name=f"Root {n}") for n in range(3)]
    Code.objects.bulk_create(roots)
    below = [
        Code(codebook=book, key=f"code{n}", name=f"Code {n}", parent=roots[n % 3])
        for n in range(count - 3)
    ]
    Code.objects.bulk_create(below)
    return np.array([code.pk for code in (*roots, *below)])


def _coders(project, count):
    from fieldnotes.models import User

    people = [User(username=f"coder{project.pk}.{n}") for n in range(count)]
    User.objects.bulk_create(people)
    return np.array([person.pk for person in people])


def _documents(project, count, length):
    """Texts of one letter, cut into paragraphs and turns. Returns the id of the first."""
    from django.db import connection

    turn = PARAGRAPH * PARAGRAPHS_A_TURN
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO fieldnotes_document (project_id, kind, title, text, length, site, author,"
            " source_name, sha256, revision, created_at) SELECT %s, 'interview', 'd' || n,"
            " repeat('x', %s), %s, '', '', '', n::text, 0, now() FROM generate_series(1, %s) n"
            " ORDER BY n RETURNING id",
            [project.pk, length, length, count],
        )
        ids = [pk for (pk,) in cursor.fetchall()]
        units = 'INSERT INTO {} (document_id, index, start, "end"{}) SELECT d, i, i * %s,'
        units += " least((i + 1) * %s - 1, %s){} FROM generate_series(%s, %s) d,"
        units += " generate_series(0, %s) i ORDER BY 1, 2"
        for table, size, names, values in (
            ("fieldnotes_paragraph", PARAGRAPH, "", ""),
            ("fieldnotes_speakerturn", turn, ", label, interviewer", ", '', i %% 2 = 0"),
        ):
            cursor.execute(
                units.format(table, names, values),
                [size, size, length, ids[0], ids[-1], (length - 2) // size],
            )
    return ids[0]
