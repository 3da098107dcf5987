"""A finished report: frozen, honest about what moved on, with every figure's passages behind it."""

import itertools

import pytest

from coding.actions import codebook, undo
from coding.actions.reports import ask_for_cooccurrence, compute_report
from coding.actions.segments import change_segment, code_passage, delete_segment
from coding.models import Code, Codebook, CodedSegment, Report
from coding.reports.about import moved_on
from coding.reports.filters import Filters
from coding.reports.parameters import Parameters
from coding.reports.passages import places, with_text
from coding.tasks import compute_report as compute_report_task
from coding.tests.bases import BASES
from fieldnotes.actions import jobs
from fieldnotes.models import Job

KEYS = ["expertise.importing", "power.define", "power.status", "culture.values"]
CODINGS = [  # coder, code, start, end; the same in every document
    ("researcher", "power.define", 0, 40),
    ("researcher", "power.define", 30, 60),
    ("researcher", "power.status", 10, 20),
    ("researcher", "culture.values", 10, 20),
    ("researcher", "expertise.importing", 60, 90),
    ("researcher2", "power.define", 5, 45),
    ("researcher2", "culture.values", 15, 70),
    ("researcher2", "expertise.importing", 60, 90),
    ("researcher2", "expertise.importing", 100, 140),
]


@pytest.fixture
def coded(project, people, codes, make_document):
    """Two documents coded alike by two people; of the other codes only the roots are left."""
    Code.objects.exclude(key__in=KEYS).exclude(parent=None).update(retired=True)
    documents = [make_document(title=title, people=["Jun"]) for title in ("one", "two")]
    for document, (name, key, start, end) in itertools.product(documents, CODINGS):
        code_passage(
            document_id=document.pk, by=people[name], start=start, end=end, codes=[codes[key].pk]
        )
    return documents


@pytest.fixture
def computed(project, people):
    def compute(base="overlap", layer="any"):
        report = ask_for_cooccurrence(
            project=project, by=people["supervisor"], parameters=Parameters(base, layer)
        )
        compute_report_task(report.pk)
        return Report.objects.get(pk=report.pk)

    return compute


def cells(report):
    """(level, a, b, the number that the cell shows) for each cell of both levels."""
    codes = report.figures["codes"]
    roots = [n for n, code in enumerate(codes) if code["root"] == n]
    for level, indexes in (("codes", range(len(codes))), ("dilemmas", roots)):
        figures = report.figures["levels"][level]
        shown = figures["pairs" if "pairs" in figures else "together"]
        for a, b in itertools.product(indexes, repeat=2):
            yield level, a, b, shown[a][b]


def assert_every_cell_opens_its_passages(report):
    found = [(level, a, b, len(places(report, level, a, b))) for level, a, b, _n in cells(report)]
    assert found == list(cells(report))
    assert sum(count for *_cell, count in found) > 5


def edit(coded, project, people, codes):
    """What happens to a project after a report: all kinds of changes to all kinds of rows."""
    by, supervisor = people["researcher"], people["supervisor"]
    one, two = coded
    first, second, third = CodedSegment.objects.filter(document=one, coder=by)[:3]
    change_segment(segment=first, by=by, seen=first.revision, start=2, end=9)
    change_segment(
        segment=second, by=by, seen=second.revision, code=codes["expertise.importing"].pk
    )
    delete_segment(segment=third, by=by, seen=third.revision)
    undo.undo(document_id=one.pk, by=by)
    undo.undo(document_id=one.pk, by=by)
    for segment in CodedSegment.objects.filter(document=two, coder=by):
        delete_segment(segment=segment, by=by, seen=segment.revision)
    code_passage(document_id=two.pk, by=by, start=0, end=100, codes=[codes["power.status"].pk])
    codebook.merge_code(code=codes["power.define"], target=codes["culture.values"], by=supervisor)
    codebook.move_code(code=codes["power.status"], parent=codes["culture"], by=supervisor)
    codebook.retire_code(code=codes["expertise.importing"], by=supervisor)


@pytest.mark.parametrize(
    ("base", "layer"),
    [
        ("overlap", "any"),
        ("overlap", "two"),
        ("overlap", "coder"),
        ("paragraph", "any"),
        ("turn", "coder"),
        ("document", "two"),
        ("window:2", "any"),
        ("participant", "any"),
        ("near:10", "any"),
        ("near-paragraphs:1", "consensus"),
        ("follows:20", "any"),
    ],
)
def test_every_cell_opens_the_passages_that_it_counted_for_ever(
    coded, computed, project, people, codes, make_document, base, layer
):
    layer = f"coder:{people['researcher2'].pk}" if layer == "coder" else layer
    report = computed(base, layer)
    assert_every_cell_opens_its_passages(report)
    before = [places(report, level, a, b) for level, a, b, _n in cells(report)]
    edit(coded, project, people, codes)
    make_document("A new one, which the report has never seen.", title="four")
    report.refresh_from_db()
    assert [places(report, level, a, b) for level, a, b, _n in cells(report)] == before


@pytest.mark.parametrize(
    ("base", "pairs"), [("overlap", "across"), ("near:5", "same"), ("window:2", "all")]
)
def test_the_passages_of_a_filtered_report_stay_too(coded, project, people, codes, base, pairs):
    coders = tuple(people[name].pk for name in ("researcher", "researcher2"))
    filters = Filters(coders=coders, without_interviewer=True)
    report = ask_for_cooccurrence(
        project=project,
        by=people["supervisor"],
        parameters=Parameters(base, pairs=pairs, filters=filters),
    )
    compute_report_task(report.pk)
    report = Report.objects.get(pk=report.pk)
    assert_every_cell_opens_its_passages(report)
    before = [places(report, level, a, b) for level, a, b, _n in cells(report)]
    edit(coded, project, people, codes)
    report = Report.objects.get(pk=report.pk)
    assert [places(report, level, a, b) for level, a, b, _n in cells(report)] == before


def test_the_passages_show_the_text_under_their_marks(coded, computed):
    report = computed()
    keys = [code["key"] for code in report.figures["codes"]]
    a, b = keys.index("power.status"), keys.index("culture.values")
    passages = with_text(places(report, "codes", a, b))
    # In each document the two equal ranges, and [10, 20) against [15, 70).
    assert [(p.start, p.end) for p in passages] == [(10, 20), (10, 70)] * 2
    for passage in passages:
        (excerpt,) = passage.excerpts
        text = passage.document.text
        marked = "".join(fragment.text for fragment in excerpt if fragment.under)
        assert marked == text[passage.start : passage.end]
        both = "".join(fragment.text for fragment in excerpt if fragment.under == {"a", "b"})
        assert both == (text[10:20] if passage.end == 20 else text[15:20])
        assert "".join(fragment.text for fragment in excerpt) in text


def test_a_report_is_computed_once(coded, computed, project, people, codes):
    report = computed()
    edit(coded, project, people, codes)
    compute_report_task(report.pk)  # the message comes again
    with pytest.raises(jobs.JobCancelled):  # a process that was taken for dead goes on
        compute_report(report)
    again = Report.objects.get(pk=report.pk)
    assert (again.result, again.fingerprint) == (report.result, report.fingerprint)
    assert (again.attempts, again.status) == (1, Job.Status.DONE)


def test_the_fingerprint_names_what_was_read(coded, computed, project):
    fingerprint = computed().fingerprint
    for document in coded:
        document.refresh_from_db()
    assert fingerprint["documents"] == {str(d.pk): d.revision for d in coded}
    assert fingerprint["codebook"] == Codebook.objects.get(project=project).revision
    assert fingerprint["software"]


def test_a_report_says_what_moved_on(coded, computed, people, codes, make_document):
    report = computed()
    assert moved_on(report) == {"documents": [], "codebook": False}
    code_passage(
        document_id=coded[1].pk,
        by=people["researcher"],
        start=0,
        end=3,
        codes=[codes["power.define"].pk],
    )
    new = make_document("A new one.", title="four")
    assert {d.pk for d in moved_on(report)["documents"]} == {coded[1].pk, new.pk}
    codebook.retire_code(code=codes["power.status"], by=people["supervisor"])
    report = Report.objects.get(pk=report.pk)
    assert moved_on(report)["codebook"] is True


def test_asking_again_leaves_the_earlier_report_as_it_was(
    coded, computed, project, people, codes, signed_in
):
    report = computed("paragraph", "two")
    edit(coded, project, people, codes)
    answer = signed_in("supervisor").post(f"/reports/{report.pk}/again/")
    again = Report.objects.latest("pk")
    assert answer["Location"] == f"/reports/{again.pk}/"
    assert (again.parameters, again.status) == (report.parameters, Job.Status.QUEUED)
    compute_report_task(again.pk)
    again.refresh_from_db()
    assert again.result != report.result
    assert Report.objects.get(pk=report.pk).result == report.result


def test_a_report_can_be_cancelled_while_it_is_computed(project, people):
    report = ask_for_cooccurrence(project=project, by=people["supervisor"], parameters=Parameters())
    running = jobs.claim(Report, report.pk, task_id="one")
    jobs.cancel(report)
    with pytest.raises(jobs.JobCancelled):
        compute_report(running)
    assert Report.objects.get().result is None


@pytest.mark.parametrize("base", BASES)
def test_a_report_on_nothing(project, computed, base):
    report = computed(base)
    assert report.status == Job.Status.DONE
    assert {n for _level, _a, _b, n in cells(report)} == {0}


def test_retired_codes_are_reported_where_they_hold_segments(coded, computed, people, codes):
    codebook.retire_code(code=codes["power.define"], by=people["supervisor"])
    keys = [code["key"] for code in computed().figures["codes"]]
    assert keys == [
        "expertise",
        "expertise.importing",
        "power",
        "power.define",
        "power.status",
        "culture",
        "culture.values",
    ]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"base": "chapter"}, "no such base"),
        ({"layer": "everybody"}, "no such layer"),
        ({"layer": "coder:"}, "no such layer"),
        ({"layer": "coder:one"}, "no such layer"),
        ({"base": "window"}, "window needs a number from 1 on, as in window:3"),
        ({"base": "window:0"}, "from 1 on"),
        ({"base": "near:"}, "near needs a number from 0 on, as in near:50"),
        ({"base": "follows:-1"}, "follows needs a number"),
        ({"base": "near:²"}, "near needs a number"),
        ({"base": f"near:{10**30}"}, "near needs a number"),
        ({"base": "turn:2"}, "turn takes no number"),
        ({"pairs": "some"}, "no such pairs"),
        ({"pairs": "same", "base": "turn"}, "need a base of pairs"),
        ({"pairs": "across", "layer": "two"}, "need a base of pairs"),
        ({"triple": (1, 1, 2)}, "three different codes"),
    ],
)
def test_what_is_no_base_and_no_layer(parameters, reason):
    with pytest.raises(ValueError, match=reason):
        Parameters(**parameters)


class TestPages:
    @pytest.fixture
    def page(self, signed_in):
        return signed_in("supervisor")

    def test_asking_by_the_form_leads_to_the_report(self, page, coded, project, people):
        layer = f"coder:{people['researcher'].pk}"
        answer = page.post(f"/projects/{project.pk}/reports/", {"base": "turn", "layer": layer})
        report = Report.objects.get()
        assert answer["Location"] == f"/reports/{report.pk}/"
        assert report.parameters == {"base": "turn", "layer": layer}
        assert b"Waiting for a worker" in page.get(answer["Location"]).content

    def test_nobody_who_coded_nothing_is_a_layer(self, page, coded, project, people):
        layer = f"coder:{people['supervisor'].pk}"
        page.post(f"/projects/{project.pk}/reports/", {"base": "turn", "layer": layer})
        assert not Report.objects.exists()

    def test_the_progress_asks_for_itself_until_the_report_is_there(self, page, project, computed):
        report = computed()
        Report.objects.update(status=Job.Status.RUNNING, result=None, steps_done=1)
        part = page.get(f"/reports/{report.pk}/", headers={"HX-Request": "true"})
        assert b"<html" not in part.content
        assert f'hx-get="/reports/{report.pk}/"'.encode() in part.content
        Report.objects.update(status=Job.Status.DONE, result=report.result)
        whole = page.get(f"/reports/{report.pk}/", headers={"HX-Request": "true"})
        assert whole["HX-Refresh"] == "true"

    @pytest.mark.parametrize("base", ["overlap", "paragraph"])
    def test_each_measure_is_shown(self, page, coded, computed, base):
        report = computed(base)
        response = page.get(f"/reports/{report.pk}/")
        for measure in [*response.context["measures"], "nonsense"]:
            assert page.get(f"/reports/{report.pk}/?measure={measure}").status_code == 200

    @pytest.mark.parametrize(
        "place", ["codes/99/0/", "codes/0/99/", "chapters/0/0/", f"codes/{10**30}/0/"]
    )
    def test_a_cell_that_is_none(self, page, coded, computed, place):
        assert page.get(f"/reports/{computed().pk}/{place}").status_code == 404

    def test_a_report_that_is_not_finished_has_no_cells_and_no_files(self, page, project, computed):
        report = computed()
        Report.objects.update(status=Job.Status.RUNNING, result=None, fingerprint=None)
        for place in ("codes/0/0/", "download.csv"):
            assert page.get(f"/reports/{report.pk}/{place}").status_code == 404
        assert page.get(f"/api/reports/{report.pk}").json()["rows"] == []

    def test_the_passages_come_in_pages(self, page, coded, computed):
        report = computed()
        keys = [code["key"] for code in report.figures["codes"]]
        a = keys.index("power.define")
        response = page.get(f"/reports/{report.pk}/codes/{a}/{a}/")
        assert response.context["page"].paginator.count == 6  # three pairs in each document
        assert b"6 passages" in response.content
