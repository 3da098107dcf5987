import pickle

import pytest

from fieldnotes.importers import FORMATS, ImportProblem, Limits, is_archive, is_sheet, read

from .builders import word

TALK = "INT: Go on\nP1: yes"


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", TALK.encode()), ("A.DOCX", word(*TALK.split("\n")))]
)
def test_every_format_gives_the_same_document(name, data):
    document = read(name, data)
    assert document.text == TALK
    assert [(span.start, span.end) for span in document.paragraphs] == [(0, 10), (11, 18)]
    assert [(turn.start, turn.end, turn.speaker) for turn in document.turns] == [
        (0, 10, "INT"),
        (11, 18, "P1"),
    ]


@pytest.mark.parametrize("name", ["a.pdf", "a", ".txt.exe", "a.zip"])
def test_unknown_kinds_name_those_that_are_read(name):
    with pytest.raises(ImportProblem) as caught:
        read(name, b"text")
    assert name in str(caught.value)
    assert all(suffix in str(caught.value) for suffix in FORMATS)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(max_file_bytes=3), "The file has 8 bytes; at most 3 bytes are read."),
        (Limits(max_characters=3), "The text has more than 3 characters; split the file."),
        (Limits(max_paragraphs=1), "The text has more than 1 paragraphs; split the file."),
    ],
)
def test_limits(limits, sentence):
    assert read("a.txt", b"one\ntwo\n").text == "one\ntwo\n"
    with pytest.raises(ImportProblem) as caught:
        read("a.txt", b"one\ntwo\n", limits)
    assert str(caught.value) == sentence


def test_a_problem_crosses_processes_with_its_parts():
    problem = ImportProblem("%(name)s is damaged.", name="a.txt")
    copy = pickle.loads(pickle.dumps(problem))
    assert (copy.message, copy.params, str(copy)) == (
        "%(name)s is damaged.",
        {"name": "a.txt"},
        "a.txt is damaged.",
    )


def test_archives_and_sheets_are_told_by_their_suffix():
    names = ["a.zip", "A.ZIP", "a.csv", "a.xlsx", "a.txt"]
    assert [name for name in names if is_archive(name)] == ["a.zip", "A.ZIP"]
    assert [name for name in names if is_sheet(name)] == ["a.csv", "a.xlsx"]
