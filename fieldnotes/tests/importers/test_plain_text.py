import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers import ImportProblem
from fieldnotes.importers.plain_text import decode

ENGLISH = "P1: I don’t think it’s “their” job – probation differs. A café near by, £20.\n"
FRENCH = "Intervieweur : où étiez-vous cet été ? L’école a été fermée. « Ça va. »\n"
POLISH = "Zażółć gęślą jaźń: pracownik socjalny mówi, że młodzież nie słucha.\n"
RUSSIAN = "Интервьюер: Здравствуйте, расскажите о себе. Работа с подростками.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_read_without_a_note(encoding):
    assert decode(FRENCH.encode(encoding)) == (FRENCH, None)


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders(bom):
    encoding = "utf-16-le" if bom == b"\xff\xfe" else "utf-16-be"
    assert decode(bom + FRENCH.encode(encoding)) == (FRENCH, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (FRENCH * 100, "cp1252"),
        ("it cost £20", "cp1252"),
        ("café", "cp1252"),
        (FRENCH, "mac_roman"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (ENGLISH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
    ],
)
def test_guesses_are_right_and_shown(text, encoding):
    decoded, note = decode(text.encode(encoding))
    assert decoded == text
    assert encoding in str(note)


def test_a_large_file_is_guessed_from_its_beginning():
    data = FRENCH.encode("cp1252") * 20_000
    assert len(data) > 1024 * 1024
    assert decode(data)[0] == FRENCH * 20_000


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("e\u0301".encode(), "e\u0301"),
        (b"a\x0cb", "a\x0cb"),
        ("a\u2028b\u0085c".encode(), "a\u2028b\u0085c"),
    ],
)
def test_only_newlines_change(data, text):
    assert decode(data) == (text, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"INT: a\0b\n", "NUL"),
        (b"INT: a\0b\nP1: \xff\xfe\x80", "NUL"),
        ("\ufeffa\0b".encode("utf-16-le"), "NUL"),
        (b"\xff\xfea", "utf-16 text but is damaged"),
        (b"\xef\xbb\xbfa\xff", "utf-8 text but is damaged at byte"),
        (b"\x01\x02\x03 ab", "not plain text"),
        (random.Random(1).randbytes(4000).replace(b"\0", b"x"), "not plain text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data, reason):
    with pytest.raises(ImportProblem, match=reason):
        decode(data)


@given(st.binary() | st.text().map(lambda text: text.encode("utf-16-le")))
def test_any_bytes_give_a_text_or_a_problem(data):
    with suppress(ImportProblem):
        text, _ = decode(data)
        assert text.strip()
        assert not {"\0", "\r"} & set(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_comes_back_as_it_was(text):
    marked = "x" + text
    assert decode(marked.encode()) == (marked, None)
