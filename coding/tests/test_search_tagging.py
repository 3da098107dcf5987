"""Tagging many passages at once, and taking back exactly that."""

import pytest

from coding.actions import bulk, undo
from coding.actions.bulk import preview_tagging, tag_passages, undo_tagging
from coding.actions.errors import NoCode, OffsetsOutside, UnknownCode
from coding.actions.segments import change_segment, code_passage, delete_segment
from coding.models import CodedSegment
from coding.tests.codebook import replayed_segments
from fieldnotes.models import Change


@pytest.fixture
def documents(make_document):
    return [make_document(title=title) for title in "abc"]


@pytest.fixture
def two(codes):
    return [codes["power.define"].pk, codes["culture.usthem"].pk]


@pytest.fixture
def passages(documents):
    """In the first two documents."""
    return {documents[0].pk: {(0, 5), (10, 20)}, documents[1].pk: {(0, 5)}}


def rows(person):
    segments = CodedSegment.objects.filter(coder=person).order_by("document", "start", "code")
    return list(segments.values_list("document", "start", "end", "code"))


def revisions(changes):
    return {change.document_id: change.revision for change in changes}


def test_each_document_gets_every_code_on_every_passage_in_one_change(
    project, people, documents, passages, two
):
    person = people["researcher"]
    preview = preview_tagging(by=person, passages=passages, codes=two)
    assert (preview.segments, preview.documents, preview.present) == (6, 2, 0)
    assert rows(person) == []
    changes = tag_passages(project=project, by=person, passages=passages, codes=two)
    assert [len(change.after) for change in changes] == [4, 2]
    a, b, _c = documents
    places = [(a.pk, 0, 5), (a.pk, 10, 20), (b.pk, 0, 5)]
    expected = [(*place, code) for place in places for code in two]
    assert rows(person) == expected
    for document in documents:
        document.refresh_from_db()
        stored = {s.pk for s in document.segments.all()}
        assert set(replayed_segments(document)) == stored
    assert [d.revision for d in documents] == [2, 2, 1]


def test_what_is_there_stays_and_a_second_time_changes_nothing(
    project, people, documents, passages, two
):
    person = people["researcher"]
    code_passage(document_id=documents[0].pk, by=person, start=0, end=5, codes=two, memo="mine")
    other = people["researcher2"]
    code_passage(document_id=documents[1].pk, by=other, start=0, end=5, codes=two)
    preview = preview_tagging(by=person, passages=passages, codes=two)
    assert (preview.segments, preview.documents, preview.present) == (4, 2, 2)
    tag_passages(project=project, by=person, passages=passages, codes=two)
    assert len(rows(person)) == 6
    assert CodedSegment.objects.filter(memo="mine").count() == 2
    assert tag_passages(project=project, by=person, passages=passages, codes=two) == []
    assert preview_tagging(by=person, passages=passages, codes=two).present == 6


@pytest.mark.parametrize(
    ("wrong", "error"),
    [("no codes", NoCode), ("retired", UnknownCode), ("another project", UnknownCode),
     ("outside", OffsetsOutside), ("empty", OffsetsOutside)],
)  # fmt: skip
def test_nothing_is_written_when_something_is_wrong(
    project, people, documents, passages, two, codes, wrong, error
):
    if wrong == "no codes":
        two = []
    elif wrong == "retired":
        codes["power.define"].retired = True
        codes["power.define"].save()
    elif wrong == "another project":
        two = [*two, 10**9]
    else:
        passages[documents[1].pk] |= {(5, 10**6) if wrong == "outside" else (5, 5)}
    with pytest.raises(error):
        tag_passages(project=project, by=people["researcher"], passages=passages, codes=two)
    assert rows(people["researcher"]) == []
    assert not Change.objects.filter(verb=bulk.TAG).exists()


def test_documents_of_another_project_are_left_alone(people, passages, two, project):
    from coding.actions.projects import create_project

    other = create_project(name="x", description="", blind=False, by=people["researcher"])
    codes = list(other.codebook.codes.values_list("pk", flat=True))[:1]
    by = people["researcher"]
    assert tag_passages(project=other, by=by, passages=passages, codes=codes) == []
    made = revisions(tag_passages(project=project, by=by, passages=passages, codes=two))
    assert undo_tagging(project=other, by=by, changes=made).documents == 0
    assert len(rows(by)) == 6


def test_one_undo_takes_all_of_it_back_and_nothing_else(project, people, documents, passages, two):
    person = people["researcher"]
    kept = code_passage(document_id=documents[0].pk, by=person, start=0, end=5, codes=two[:1])
    made = tag_passages(project=project, by=person, passages=passages, codes=two)
    later = code_passage(document_id=documents[0].pk, by=person, start=30, end=35, codes=two[:1])
    undone = undo_tagging(project=project, by=person, changes=revisions(made))
    assert (undone.segments, undone.documents, undone.refused) == (5, 2, [])
    left = {kept.segments[0].pk, later.segments[0].pk}
    assert set(CodedSegment.objects.values_list("pk", flat=True)) == left
    again = undo_tagging(project=project, by=person, changes=revisions(made))
    assert (again.segments, again.documents, again.refused) == (0, 0, documents[:2])
    for document in documents:
        assert set(replayed_segments(document)) == {s.pk for s in document.segments.all()}


@pytest.mark.parametrize("how", ["memo", "deleted", "retagged"])
def test_a_document_where_it_was_changed_since_is_named_and_left(
    project, people, documents, passages, two, codes, how
):
    person = people["researcher"]
    made = tag_passages(project=project, by=person, passages=passages, codes=two)
    segment = CodedSegment.objects.filter(document=documents[0]).first()
    asked = {"segment": segment, "by": person, "seen": segment.revision}
    if how == "deleted":
        delete_segment(**asked)
    else:
        new = {"memo": "!"} if how == "memo" else {"code": codes["power.status"].pk}
        change_segment(**asked, **new)
    before = rows(person)
    undone = undo_tagging(project=project, by=person, changes=revisions(made))
    assert (undone.segments, undone.documents, undone.refused) == (2, 1, documents[:1])
    assert rows(person) == [row for row in before if row[0] == documents[0].pk]


def test_nobody_takes_back_what_another_did(project, people, passages, two):
    made = tag_passages(project=project, by=people["researcher"], passages=passages, codes=two)
    undone = undo_tagging(project=project, by=people["researcher2"], changes=revisions(made))
    assert (undone.segments, len(undone.refused)) == (0, 2)
    assert len(rows(people["researcher"])) == 6


def test_undo_takes_back_only_taggings(project, people, documents, two):
    by = people["researcher"]
    code_passage(document_id=documents[0].pk, by=by, start=0, end=5, codes=two)
    documents[0].refresh_from_db()
    changes = {documents[0].pk: documents[0].revision}
    assert undo_tagging(project=project, by=by, changes=changes).segments == 0
    assert len(rows(by)) == 2


def test_undo_in_a_document_knows_the_tagging_as_one_step(
    project, people, documents, passages, two
):
    by, place = people["researcher"], documents[0].pk
    code_passage(document_id=place, by=by, start=30, end=35, codes=two[:1])
    made = tag_passages(project=project, by=by, passages=passages, codes=two)
    undo.undo(document_id=place, by=by)
    assert CodedSegment.objects.filter(document=place).count() == 1
    undo.redo(document_id=place, by=by)
    assert CodedSegment.objects.filter(document=place).count() == 5
    undo_tagging(project=project, by=by, changes=revisions(made))
    assert CodedSegment.objects.filter(document=place).count() == 1
    undo.undo(document_id=place, by=by)  # brings the tagging back
    assert CodedSegment.objects.filter(document=place).count() == 5
    undo.undo(document_id=place, by=by)
    undo.undo(document_id=place, by=by)
    assert CodedSegment.objects.filter(document=place).count() == 0


@pytest.mark.parametrize("size", [1, 3])
def test_the_preview_asks_once_whatever_the_number(
    size, people, documents, two, django_assert_num_queries
):
    passages = {d.pk: {(n, n + 1) for n in range(size)} for d in documents[:size]}
    with django_assert_num_queries(1):
        preview_tagging(by=people["researcher"], passages=passages, codes=two)
