"""Reports computed from real rows, against the definitions spelled out with sets of characters."""

from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coding.models import Code, Codebook, CodedSegment, Report
from coding.reports.cooccurrence import compute
from coding.reports.filters import Filters
from coding.reports.parameters import Parameters
from coding.reports.passages import passages_of, places
from coding.tests.stats import oracle
from coding.tests.stats.strategies import CODERS, projects, stretches, trees
from fieldnotes.models import Agency, Document, Paragraph, Participant, Project, SpeakerTurn, User

KINDS = ("interview", "fieldnote")
PEOPLE = 3


class Turn(NamedTuple):
    document: int
    start: int
    end: int
    participant: int | None
    interviewer: bool


class Drawn(NamedTuple):
    coded: object
    parent: list
    paragraphs: list
    turns: list
    kinds: list


class Asked(NamedTuple):
    """Parameters with people and codes by their numbers."""

    base: str
    layer: str
    pairs: str
    kinds: tuple
    coders: tuple
    agency: int | None  # that of the participants 0 and 1, or that of 2
    without_interviewer: bool
    triple: tuple

    @property
    def kind(self):
        return self.base.partition(":")[0]

    @property
    def distance(self):
        return int(self.base.partition(":")[2] or 0)


@st.composite
def coded_projects(draw):
    """A project with a tree over its codes, and paragraphs and turns of its documents."""
    coded = draw(projects(max_codes=4, max_segments=10))
    parent = draw(trees(coded.n_codes))
    paragraphs = [oracle.Unit(*s) for s in draw(stretches(coded.lengths, gaps=True))]
    somebody = st.none() | st.integers(0, PEOPLE - 1)
    turns = [
        Turn(*s, draw(somebody), draw(st.booleans()))
        for s in draw(stretches(coded.lengths, gaps=True))
    ]
    kinds = [draw(st.sampled_from(KINDS)) for _ in coded.lengths]
    paragraphs, turns = ([s for s in found if s.start < s.end] for found in (paragraphs, turns))
    return Drawn(coded, parent, sorted(paragraphs), sorted(turns, key=lambda t: t[:3]), kinds)


@st.composite
def questions(draw, n_codes, kind):
    least = {"window": 1, "near": 0, "near-paragraphs": 0, "follows": 0}.get(kind)
    base = kind if least is None else f"{kind}:{draw(st.integers(least, 4))}"
    layer = draw(st.sampled_from(["any", "any", "two", "consensus", "coder:1"]))
    of_pairs = kind in ("overlap", "near", "near-paragraphs", "follows") and layer == "any"
    triple = draw(st.permutations(range(n_codes)))[:3] if n_codes > 2 else ()
    return Asked(
        base=base,
        layer=layer,
        pairs=draw(st.sampled_from(["all", "same", "across"])) if of_pairs else "all",
        kinds=draw(st.sampled_from([(), (), KINDS, KINDS[:1]])),
        coders=draw(st.sampled_from([(), (), (0, 1), (2,)])),
        agency=draw(st.sampled_from([None, None, 0, 1])),
        without_interviewer=draw(st.booleans()),
        triple=tuple(triple) if draw(st.booleans()) else (),
    )


class Written(NamedTuple):
    """The rows of the database that were made, by number."""

    project: Project
    codes: list
    coders: list
    agencies: list


def written(drawn):
    coded = drawn.coded
    project = Project.objects.create(name="drawn")
    coders = [User.objects.create(username=f"coder{number}") for number in range(CODERS)]
    agencies = [Agency.objects.create(project=project, name=name) for name in "xy"]
    people = [
        Participant.objects.create(project=project, pseudonym=str(n), agency=agencies[n // 2])
        for n in range(PEOPLE)
    ]
    codes = written_codes(project, coded.n_codes, drawn.parent)
    documents = [
        Document(
            project=project, title="d", text="x" * length, length=length, sha256=str(n), kind=kind
        )
        for n, (length, kind) in enumerate(zip(coded.lengths, drawn.kinds, strict=True))
    ]
    Document.objects.bulk_create(documents)
    Paragraph.objects.bulk_create(
        Paragraph(document=documents[p.document], index=n, start=p.start, end=p.end)
        for n, p in enumerate(drawn.paragraphs)
    )
    SpeakerTurn.objects.bulk_create(
        SpeakerTurn(
            document=documents[t.document],
            index=n,
            start=t.start,
            end=t.end,
            interviewer=t.interviewer,
            participant=None if t.participant is None else people[t.participant],
        )
        for n, t in enumerate(drawn.turns)
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
    return Written(project, *([row.pk for row in rows] for rows in (codes, coders, agencies)))


def written_codes(project, n_codes, parent):
    book = Codebook.objects.create(project=project)
    codes = [Code(codebook=book, key=str(n), name=str(n)) for n in range(n_codes)]
    Code.objects.bulk_create(codes)
    for code, above in zip(codes, parent, strict=True):
        code.parent = codes[above] if above >= 0 else None
    Code.objects.bulk_update(codes, ["parent"])
    return codes


def parameters(asked, made):
    layer = f"coder:{made.coders[1]}" if asked.layer == "coder:1" else asked.layer
    return Parameters(
        asked.base,
        layer,
        asked.pairs,
        Filters(
            kinds=asked.kinds,
            coders=tuple(made.coders[n] for n in asked.coders),
            agencies=() if asked.agency is None else (made.agencies[asked.agency],),
            without_interviewer=asked.without_interviewer,
        ),
        tuple(made.codes[n] for n in asked.triple),
    )


def kept_text(asked, drawn):
    """The characters (document, place) that are read."""

    def of_turns(turns):
        return {(t.document, place) for t in turns for place in range(t.start, t.end)}

    coded = drawn.coded
    kept = {
        (n, place)
        for n, length in enumerate(coded.lengths)
        for place in range(length)
        if not asked.kinds or drawn.kinds[n] in asked.kinds
    }
    if asked.agency is not None:
        own = {0: (0, 1), 1: (2,)}[asked.agency]
        kept &= of_turns(t for t in drawn.turns if t.participant in own)
    if asked.without_interviewer:
        kept -= of_turns(t for t in drawn.turns if t.interviewer)
    return kept


def on_layer(rows, asked):
    if asked.pairs != "all":
        return rows
    layers = {
        "any": oracle.any_coder,
        "two": oracle.at_least_two_coders,
        "consensus": oracle.consensus,
        "coder:1": lambda rows: [row for row in rows if row.coder == 1],
    }
    return layers[asked.layer](rows)


def units_of(asked, drawn, kept):
    """The units of a base, each the set of its characters."""

    def characters(stretches):
        return {(s.document, place) for s in stretches for place in range(s.start, s.end)}

    turns = oracle.cut(drawn.turns, kept)
    if asked.kind == "overlap":
        lengths = [sum(d == n for d, _ in kept) for n in range(len(drawn.coded.lengths))]
        return [{(n, place)} for n, length in enumerate(lengths) for place in range(length)]
    if asked.kind == "paragraph":
        return [characters([p]) for p in oracle.cut(drawn.paragraphs, kept)]
    if asked.kind == "turn":
        return [characters([t]) for t in turns]
    if asked.kind == "window":
        return [characters(window) for window in oracle.windows(turns, asked.distance)]
    if asked.kind == "participant":
        speaking = {t.participant for t in turns} - {None}
        return [characters(t for t in turns if t.participant == who) for who in speaking]
    documents = {document for document, _place in kept}
    whole = [oracle.Unit(d, 0, sum(k[0] == d for k in kept)) for d in documents]
    return [characters([unit]) for unit in whole]


def by_definition(rows, asked, drawn, kept, n_codes):
    if asked.kind in ("near", "near-paragraphs", "follows"):
        paragraphs = oracle.cut(drawn.paragraphs, kept)
        return oracle.distance_figures(
            rows, n_codes, asked.kind, asked.distance, paragraphs, asked.pairs
        )
    if asked.kind == "overlap":
        under = oracle.shared_by(rows, n_codes, "all")
        return {
            "n": len(kept),
            "holding": [under[code][code] for code in range(n_codes)],
            "together": oracle.shared_by(rows, n_codes, asked.pairs),
            "segments": [sum(row.code == code for row in rows) for code in range(n_codes)],
            **oracle.pairs_by(rows, n_codes, asked.pairs),
        }
    units = units_of(asked, drawn, kept)
    held = [holding(rows, units, {code}) for code in range(n_codes)]
    together = [[len(held[a] & held[b]) for b in range(n_codes)] for a in range(n_codes)]
    return {"n": len(units), "holding": [len(h) for h in held], "together": together}


def holding(rows, units, codes):
    """Numbers of the units that share a character with a row of one of the codes."""
    covered = set().union(*(row.characters for row in rows if row.code in codes))
    return {number for number, unit in enumerate(units) if covered & unit}


def triple_by_definition(rows, asked, drawn, kept, subtrees):
    if asked.kind in ("near", "near-paragraphs", "follows") or len(subtrees) != 3:
        return None
    units = units_of(asked, drawn, kept)
    return oracle.regions([holding(rows, units, codes) for codes in subtrees], range(len(units)))


def assert_as_defined(drawn, asked):
    coded, parent = drawn.coded, drawn.parent
    made = written(drawn)
    wanted = parameters(asked, made)
    computed = compute(made.project, wanted, lambda _done: None)
    result = computed.result
    place = {code["id"]: index for index, code in enumerate(result["codes"])}
    index = [place[pk] for pk in made.codes]
    root = {index[n]: index[oracle.lineage(n, parent)[-1]] for n in range(coded.n_codes)}
    assert {n: code["root"] for n, code in enumerate(result["codes"])} == root

    kept = kept_text(asked, drawn)
    own = [row for row in coded.rows if not asked.coders or row.coder in asked.coders]
    rows = on_layer([row._replace(code=index[row.code]) for row in oracle.cut(own, kept)], asked)
    levels = {"codes": rows, "dilemmas": [row._replace(code=root[row.code]) for row in rows]}
    for level, at_level in levels.items():
        expected = by_definition(at_level, asked, drawn, kept, coded.n_codes)
        assert result["levels"][level] == expected, level
    assert result["segments"] == len(rows)

    roots = [code for code in range(coded.n_codes) if root[code] == code]
    three = [index[n] for n in asked.triple] or roots[:3]
    subtrees = [{index[n] for n in oracle.subtree(index.index(c), parent)} for c in three]
    regions = triple_by_definition(rows, asked, drawn, kept, subtrees)
    assert (result.get("triple") or {}).get("regions") == regions

    report = Report(
        project=made.project,
        parameters=wanted.as_json(),
        result=result,
        fingerprint=computed.fingerprint,
    )
    assert Parameters.of(report) == wanted
    assert_every_cell_opens_what_it_counted(report, coded)


def assert_every_cell_opens_what_it_counted(report, coded):
    for level, figures in report.result["levels"].items():
        for a, b in product(range(coded.n_codes), repeat=2):
            if not (figures["holding"][a] and figures["holding"][b]):
                continue
            found = places(report, level, a, b)
            assert len(found) == passages_of(figures, a, b), (level, a, b)
            middle = len(found) // 2
            assert places(report, level, a, b, 1, middle) == found[1:middle]
            for place in found:
                names = {mark.name for p in (place, *place.further) for mark in p.marks}
                assert names == {"a", "b"}


@pytest.mark.parametrize("base", Report.Base.values)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), drawn=coded_projects())
def test_every_base_layer_and_filter_against_the_definitions(base, data, drawn, rolled_back):
    asked = data.draw(questions(drawn.coded.n_codes, base))
    event(asked.layer)
    with rolled_back():
        assert_as_defined(drawn, asked)
