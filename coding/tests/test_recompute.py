"""The script of the documentation makes every figure of a report again from its CSV."""

import csv
import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from coding.actions.reports import ask_for_cooccurrence
from coding.actions.segments import code_passage
from coding.exports.cooccurrence import to_csv
from coding.models import Report
from coding.reports.measures import COEFFICIENTS
from coding.reports.parameters import Parameters
from coding.tasks import compute_report
from coding.tests.bases import BASES

SCRIPT = Path(settings.BASE_DIR) / "docs" / "user" / "recompute.py"
KEYS = ("power.define", "power.status", "culture.values", "expertise.importing")


def recompute(path):
    return subprocess.run([sys.executable, SCRIPT, path], capture_output=True, text=True)


@pytest.fixture
def exported(project, people, codes, make_document, tmp_path):
    document = make_document(people=["Jun"])
    for number, (name, key) in enumerate(itertools.product(("researcher", "researcher2"), KEYS)):
        for start in range(number, 100, 40 + 7 * number):
            code_passage(
                document_id=document.pk,
                by=people[name],
                start=start,
                end=start + 9 + number,
                codes=[codes[key].pk],
            )

    def export(base):
        report = ask_for_cooccurrence(
            project=project, by=people["supervisor"], parameters=Parameters(base)
        )
        compute_report(report.pk)
        path = tmp_path / "report.csv"
        path.write_bytes(to_csv(Report.objects.get(pk=report.pk)))
        return path

    return export


def test_it_is_no_longer_than_thirty_lines():
    assert len(SCRIPT.read_text().splitlines()) <= 30


@pytest.mark.parametrize("base", BASES)
def test_every_figure_of_every_base_holds(exported, base):
    path = exported(base)
    done = recompute(path)
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert done.stdout == f"{len(rows)} rows, every figure holds\n", done.stderr
    assert done.returncode == 0
    assert sum(bool(row[name]) for row in rows for name in ("inclusion_a", "inclusion_b")) > 10


@pytest.mark.parametrize("name", [*COEFFICIENTS, "c"])
@pytest.mark.parametrize("wrong", ["0.123456", ""])
def test_a_wrong_figure_is_found(exported, name, wrong):
    path = exported("overlap")
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row[name])[name] = wrong
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = recompute(path)
    assert done.returncode == 1
    assert done.stderr == "1 figures differ\n"
    assert name in done.stdout
