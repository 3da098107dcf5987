"""Several people, and one person in several windows, tagging one document at the same time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from coding.actions.codebook import merge_code
from coding.actions.errors import UnknownCode
from coding.actions.segments import code_passage
from coding.models import CodedSegment
from fieldnotes.models import Change

THREADS, PASSAGES = 8, 12

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """Run each job in a thread with a connection of its own, all starting together."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def tagger(document, by, code, passages):
    def tag():
        return [
            code_passage(document_id=document.pk, by=by, start=start, end=end, codes=[code.pk])
            for start, end in passages
        ]

    return tag


def test_nothing_is_lost_doubled_or_out_of_order(document, people, codes):
    passages = [(start, start + 5) for start in range(PASSAGES)]
    names = ["researcher", "researcher2", "supervisor", "admin"] * 2  # each in two windows
    outcomes = at_once(
        *(tagger(document, people[name], codes["power"], passages) for name in names)
    )

    rows = CodedSegment.objects.values_list("coder__username", "start", "end")
    wanted = {(name, *passage) for name in names for passage in passages}
    assert sorted(rows) == sorted(wanted)
    answered = [outcome for thread in outcomes for outcome in thread]
    assert sum(outcome.changed for outcome in answered) == len(wanted)
    ids = set(CodedSegment.objects.values_list("pk", flat=True))
    assert {segment.pk for outcome in answered for segment in outcome.segments} == ids
    revisions = Change.objects.order_by("revision").values_list("revision", flat=True)
    assert list(revisions) == list(range(1, len(wanted) + 2))
    document.refresh_from_db()
    assert document.revision == len(wanted) + 1


def test_no_segment_keeps_a_code_that_is_merged_away_meanwhile(make_document, people, codes):
    documents = [make_document(title=title) for title in "abc"]
    source, target = codes["power.define"], codes["power.status"]

    def until_refused(document):
        tagged = 0
        with suppress(UnknownCode):
            for start in range(PASSAGES):
                tagger(document, people["researcher"], source, [(start, start + 5)])()
                tagged += 1
        return tagged

    *tagged, _merged = at_once(
        *(partial(until_refused, document) for document in documents),
        partial(merge_code, code=source, target=target, by=people["supervisor"]),
    )
    assert not source.segments.exists()
    assert [target.segments.filter(document=document).count() for document in documents] == tagged
    for document in documents:
        revisions = Change.objects.filter(document=document).values_list("revision", flat=True)
        assert sorted(revisions) == list(range(1, len(revisions) + 1))
