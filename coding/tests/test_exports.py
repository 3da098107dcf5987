"""A report as a file: every figure can be made again by hand from what stands beside it."""

import csv
import io
import json
import math
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from coding.actions.reports import ask_for_cooccurrence
from coding.actions.segments import code_passage
from coding.exports.cooccurrence import FORMATS, to_csv, to_json, to_xlsx
from coding.models import Code, Report
from coding.reports.parameters import Parameters
from coding.tasks import compute_report
from coding.tests.bases import BASES
from fieldnotes.models import Project


@pytest.fixture
def computed(project, people, codes, document):
    for key, start, end in [
        ("power.define", 0, 60),
        ("culture.values", 0, 10),
        ("culture.values", 5, 15),
        ("culture.usthem", 20, 30),
        ("expertise.generic", 100, 120),
    ]:
        code_passage(
            document_id=document.pk,
            by=people["researcher"],
            start=start,
            end=end,
            codes=[codes[key].pk],
        )

    def compute(base="overlap", layer="any"):
        report = ask_for_cooccurrence(
            project=project, by=people["supervisor"], parameters=Parameters(base, layer)
        )
        compute_report(report.pk)
        report.refresh_from_db()
        return report

    return compute


WORDS = {"level", "base", "layer", "pairs_of", "filters", "code_a", "code_b"}


def read_csv(data):
    """The rows, with figures as numbers and what is undefined as None."""
    assert data.startswith(b"\xef\xbb\xbf")
    return [
        {
            name: (text or None) if name in WORDS else float(text) if text else None
            for name, text in row.items()
        }
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    ]


def by_hand(row):
    """The coefficients of two different codes from n, a, b, k, as the architecture defines them."""
    n, a, b, k = (row[name] for name in "nabk")
    spread = a * b * (n - a) * (n - b)
    return {
        "jaccard": k / (a + b - k) if a + b else None,
        "dice": 2 * k / (a + b) if a + b else None,
        "cosine": k / math.sqrt(a * b) if a * b else None,
        "inclusion_a": k / a if a else None,
        "inclusion_b": k / b if b else None,
        "lift": k * n / (a * b) if a * b else None,
        "pmi": math.log2(k * n / (a * b)) if k else None,
        "phi": (k * n - a * b) / math.sqrt(spread) if spread else None,
    }


@pytest.mark.parametrize("base", BASES)
def test_the_csv_gives_every_coefficient_by_hand(computed, base):
    rows = read_csv(to_csv(computed(base)))
    assert {row["base"] for row in rows} == {base}
    directed = base.startswith("follows")
    assert len(rows) == sum(n * n if directed else n * (n + 1) // 2 for n in (17, 3))
    for row in rows:
        if "met" in row:  # a base of a distance
            by_hand_of = {"inclusion_a": ("k", "a"), "inclusion_b": ("met", "b")}
            for name, (part, whole) in by_hand_of.items():
                own = row["code_a"] == row["code_b"] or not row[whole]
                assert row[name] == (None if own else row[part] / row[whole])
            assert row["jaccard"] is None
            continue
        if row["code_a"] == row["code_b"]:
            assert row["k"] == row["a"] == row["b"]
            assert row["jaccard"] is None
        else:
            assert {name: row[name] for name in by_hand(row)} == pytest.approx(by_hand(row))


def test_the_counts_of_segments_stand_beside_their_coefficient(computed):
    rows = read_csv(to_csv(computed()))
    (row,) = [r for r in rows if (r["code_a"], r["code_b"]) == ("power.define", "culture.values")]
    names = ("pairs", "within", "enclosing", "equal", "crossing", "segments_a", "segments_b", "c")
    assert [row[name] for name in names] == [2, 0, 2, 0, 0, 1, 2, 2.0]
    assert [row[name] for name in "abk"] == [60, 15, 15]
    (dilemma,) = [r for r in rows if (r["code_a"], r["code_b"]) == ("power", "culture")][1:]
    assert (dilemma["level"], dilemma["pairs"], dilemma["k"]) == ("dilemmas", 3, 25)


def test_the_three_formats_say_the_same(computed):
    report = computed("paragraph")
    names, *lines = openpyxl.load_workbook(io.BytesIO(to_xlsx(report))).active.values
    from_xlsx = [dict(zip(names, line, strict=True)) for line in lines]
    from_json = json.loads(to_json(report))
    assert from_json["parameters"] == {"base": "paragraph", "layer": "any"}
    assert from_json["fingerprint"] == report.fingerprint
    assert from_json["rows"] == read_csv(to_csv(report)) == from_xlsx


@pytest.mark.parametrize("key", ["=1+1", "+1", "-x", "@SUM(1)", "\t=1", '=HYPERLINK("//evil")'])
def test_what_a_spreadsheet_would_take_for_a_formula_is_harmless(computed, codes, key):
    Code.objects.filter(pk=codes["power.define"].pk).update(key=key)
    report = computed()
    assert f"'{key}" in {row["code_a"] for row in read_csv(to_csv(report))}
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report))).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert f"'{key}" in {cell.value for cell in cells}
    assert key in {row["code_a"] for row in json.loads(to_json(report))["rows"]}


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_downloaded_under_a_name_of_its_own(computed, signed_in, format):
    report = computed()
    response = signed_in("supervisor").get(f"/reports/{report.pk}/download.{format}")
    assert response.content == FORMATS[format][1](report) or format == "xlsx"
    name = f'filename="co-occurrence-overlap-{report.pk}.{format}"'
    assert response["Content-Disposition"] == f"attachment; {name}"
    assert signed_in("supervisor").get(f"/reports/{report.pk}/download.pdf").status_code == 404


class TestCommand:
    @pytest.mark.parametrize("format", FORMATS)
    def test_each_format_to_a_file(self, computed, project, tmp_path, format):
        file = tmp_path / f"report.{format}"
        call_command("cooccurrence", project.name, unit="turn", format=format, output=file)
        report = Report.objects.get()
        assert report.parameters == {"base": "turn", "layer": "any"}
        if format == "xlsx":
            assert openpyxl.load_workbook(file).active.max_row == 1 + 159
        else:
            assert file.read_bytes() == FORMATS[format][1](report)

    def test_the_csv_to_standard_output(self, computed, project, people, capfdbinary):
        layer = f"coder:{people['researcher'].pk}"
        call_command("cooccurrence", str(project.pk), layer=layer)
        rows = read_csv(capfdbinary.readouterr().out)
        assert {row["layer"] for row in rows} == {layer}

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            ({"project": "Nowhere"}, "There are 0 projects of the name or number 'Nowhere'."),
            ({"layer": "everybody"}, "no such layer: everybody"),
            ({"layer": "coder:x"}, "no such layer: coder:x"),
            (
                {"output": Path("/nowhere/report.csv")},
                "/nowhere/report.csv: No such file or directory",
            ),
        ],
    )
    def test_a_mistake_is_told_in_one_line(self, project, options, reason):
        arguments = {"project": project.name} | options
        with pytest.raises(CommandError) as refused:
            call_command("cooccurrence", arguments.pop("project"), **arguments)
        assert str(refused.value) == reason

    def test_a_name_that_two_projects_have_is_no_name(self, project):
        Project.objects.create(name=project.name)
        with pytest.raises(CommandError, match="There are 2 projects"):
            call_command("cooccurrence", project.name)
