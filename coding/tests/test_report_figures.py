"""Reports computed from real rows, against the definitions spelled out with sets of characters."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.models import Code, Codebook, CodedSegment, Report
from coding.reports.cooccurrence import Parameters, compute
from coding.tests.stats import oracle
from coding.tests.stats.strategies import CODERS, projects, stretches, trees
from fieldnotes.models import Document, Paragraph, Project, SpeakerTurn, User

LAYERS = {
    "any": oracle.any_coder,
    "two": oracle.at_least_two_coders,
    "coder": lambda rows: [row for row in rows if row.coder == 1],
}


@st.composite
def coded_projects(draw):
    """A project with a tree over its codes, and paragraphs and turns of its documents."""
    coded = draw(projects(max_codes=4, max_segments=10))
    parent = draw(trees(coded.n_codes))
    paragraphs = draw(stretches(coded.lengths, gaps=False))
    turns = draw(stretches(coded.lengths, gaps=True))
    return coded, parent, *([s for s in found if s[1] < s[2]] for found in (paragraphs, turns))


def written(coded, parent, paragraphs, turns):
    """The project as rows of the database: (project, ids of the codes, ids of the coders)."""
    project = Project.objects.create(name="drawn")
    coders = [User.objects.create(username=f"coder{number}") for number in range(CODERS)]
    book = Codebook.objects.create(project=project)
    codes = [Code(codebook=book, key=str(n), name=str(n)) for n in range(coded.n_codes)]
    Code.objects.bulk_create(codes)
    for code, above in zip(codes, parent, strict=True):
        code.parent = codes[above] if above >= 0 else None
    Code.objects.bulk_update(codes, ["parent"])
    documents = [
        Document(project=project, title="d", text="x" * length, length=length, sha256=str(number))
        for number, length in enumerate(coded.lengths)
    ]
    Document.objects.bulk_create(documents)
    for model, units in ((Paragraph, paragraphs), (SpeakerTurn, turns)):
        model.objects.bulk_create(
            model(document=documents[document], index=index, start=start, end=end)
            for index, (document, start, end) in enumerate(units)
        )
    CodedSegment.objects.bulk_create(
        CodedSegment(
            document=documents[row.document],
            start=row.start,
            end=row.end,
            code=codes[row.code],
            coder=coders[row.coder],
            revision=0,
        )
        for row in coded.rows
    )
    return project, [code.pk for code in codes], [coder.pk for coder in coders]


def by_definition(rows, base, n_codes, lengths, paragraphs, turns):
    if base == "overlap":
        figures = oracle.overlap(rows, n_codes)
        holding, together = figures.pop("characters"), figures.pop("shared")
        return {"n": sum(lengths), "holding": holding, "together": together, **figures}
    documents = [(number, 0, length) for number, length in enumerate(lengths) if length]
    units = {"paragraph": paragraphs, "turn": turns, "document": documents}[base]
    together = oracle.by_unit(rows, units, n_codes)
    holding = [together[code][code] for code in range(n_codes)]
    return {"n": len(units), "holding": holding, "together": together}


@pytest.mark.parametrize("base", Report.Base.values)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=coded_projects())
def test_every_base_and_layer_against_the_definitions(base, drawn, rolled_back):
    coded, parent, paragraphs, turns = drawn
    with rolled_back():
        project, code_ids, coder_ids = written(*drawn)
        for name, chosen in LAYERS.items():
            layer = f"coder:{coder_ids[1]}" if name == "coder" else name
            result = compute(project, Parameters(base, layer), lambda _done: None).result
            place = {code["id"]: index for index, code in enumerate(result["codes"])}
            index = [place[pk] for pk in code_ids]
            root = {index[n]: index[oracle.lineage(n, parent)[-1]] for n in range(coded.n_codes)}
            assert {n: code["root"] for n, code in enumerate(result["codes"])} == root
            rows = [row._replace(code=index[row.code]) for row in chosen(coded.rows)]
            levels = {"codes": rows, "dilemmas": [r._replace(code=root[r.code]) for r in rows]}
            for level, at_level in levels.items():
                wanted = by_definition(
                    at_level, base, coded.n_codes, coded.lengths, paragraphs, turns
                )
                assert result["levels"][level] == wanted, (name, level)
            assert result["segments"] == len(rows)
