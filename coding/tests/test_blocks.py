"""Segment blocks: a cache that is right, that many may fill at once, and that nobody misses."""

import threading

import numpy as np
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.actions.segments import code_passage, delete_segment
from coding.models import CodedSegment, SegmentBlock
from coding.reports import cooccurrence, reading
from coding.reports.blocks import rebuild_stale, wrong_blocks
from coding.reports.cooccurrence import compute
from coding.reports.parameters import Parameters
from coding.tests.bases import BASES

PASSAGES = [("power.define", 0, 40), ("power.status", 10, 20), ("culture.values", 15, 90)]


@pytest.fixture
def coded(people, codes, make_document):
    """Three documents, one of them not coded."""
    documents = [make_document(title=title, people=["Jun"]) for title in ("one", "two", "three")]
    for document in documents[:2]:
        for key, start, end in PASSAGES:
            code(document, people["researcher"], codes[key], start, end)
    return documents


def code(document, by, code, start, end):
    code_passage(document_id=document.pk, by=by, start=start, end=end, codes=[code.pk])


def result(project, base="overlap"):
    return compute(project, Parameters(base), lambda _done: None).result


def revisions():
    return dict(SegmentBlock.objects.values_list("document_id", "revision"))


def unpacked(document, column, width):
    packed = bytes(getattr(SegmentBlock.objects.get(document=document), column))
    return np.frombuffer(packed, ">i4").reshape(-1, width).tolist()


def test_a_block_holds_the_rows_of_its_document(coded, project, people, codes):
    assert rebuild_stale(project) == 3
    for document in coded:
        rows = CodedSegment.objects.filter(document=document)
        wanted = sorted(map(list, rows.values_list("start", "end", "code", "coder")))
        assert unpacked(document, "segments", 4) == wanted
        for column, units in (("paragraphs", document.paragraphs), ("turns", document.turns)):
            assert unpacked(document, column, 2) == list(
                map(list, units.values_list("start", "end"))
            )
    assert wrong_blocks(project) == []


def test_only_what_moved_on_is_rebuilt(coded, project, people, codes):
    rebuild_stale(project)
    before = revisions()
    assert rebuild_stale(project) == 0
    code(coded[1], people["researcher2"], codes["power"], 0, 5)
    assert rebuild_stale(project) == 1
    assert revisions() == before | {coded[1].pk: before[coded[1].pk] + 1}
    assert wrong_blocks(project) == []


def test_the_blocks_of_other_projects_are_left_alone(coded, project, people, make_document):
    from coding.actions.projects import create_project

    other = create_project(name="Other", description="", blind=False, by=people["admin"])
    document = make_document(title="elsewhere", to=other)
    rebuild_stale(project)
    assert document.pk not in revisions()


def test_what_was_written_past_the_log_is_found(coded, project):
    rebuild_stale(project)
    CodedSegment.objects.filter(document=coded[0]).update(end=77)
    assert wrong_blocks(project) == [coded[0].pk]


def test_a_later_block_is_never_replaced_by_an_earlier_one(coded, project):
    rebuild_stale(project)
    later = SegmentBlock.objects.filter(document=coded[0])
    later.update(revision=99)
    rebuild_stale(project)
    assert later.get().revision == 99


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("lost", ["all blocks", "one block", "one is stale"])
def test_the_figures_are_the_same_without_blocks(
    coded, project, people, codes, monkeypatch, base, lost
):
    """As when somebody edits between the rebuilding and the report's snapshot."""
    rebuild_stale(project)
    code(coded[1], people["researcher2"], codes["power.status"], 20, 60)
    wanted = result(project, base)
    blocks = SegmentBlock.objects.all()
    if lost == "one is stale":
        first = CodedSegment.objects.filter(document=coded[1], coder=people["researcher2"]).get()
        delete_segment(segment=first, by=people["researcher2"], seen=first.revision)
        wanted = result(project, base)
        code(coded[1], people["researcher2"], codes["power.status"], 20, 60)
    else:
        (blocks if lost == "all blocks" else blocks.filter(document=coded[0])).delete()
    monkeypatch.setattr(cooccurrence, "rebuild_stale", lambda _project: 0)
    found = result(project, base)
    monkeypatch.undo()
    if lost == "one is stale":
        assert found["segments"] == wanted["segments"] + 1
        assert found == result(project, base)
    else:
        assert found == wanted


def test_packed_numbers_are_stored_as_they_are(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'coding_segmentblock'::regclass"
            " AND attstorage = 'e' ORDER BY 1"
        )
        assert [name for (name,) in cursor.fetchall()] == ["paragraphs", "segments", "turns"]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    segments=st.integers(1, 9),
    documents=st.integers(1, 3),
    base=st.sampled_from(BASES),
)
def test_parts_of_any_size_add_up(coded, project, segments, documents, base):
    whole = result(project, base)
    patch = pytest.MonkeyPatch()
    patch.setattr(reading, "SEGMENTS_AT_ONCE", segments)
    patch.setattr(reading, "DOCUMENTS_AT_ONCE", documents)
    try:
        assert result(project, base) == whole
    finally:
        patch.undo()


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_fill_the_blocks(coded, project):
    found, begin = [], threading.Barrier(2)

    def work():
        begin.wait()
        found.append(result(project))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for _round in range(5):
        SegmentBlock.objects.all().delete()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        threads = [threading.Thread(target=work) for _ in range(2)]
    assert len(found) == 10
    assert all(one == found[0] for one in found)
    assert wrong_blocks(project) == []
