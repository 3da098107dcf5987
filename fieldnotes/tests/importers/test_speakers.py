from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers.paragraphs import paragraphs
from fieldnotes.importers.speakers import is_interviewer, turns


def speakers(text):
    return [turn.speaker for turn in turns(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Interviewer: How did it begin?", "Interviewer"),
        ("interviewee: With a letter.", "interviewee"),
        ("Interviewer1 : And then?", "Interviewer1"),
        ("  Interviewee 2  :And then?", "Interviewee 2"),
        ("Interviewer2 2: Thanks", "Interviewer2 2"),
        ("Intervieweur\u00a0: Bonjour", "Intervieweur"),
        ("Enquêtée\u202f: Bonjour", "Enquêtée"),
        ("INT: Go on", "INT"),
        ("P1: We met in the corridor", "P1"),
        ("Speaker\t1: We met", "Speaker 1"),
        ("Unknown Speaker: [laughs]", "Unknown Speaker"),
        ("Participant #3: We met", "Participant #3"),
        ("[00:01:23] Speaker 1: We met", "Speaker 1"),
        ("00:12 - Interviewer: Go on", "Interviewer"),
        ("Interviewer (00:01:23): Go on", "Interviewer"),
        ("INT:", "INT"),
        ("INT：你好", "INT"),
    ],
)
def test_a_role_is_a_speaker_even_once(line, speaker):
    assert speakers(f"Office, in the morning.\nNobody speaks.\n{line}") == [speaker]


@pytest.mark.parametrize(
    "line",
    [
        "Note: the door was open",
        "OC: they avoid the word",
        "10:30 the meeting starts",
        "10:30: the meeting starts",
        "http://example.org/a",
        "C:\\notes\\a.txt",
        "Luke 3:16 was quoted\nLuke 3:16 again",
        "There were three of them: two officers and a nurse",
        "He said: no",
        "I wrote it down, twice: once in pencil",
        "What matters? This: time",
        "Interviewer",
        ": no label",
        "----: a line",
        "Monday: rain",
        "Monday: rain\nMonday: rain",
        "he said: no\nhe said: yes",
        f"{'A' * 64}: a\n{'A' * 64}: b",
        "One Two Three Four Five: a\nOne Two Three Four Five: b",
        "Anna: only once, in prose",
    ],
)
def test_a_colon_alone_makes_no_speaker(line):
    assert speakers(f"Prose before.\n{line}\nProse after.\nMore prose.") == []


@pytest.mark.parametrize(
    "name", ["Anna", "anna", "Marie de Villiers", "Dr. Okafor", "J.P.", "Mum & Dad", "Q", "A" * 63]
)
def test_a_name_is_a_speaker_when_it_comes_twice(name):
    text = f"Prose before.\n{name}: yes\nMore prose.\n{name} : no\nStill more."
    assert speakers(text) == [name, name]


def test_upper_and_lower_case_are_one_label_and_keep_their_spelling():
    assert speakers("Prose.\nANNA: yes\nProse.\nAnna: no") == ["ANNA", "Anna"]


def test_a_name_that_comes_once_counts_where_nearly_all_paragraphs_are_labelled():
    talk = "Interviewer: Who came?\nInterviewee: The manager.\n" * 4
    assert speakers(talk + "Manager: I did.")[-1] == "Manager"


def test_a_turn_runs_to_the_last_paragraph_before_the_next_label():
    text = "Heading\n\nINT: Go on\n\nP1: First\nstill P1\n\nP1: again\n\n"
    spans = [(text[turn.start : turn.end], turn.speaker) for turn in turns(text, paragraphs(text))]
    assert spans == [("INT: Go on", "INT"), ("P1: First\nstill P1", "P1"), ("P1: again", "P1")]


@given(st.text(st.sampled_from("INTP1a: \n\u00a0.[]0"), max_size=200))
def test_turns_are_made_of_whole_paragraphs_without_overlap(text):
    spans = paragraphs(text)
    found = turns(text, spans)
    assert {turn.start for turn in found} <= {span.start for span in spans}
    assert {turn.end for turn in found} <= {span.end for span in spans}
    assert all(a.end < b.start for a, b in pairwise(found))
    if found:
        outside = [span for span in spans if span.start < found[0].start]
        inside = [s for s in spans if any(t.start <= s.start and s.end <= t.end for t in found)]
        assert outside + inside == list(spans)


@pytest.mark.parametrize(
    "label",
    [
        *("Interviewer", "interviewer 2", "Interviewer2 2", "INT", "Int 1", "I", "I1", "Q"),
        *("Intervieweuse", "Enquêteur", "Moderator", "Anna (researcher)"),
    ],
)
def test_interviewers(label):
    assert is_interviewer(label)


@pytest.mark.parametrize("label", ["Interviewee", "Interviewee 1", "P1", "A", "Ian", "Enquêté", ""])
def test_not_interviewers(label):
    assert not is_interviewer(label)
