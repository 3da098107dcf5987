"""Table reports from real rows, against the definitions spelled out with sets of characters."""

from itertools import product

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coding.models import Report
from coding.reports.breakdown import MEASURES, compute
from coding.reports.cells import places
from coding.reports.columns import months
from coding.reports.question import Question
from coding.tests.stats import oracle
from coding.tests.test_report_figures import (
    coded_projects,
    kept_text,
    on_layer,
    parameters,
    questions,
    written,
)
from fieldnotes.models import Document

AGENCY = {0: "x", 1: "x", 2: "y", None: None}
DATED = (("2007-01", ""), ("2007-03", "Rosa"), ("", "Ben"))  # month and author of the documents
NOBODYS = object()  # the column of what lies between paragraphs and in no turn: it is not shown
DIVISIONS = ("agency", "participant", "role", "kind", "document", "month", "author")


def label_of(drawn, by, document, place):
    """The label of the column that a character belongs to; None for that of all other text."""
    if by == "kind":
        return drawn.kinds[document].title()
    if by == "document":
        return document
    if by in ("month", "author"):
        return DATED[document % 3][by == "author"] or None
    speaking = [
        t.participant for t in drawn.turns if t.document == document and t.start <= place < t.end
    ]
    if not speaking and not any(
        p.document == document and p.start <= place < p.end for p in drawn.paragraphs
    ):
        return NOBODYS
    who = speaking[0] if speaking else None
    if by == "agency":
        return AGENCY[who]
    return None if who is None or by != "participant" else str(who)


def by_definition(drawn, asked, by, units):
    """The rows, what each measure counts for a set of codes and columns, and the columns."""
    kept = kept_text(asked, drawn)
    own = [row for row in drawn.coded.rows if not asked.coders or row.coder in asked.coders]
    rows = on_layer(oracle.cut(own, kept), asked)
    texts = {}
    for document, place in sorted(kept):
        texts.setdefault(document, []).append((document, place))
    whole = [{texts[row.document][place] for _document, place in row.characters} for row in rows]
    columns = {}
    for place in kept:
        columns.setdefault(label_of(drawn, by, *place), set()).add(place)
    columns.pop(NOBODYS, None)
    divided = set().union(*columns.values())
    found = drawn.turns if units == "turn" else drawn.paragraphs
    pieces = [{(u.document, place) for place in range(u.start, u.end)} & kept for u in found]

    def counts(codes, column):
        held = [
            characters & column
            for row, characters in zip(rows, whole, strict=True)
            if row.code in codes
        ]
        under = set().union(*held)
        return {
            "segments": sum(bool(part) for part in held),
            "units": sum(bool(piece & under) for piece in pieces),
            "characters": len(under),
        }

    def text(column):
        return {
            "characters": len(column),
            "units": sum(bool(piece & column) for piece in pieces),
            "documents": len({document for document, _place in column}),
            "words": sum(place % 2 == 0 for _document, place in column),
        }

    return columns, divided, counts, text


def dense(report, level):
    cells = report.figures["levels"][level]
    keys = list(zip(cells["row"], cells["column"], strict=True))
    rows = zip(*(cells[name] for name in MEASURES), strict=True)
    return dict(zip(keys, (dict(zip(MEASURES, row, strict=True)) for row in rows), strict=True))


def computed(made, wanted, by, units):
    question = Question(by, units, wanted.layer, wanted.filters)
    found = compute(made.project, question, lambda _done: None, words=True)
    return Report(
        project=made.project,
        parameters=question.as_json(),
        result=found.result,
        fingerprint=found.fingerprint,
    )


def assert_as_defined(drawn, asked, by, units):
    made = written(drawn)
    documents = list(Document.objects.order_by("pk"))
    for number, document in enumerate(documents):
        month, document.author = DATED[number % 3]
        document.fieldwork_date = f"{month}-15" if month else None
        # One word at every second place: "x x x".
        document.text = ("x " * document.length)[: document.length]
        document.save()
    report = computed(made, parameters(asked, made), by, units)
    assert Question.of(report).as_json() == report.parameters
    result = report.figures
    columns, divided, counts, text = by_definition(drawn, asked, by, units)
    listed = [column["label"] for column in result["columns"]]
    if by == "document":
        place = {document.pk: n for n, document in enumerate(documents)}
        listed = [place[column["members"][0]] for column in result["columns"]]
    assert set(columns) <= set(listed)
    texts = [columns.get(label, set()) for label in listed] + [divided]
    for name, row in result["text"].items():
        assert row == [text(column)[name] for column in texts], name

    ids = [code["id"] for code in result["codes"]]
    number = {pk: n for n, pk in enumerate(made.codes)}
    own = [{number[pk]} for pk in ids]
    roots = [code["root"] for code in result["codes"]]
    below = [
        set().union(*(own[n] for n, root in enumerate(roots) if root == index), set())
        for index in range(len(ids))
    ]
    for level, sets in (("codes", own), ("dilemmas", below)):
        cells = dense(report, level)
        every = [*sets, set(number.values())]
        for row, column in product(range(len(every)), range(len(texts))):
            expected = counts(every[row], texts[column])
            assert cells.get((row, column), dict.fromkeys(MEASURES, 0)) == expected
            assert len(places(report, level, row, column)) == expected["segments"]


@pytest.mark.parametrize("by", DIVISIONS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), drawn=coded_projects())
def test_every_division_layer_and_filter_against_the_definitions(by, data, drawn, rolled_back):
    asked = data.draw(questions(drawn.coded.n_codes, "document"))
    event(asked.layer)
    with rolled_back():
        assert_as_defined(drawn, asked, by, data.draw(st.sampled_from(["turn", "paragraph"])))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        (["2007-03"], ["2007-03"]),
        (["2007-02", "2006-11"], ["2006-11", "2006-12", "2007-01", "2007-02"]),
        (["2007-12", "2008-01"], ["2007-12", "2008-01"]),
    ],
)
def test_the_months_between_the_first_and_the_last(found, expected):
    assert months(found) == expected
