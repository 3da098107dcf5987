"""Reading retrieval queries: what binds first, what is refused and where, fields and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.text.retrieval.parser import LONGEST, parse
from coding.text.retrieval.simple import OPERATORS, WITH_DISTANCE, Row, Simple, simple
from coding.text.retrieval.tree import (
    And,
    Beside,
    Code,
    Condition,
    Not,
    Or,
    Pair,
    RetrievalProblem,
    Text,
    Unit,
    Within,
    leaves,
    with_coders,
)

A, B, C = Code("a"), Code("b"), Code("c")
POLICE, ANN = Condition("agency", "police"), Condition("coder", "ann")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a AND b WITHIN turn AND agency:police", And((Within(And((A, B)), Unit.TURN), POLICE))),
        ("a OR b AND c", Or((A, And((B, C))))),
        ("a OR b WITHIN document", Or((A, Within(B, Unit.DOCUMENT)))),
        ("(a OR b) WITHIN window:3", Within(Or((A, B)), Unit.WINDOW, 3)),
        ("a AND NOT b NEAR:5 c", And((A, Pair(Beside.NEAR, Not(B), C, 5)))),
        ("a FOLLOWS:0 b", Pair(Beside.FOLLOWS, A, B)),
        (
            "a NEAR:2p b OVERLAPS c",
            Pair(Beside.OVERLAPS, Pair(Beside.NEAR, A, B, 2, in_paragraphs=True), C),
        ),
        ("NOT a WITHIN paragraph", Within(Not(A), Unit.PARAGRAPH)),
        ('a* OR a.* OR text:us* OR “us and”', Or((
            Code("a", below=True), Code("a", below=True), Text("us*"), Text("us and")
        ))),
        ('"years here"="5 or 6"', Condition("years here", "5 or 6", attribute=True)),
        ('site:"Tallow Street"', Condition("site", "Tallow Street")),
    ],
)  # fmt: skip
def test_what_binds_first(query, tree):
    if "NOT b NEAR" in query:
        with pytest.raises(RetrievalProblem, match="leaves out"):
            parse(query)
    else:
        assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "at", "words"),
    [
        ("", (0, 0), "what to look for"),
        ("()", (1, 2), "what to look for"),
        ("a b", (2, 3), "missing before “b”"),
        ("a AND", (2, 5), "missing behind “AND”"),
        ("AND a", (0, 3), "missing before “AND”"),
        ("a and b", (2, 5), "Write AND in capitals"),
        ("(a OR (b)", (0, 1), "not closed"),
        ("a)", (1, 2), "not opened"),
        ('a AND "b', (6, 7), "quotation mark"),
        ("a NEAR b", (2, 6), "needs a number"),
        ("a NEAR:2q b", (2, 9), "no distance"),
        ("a FOLLOWS:2p b", (2, 12), "no distance"),
        ("a WITHIN page", (9, 13), "no unit"),
        ("a WITHIN window", (9, 15), "no unit"),
        ("a WITHIN", (2, 8), "no unit"),
        ("a AND agency:", (6, 13), "needs a value"),
        ("colour:red", (0, 10), "There is no “colour:”"),
        ("date:2007-13", (0, 12), "no date"),
        ("date:2007-05..2007-03", (0, 21), "no date"),
        ("list!", (0, 5), "no key of a code"),
        ('"…"', (0, 3), "at least one word"),
        ("NOT a", (0, 3), "leaves out"),
        ("a OR NOT b", (5, 8), "leaves out"),
        ("(a NEAR:3 NOT b) WITHIN turn", (10, 13), "leaves out"),
        ("(" * 30 + "a" + ")" * 30, (21, 22), "too deep"),
        ("a AND " * 200 + "a", (0, 1201), "too long"),
        ("a" * (LONGEST + 1), (0, LONGEST + 1), "too long"),
    ],
)
def test_what_is_refused_and_where(query, at, words):
    with pytest.raises(RetrievalProblem, match=words) as problem:
        parse(query)
    assert problem.value.at == at


@given(st.text(alphabet=st.sampled_from('ab ()":=*.0123pANDORNTEFLWSIH“”éx\n'), max_size=40))
def test_whatever_is_written_is_read_or_refused_at_a_place_of_it(query):
    problem = None
    try:
        assert list(leaves(parse(query)))
    except RetrievalProblem as refused:
        problem = refused
    if problem:
        start, end = problem.at
        assert str(problem) and 0 <= start <= end <= len(query)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a AND coder:ann", Code("a", coders=(ANN,))),
        ("a AND b WITHIN turn AND coder:ann", Within(
            And((Code("a", coders=(ANN,)), Code("b", coders=(ANN,)))), Unit.TURN
        )),
        ("coder:ann OR a", Or((Code("", coders=(ANN,)), A))),
        ('"x" AND coder:ann', And((Text("x"), Code("", coders=(ANN,))))),
        ("a AND NOT coder:ann", Code("a", coders=(Not(ANN),))),
    ],
)  # fmt: skip
def test_coders_are_of_the_codes_beside_them(query, tree):
    assert with_coders(parse(query)) == tree


def rows(draw_operator):
    distance = st.integers(0, 999)
    return st.builds(
        lambda code, words, operator, number: Row(
            code, "" if code else words, operator, number if operator in WITH_DISTANCE else 50
        ),
        st.sampled_from(["", "a", "b.c", "power*"]),
        st.sampled_from(["list", "us and them", "prob*"]),
        draw_operator,
        distance,
    )


@given(
    rows(st.just("AND")).map(lambda row: Row(row.code, row.words)),
    st.lists(rows(st.sampled_from(OPERATORS)), max_size=3),
    st.sampled_from(["", "turn", "window:4", "document", "paragraph"]),
    st.sampled_from([(), (("agency", "police"),), (("site", "Tallow St"), ("years here=", "5"))]),
)
def test_what_fields_write_they_show_again_or_not_at_all(first, others, unit, conditions):
    """Never something else. Where only AND stands between rows, always."""
    written = Simple((first, *others), unit, conditions)
    try:
        parse(written.text())
    except RetrievalProblem:
        assert any(row.operator == "AND NOT" for row in others)
        return
    shown = simple(written.text())
    assert shown is None or shown == written
    if all(row.operator in ("AND", "AND NOT") for row in others):
        assert shown == written
