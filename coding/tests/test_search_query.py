"""Queries: how they are read, and that PostgreSQL, the text and a naive oracle agree on hits."""

import re
import unicodedata
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.actions.bulk import tag_passages
from coding.models import CodedSegment
from coding.search import Asked, TextHits
from coding.text.query import QueryProblem, found, parse, tsquery
from fieldnotes.importers import words as importer_words
from fieldnotes.importers.words import LONGEST_KEY, vector, words
from fieldnotes.models import Paragraph, ParagraphWords


def keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police, COURT!", ["police", "court"]),
        ("and/or he/she end.Next", ["and", "or", "he", "she", "end", "next"]),
        ("<laughs> [pause] x_y", ["laughs", "pause", "x", "y"]),
        ("l'enfant l’école", ["l", "enfant", "l", "école"]),
        ("well-being 3,000 4.5", ["well", "being", "3", "000", "4", "5"]),
        ("ÉCOLE e\u0301cole", ["école", "école"]),
        ("pro\u00adbation ﬁnd", ["probation", "find"]),
        ("😀 — …", []),
        ("Straße", ["strasse"]),
        ("\u0301lone", ["lone"]),
        ("x" * 900, ["x" * LONGEST_KEY]),
    ],
)
def test_words(text, expected):
    assert keys(text) == expected


@given(st.text())
def test_words_are_where_they_say_in_any_text(text):
    found_words = words(text)
    assert all(0 <= w.start < w.end <= len(text) and w.key for w in found_words)
    ends = [0, *(w.end for w in found_words)]
    assert all(end <= w.start for end, w in zip(ends, found_words, strict=False))
    between = [text[end : w.start] for end, w in zip(ends, found_words, strict=False)]
    assert not any(c.isalnum() for gap in [*between, text[ends[-1] :]] for c in gap)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_words_are_the_same_however_accents_are_composed(text):
    assert keys(unicodedata.normalize("NFC", text)) == keys(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("police court", "((('police')) & (('court')))"),
        ("police AND court", "((('police')) & (('court')))"),
        ('"youth court"', "(('youth') <-> ('court'))"),
        ("“youth court", "(('youth') <-> ('court'))"),
        ("«youth court» x", "((('youth') <-> ('court')) & (('x')))"),
        ("prob*", "(('prob':*))"),
        ('"a prob*"', "(('a') <-> ('prob':*))"),
        ("well-being", "(('well') <-> ('being'))"),
        ("a b OR c", "(((('a')) & (('b'))) | (('c')))"),
        ("a (b OR c)", "((('a')) & ((('b')) | (('c'))))"),
        ("a|b", "((('a')) | (('b')))"),
        ("a -b", "((('a')) & !(('b')))"),
        ('-"b c" a', "((('a')) & !(('b') <-> ('c')))"),
        ("a -(b OR c)", "((('a')) & !((('b')) | (('c'))))"),
        ("a - b", "((('a')) & (('b')))"),
        ("or ORANGE for", "((('or')) & (('orange')) & (('for')))"),
        ("ou l'été", "((('ou')) & (('l') <-> ('été')))"),
    ],
)
def test_how_a_query_is_read(query, expected):
    assert tsquery(parse(query)) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "at least one word"),
        ('"…" *', "at least one word"),
        ("()", "at least one word"),
        ("-police", "A minus"),
        ("a OR -b", "A minus"),
        ("OR", "OR stands"),
        ("a OR", "OR stands"),
        ("a OR OR b", "OR stands"),
        ("(a", "not closed"),
        ("a)", "not opened"),
    ],
)
def test_what_cannot_be_read(query, sentence):
    with pytest.raises(QueryProblem, match=sentence):
        parse(query)


@given(st.text(alphabet="ab\"“”*-|() ORAND'\\:&!<>", max_size=40))
def test_any_query_is_read_or_refused_and_what_it_finds_is_never_nothing(query):
    try:
        node = parse(query)
    except QueryProblem:
        return
    assert found(node, words("a b ab ba or and"), {}) != []


def test_places_are_those_of_the_words_that_count():
    text = "The court. Not the court's house, the youth  court"
    node = parse("house (court OR sheriff)")
    places = found(node, words(text), {}) or []
    assert [text[start:end] for start, end in places] == ["court", "court", "house", "court"]
    phrase = found(parse('"youth court" OR police*'), words(text), {}) or []
    assert [text[start:end] for start, end in phrase] == ["youth  court"]
    assert found(parse("court -house"), words(text), {}) is None


def test_a_vector_that_would_forget_is_none():
    assert vector(words(""), {}) == ""
    assert vector(words("it's a 'b\\ b"), {"b": ["=eb"]}) == "'it':1 's':2 'a':3 'b':4,5 '=eb':4,5"
    assert vector(words("ha " * 251), {}) is None
    assert vector(words(" ".join(map(str, range(16_001)))), {}) is None
    assert vector(words(" ".join(f"{n}{'é' * 400}" for n in range(2_000))), {}) is None


# What is looked for, as a person writes it, and the same question to a list of words ----------

VOCABULARY = ["court", "courts", "école", "e\u0301cole", "Team", "team", "a", "ÉCOLE", "t"]
SEPARATORS = [" ", ", ", "-", "'", "/", ".", " … ", "_", "\u00a0", " 😀 "]


def plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower()


def simple_questions():
    word = st.sampled_from(VOCABULARY).map(lambda w: (w, lambda text: plain(w) in text))
    begin = st.sampled_from(["c", "court", "é", "te", "a"]).map(
        lambda b: (b + "*", lambda text: any(w.startswith(b) for w in text))
    )
    phrase = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(
        lambda ws: (
            f'"{" ".join(ws)}"',
            lambda text: any(
                text[i : i + len(ws)] == [plain(w) for w in ws] for i in range(len(text))
            ),
        )
    )
    return word | begin | phrase


def combined(inner):
    pairs = st.tuples(inner, inner)
    both = pairs.map(lambda p: (f"({p[0][0]} {p[1][0]})", lambda t: p[0][1](t) and p[1][1](t)))
    either = pairs.map(lambda p: (f"({p[0][0]} OR {p[1][0]})", lambda t: p[0][1](t) or p[1][1](t)))
    without = pairs.map(
        lambda p: (f"({p[0][0]} -{p[1][0]})", lambda t: p[0][1](t) and not p[1][1](t))
    )
    return both | either | without


QUESTIONS = st.recursive(simple_questions(), combined, max_leaves=6)
PARAGRAPHS = st.lists(
    st.lists(st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(SEPARATORS)), min_size=1),
    min_size=1,
    max_size=8,
)
_titles = count()


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(question=QUESTIONS, paragraphs=PARAGRAPHS, most_words=st.sampled_from([0, 3, 16_000]))
def test_the_index_the_text_and_the_oracle_agree(
    question, paragraphs, most_words, project, make_document, rolled_back, monkeypatch
):
    """`most_words` makes paragraphs too long for the index: their text is read instead."""
    query, holds = question
    monkeypatch.setattr(importer_words, "MOST_WORDS", most_words)
    texts = ["".join(word + behind for word, behind in p) for p in paragraphs]
    expected = [n for n, p in enumerate(paragraphs) if holds([plain(word) for word, _behind in p])]
    with rolled_back():
        made = make_document("\n".join(texts), title=str(next(_titles)))
        hits = TextHits(project, Asked(query), segments=CodedSegment.objects.none())
        page = hits[:]
        starts = list(made.paragraphs.values_list("start", flat=True))
        assert [starts.index(hit.paragraph[0]) for hit in page] == expected
        assert len(hits) == len(expected)
        assert hits.count_documents() == bool(expected)
        wanted = {plain(w) for w in VOCABULARY} & set(keys(query.replace("*", ""))) | {"*"}
        for hit in page:
            for start, end in hit.places:
                assert hit.paragraph[0] <= start < end <= hit.paragraph[1]
                inside = keys(made.text[start:end])
                assert all(key in wanted or "*" in query for key in inside)


FORMS = ["work", "works", "worked", "working", "worker", "study", "studies", "court", "courts"]
FORMS += ["the", "team", "cheval", "chevaux", "travaille", "travaillons"]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    query=st.sampled_from(
        ["working", "works -worked", '"working" team', "chevaux OR travailler", "study courts"]
    ),
    language=st.sampled_from(["english", "french"]),
    chosen=st.lists(
        st.lists(
            st.sampled_from(FORMS),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_with_word_forms_the_index_and_the_text_agree(
    query, language, chosen, project, make_document, rolled_back
):
    with rolled_back():
        make_document("\n".join(map(" ".join, chosen)), title=str(next(_titles)))
        asked = Asked(query, language=language)

        def answer():
            hits = TextHits(project, asked, segments=CodedSegment.objects.none())
            return [(hit.pk, hit.places) for hit in hits[:]]

        indexed = answer()
        ParagraphWords.objects.update(vector=None)
        assert answer() == indexed


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("working", "english", ["She works", "He worked"]),
        ("work", "english", ["She works", "He worked"]),
        ('"working"', "english", []),
        ("working", "", []),
        ("worker", "english", ["The worker"]),
        ("chevaux", "french", ["Un cheval"]),
        ("cheval", "french", ["Un cheval"]),
        ("the", "english", ["The worker"]),
    ],
)
def test_word_forms(project, make_document, query, language, expected):
    texts = ["She works", "He worked", "The worker", "Un cheval"]
    document = make_document("\n".join(texts))
    asked = Asked(query, language=language)
    hits = TextHits(project, asked, segments=CodedSegment.objects.none())[:]
    assert [document.text[slice(*hit.paragraph)] for hit in hits] == expected


def test_every_paragraph_has_its_words_whatever_it_holds(project, make_document):
    make_document("one\n\n---\nha " * 2 + "ha " * 300)
    assert Paragraph.objects.count() == ParagraphWords.objects.count() == 5
    assert ParagraphWords.objects.filter(vector=None).count() == 1
    hits = TextHits(project, Asked('"ha ha"'), segments=CodedSegment.objects.none())
    assert len(hits) == 1
    assert len(hits[:][0].places) == 300


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(["ab", "ab cd", "cd", "cd ab, ab"]), min_size=1, max_size=4),
        min_size=1,
        max_size=3,
    ),
    cuts=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 25), st.integers(1, 12)), max_size=5),
    most_words=st.sampled_from([1, 16_000]),
    page=st.integers(1, 4),
)
def test_in_a_code_and_by_pages(
    texts, cuts, most_words, page, project, people, codes, make_document, rolled_back, monkeypatch
):
    """The hits in segments of a code are the places that lie within one; leafing loses none."""
    monkeypatch.setattr(importer_words, "MOST_WORDS", most_words)
    code = codes["power"].pk
    with rolled_back():
        expected = []
        for number, text in enumerate(texts):
            document = make_document("\n".join(text), title=f"{number} {next(_titles)}")
            length = len(document.text)
            cut = {(s, min(s + n, length)) for d, s, n in cuts if d == number and s < length}
            if cut:
                passages = {document.pk: cut}
                by = people["researcher"]
                tag_passages(project=project, by=by, passages=passages, codes=[code])
            for place in re.finditer("ab", document.text):
                if any(s <= place.start() and place.end() <= e for s, e in cut):
                    expected.append((document.pk, *place.span()))
        asked = Asked("ab", codes=(code,))
        hits = TextHits(project, asked, segments=CodedSegment.objects.all())
        assert [(h.document.pk, *place) for h in hits[:] for place in h.places] == expected
        leafed = [hit for at in range(0, len(hits), page) for hit in hits[at : at + page]]
        assert leafed == hits[:]
        assert len(leafed) == len(hits)
        assert hits.chosen(hit.pk for hit in hits[:]) == hits[:]
        everything = TextHits(project, Asked("ab OR cd"), segments=CodedSegment.objects.none())
        pages = range(0, len(everything), page)
        leafed = [hit for at in pages for hit in everything[at : at + page]]
        assert leafed == everything[:]
        assert len(leafed) == len(everything) == sum(map(len, texts))
