"""A report whose inputs moved on: what changed since, and the old and the new side by side."""

import pytest

from coding.actions import codebook, undo
from coding.actions.reports import ask_for_cooccurrence
from coding.actions.segments import change_segment, code_passage, delete_segment
from coding.models import CodedSegment, Report
from coding.reports.comparing import comparable, pairs
from coding.reports.parameters import Parameters
from coding.reports.since import Work, since
from coding.tasks import compute_report


@pytest.fixture
def tag(people, codes):
    def code(document, name, key, start, end):
        code_passage(
            document_id=document.pk, by=people[name], start=start, end=end, codes=[codes[key].pk]
        )

    return code


@pytest.fixture
def ask(project, people):
    def compute(base="overlap", **parameters):
        report = ask_for_cooccurrence(
            project=project, by=people["supervisor"], parameters=Parameters(base, **parameters)
        )
        compute_report(report.pk)
        return Report.objects.get(pk=report.pk)

    return compute


@pytest.fixture
def earlier(document, tag, ask):
    tag(document, "researcher", "power.define", 0, 40)
    tag(document, "researcher", "power.status", 10, 20)
    tag(document, "researcher2", "culture.values", 30, 60)
    return ask()


def work_in(report, *documents):
    return [(entry.is_new, entry.work) for entry in since(report, documents)]


class TestWhatChangedSince:
    def test_nothing(self, earlier, document):
        assert work_in(earlier, document) == [(False, [])]
        assert since(earlier, []) == []

    def test_counts_are_by_who_touched_a_segment_last(self, earlier, document, tag, people, codes):
        one, two = people["researcher"], people["researcher2"]
        tag(document, "researcher", "power.exclusion", 0, 5)
        tag(document, "researcher2", "power.exclusion", 6, 9)
        tag(document, "researcher2", "power.exclusion", 7, 9)
        segment = CodedSegment.objects.get(code=codes["power.define"])
        change_segment(segment=segment, by=one, seen=segment.revision, start=2, end=9)
        segment = CodedSegment.objects.get(code=codes["culture.values"])
        delete_segment(segment=segment, by=two, seen=segment.revision)
        assert work_in(earlier, document) == [(False, [Work(one, 1, 1, 0), Work(two, 2, 0, 1)])]

    def test_what_was_undone_is_not_counted(self, earlier, document, tag, people):
        tag(document, "researcher", "power.exclusion", 0, 5)
        undo.undo(document_id=document.pk, by=people["researcher"])
        segment = CodedSegment.objects.filter(coder=people["researcher2"]).get()
        delete_segment(segment=segment, by=people["researcher2"], seen=segment.revision)
        undo.undo(document_id=document.pk, by=people["researcher2"])
        assert work_in(earlier, document) == [(False, [])]

    def test_a_merge_of_codes_changes_segments(self, earlier, document, people, codes):
        by = people["supervisor"]
        codebook.merge_code(code=codes["power.status"], target=codes["power.exclusion"], by=by)
        assert work_in(earlier, document) == [(False, [Work(by, 0, 1, 0)])]

    def test_a_new_document(self, earlier, make_document, tag, people):
        new = make_document("Another text.", title="new")
        tag(new, "researcher", "power.exclusion", 0, 5)
        assert work_in(earlier, new) == [(True, [Work(people["researcher"], 1, 0, 0)])]

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_number_of_queries_is_that_of_one_document(
        self, earlier, make_document, tag, count, django_assert_num_queries
    ):
        documents = [make_document(f"Text {n}.", title=f"{n}") for n in range(count)]
        for document in documents:
            tag(document, "researcher", "power.exclusion", 0, 5)
        with django_assert_num_queries(2):
            assert len(since(earlier, documents)) == count

    def test_the_page(self, earlier, document, tag, people, codes, signed_in):
        page = signed_in("supervisor")
        address = f"/reports/{earlier.pk}/since/"
        assert b"Nothing changed since" in page.get(address).content
        tag(document, "researcher", "power.exclusion", 0, 5)
        codebook.retire_code(code=codes["power.status"], by=people["supervisor"])
        answer = page.get(address)
        assert [entry.work for entry in answer.context["documents"]] == [
            [Work(people["researcher"], 1, 0, 0)]
        ]
        assert b"Retiring of" in answer.content
        Report.objects.update(result=None, fingerprint=None, status="running")
        assert page.get(address).status_code == 404


def changed(earlier, later, level="codes", measure="pairs"):
    return {
        (pair.a["key"], pair.b["key"]): (pair.earlier.value, pair.later.value)
        for pair in pairs(earlier, later, level, measure)
        if pair.changed
    }


class TestTwoReports:
    def test_nothing_changed(self, earlier, ask):
        assert changed(earlier, ask()) == {}

    def test_values_and_differences(self, earlier, document, tag, ask):
        tag(document, "researcher2", "power.status", 5, 35)
        later = ask()
        # Two of power.status within and across 0-40; one of them crosses 30-60; they share 10-20.
        assert changed(earlier, later) == {
            ("power.define", "power.status"): (1, 2),
            ("power.status", "power.status"): (0, 1),
            ("power.status", "culture.values"): (0, 1),
        }
        assert changed(earlier, later, "dilemmas") == {
            ("power", "power"): (1, 3),
            ("power", "culture"): (1, 2),
        }
        found = list(pairs(earlier, later, "codes", "pairs"))
        differing = [pair for pair in found if pair.changed]
        assert [pair.difference for pair in differing] == [1, 1, 1]
        assert {pair.direction for pair in differing} == {"more"}
        count = len(later.figures["codes"])
        assert len(found) == count * (count + 1) // 2
        back = {pair.difference for pair in pairs(later, earlier, "codes", "pairs")}
        assert back == {0, -1}

    def test_codes_are_matched_by_id_wherever_they_moved(self, earlier, people, codes, ask):
        by = people["supervisor"]
        codebook.move_code(code=codes["power.status"], parent=codes["culture"], by=by)
        later = ask()
        assert changed(earlier, later) == {}
        assert changed(earlier, later, "dilemmas")[("power", "power")] == (1, 0)

    def test_a_code_that_only_one_has(self, earlier, people, codes, ask):
        codebook.merge_code(
            code=codes["power.status"], target=codes["power.exclusion"], by=people["supervisor"]
        )
        found = changed(earlier, ask())
        assert found[("power.define", "power.status")] == (1, None)
        assert found[("power.define", "power.exclusion")] == (0, 1)

    def test_a_measure_that_has_a_direction_is_shown_both_ways(self, earlier, ask):
        count = len(earlier.figures["codes"])
        assert len(list(pairs(earlier, earlier, "codes", "inclusion_a"))) == count**2
        follows = ask("follows:5")
        assert len(list(pairs(follows, follows, "codes", "pairs"))) == count**2

    def test_only_finished_ones_on_the_same_base_are_offered(self, earlier, ask, project, people):
        ask("turn")
        same = ask(layer="two")
        ask_for_cooccurrence(project=project, by=people["supervisor"], parameters=Parameters())
        assert [report.pk for report in comparable(earlier)] == [same.pk]


class TestThePageThatCompares:
    def test_the_earlier_one_comes_first_from_both_sides(
        self, earlier, document, tag, ask, signed_in
    ):
        tag(document, "researcher2", "power.status", 5, 35)
        later, page = ask(), signed_in("supervisor")
        for address in (f"{later.pk}/compare/", f"{earlier.pk}/compare/?with={later.pk}"):
            answer = page.get(f"/reports/{address}")
            assert [side[0].pk for side in answer.context["sides"]] == [earlier.pk, later.pk]
            assert "3 of " in answer.content.decode()
            assert [shown.difference for shown in answer.context["pairs"]] == ["+1"] * 3
        everything = page.get(f"/reports/{later.pk}/compare/?show=all&measure=jaccard")
        assert len(everything.context["pairs"]) > 100

    def test_nothing_to_compare_with(self, earlier, signed_in):
        page = signed_in("supervisor")
        answer = page.get(f"/reports/{earlier.pk}/compare/")
        assert b"no other finished report" in answer.content
        assert page.get(f"/reports/{earlier.pk}/compare/?with=999").status_code == 404
        assert page.get(f"/reports/{earlier.pk}/compare/?with=x").status_code == 404


class TestOneCodeAgainstAllOthers:
    def test_sorted_by_any_figure(self, earlier, signed_in):
        page = signed_in("supervisor")
        keys = [code["key"] for code in earlier.figures["codes"]]
        a = keys.index("power.define")
        answer = page.get(f"/reports/{earlier.pk}/codes/{a}/")
        assert [row[0]["key"] for row in answer.context["rows"]][:2] == [
            "power.status",
            "culture.values",
        ]
        for name in (*answer.context["names"], "codebook", "nonsense"):
            rows = page.get(f"/reports/{earlier.pk}/codes/{a}/?sort={name}").context["rows"]
            assert len(rows) == len(keys)
        assert [row[0]["key"] for row in rows] == keys

    @pytest.mark.parametrize("place", ["codes/99", "dilemmas/1", "chapters/0"])
    def test_no_such_code(self, earlier, signed_in, place):
        page = signed_in("supervisor")
        assert page.get(f"/reports/{earlier.pk}/{place}/").status_code == 404
        assert page.get(f"/reports/{earlier.pk}/dilemmas/0/").status_code == 200

    def test_the_heatmap_sorted_and_clustered(self, earlier, codes, signed_in):
        page = signed_in("supervisor")
        by = codes["power.define"].pk
        for query in (
            f"by_column={by}&by_row={by}",
            "order=cluster",
            f"rows_of={codes['power'].pk}",
        ):
            answer = page.get(f"/reports/{earlier.pk}/?{query}")
            assert answer.status_code == 200
        assert (
            b'aria-sort="descending"' in page.get(f"/reports/{earlier.pk}/?by_column={by}").content
        )


class TestPictures:
    @pytest.mark.parametrize("base", ["overlap", "turn", "follows:5"])
    def test_each_as_a_file(self, earlier, ask, base, signed_in):
        report, page = ask(base), signed_in("supervisor")
        for name in ("heatmap", "network", "upset"):
            answer = page.get(f"/reports/{report.pk}/{name}.svg?order=cluster&least=0.5")
            if name == "upset" and base == "follows:5":  # it has no triple
                assert answer.status_code == 404
                continue
            assert answer["Content-Type"] == "image/svg+xml"
            assert f'filename="{name}-{report.pk}.svg"' in answer["Content-Disposition"]
            assert answer.content.startswith(b"<?xml")
        assert page.get(f"/reports/{report.pk}/pie.svg").status_code == 404

    def test_the_network_shows_what_is_heavy_enough(self, earlier, document, tag, ask, signed_in):
        tag(document, "researcher2", "power.status", 5, 35)
        report, page = ask(), signed_in("supervisor")

        def links(query):
            found = page.get(f"/reports/{report.pk}/network/?{query}").context["links"]
            return [(a["key"], b["key"], value) for a, b, _cell, value in found]

        assert links("") == [
            ("power.define", "power.status", 2),
            ("power.define", "culture.values", 1),
            ("power.status", "culture.values", 1),
        ]
        assert links("least=2") == links("")[:1]
        assert links("least=nan") == links("least=x") == links("")
        assert links("least=99") == []
        assert len(links("measure=lift&least=0")) == 3

    def test_a_report_on_nothing(self, ask, project, signed_in):
        report, page = ask(), signed_in("supervisor")
        for place in ("", "network/", "heatmap.svg", "network.svg", "upset.svg"):
            assert page.get(f"/reports/{report.pk}/{place}").status_code == 200
