"""The reader's page: the exact text, the segments it starts from, and who gets what."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.actions.segments import code_passage
from coding.models import Code
from coding.queries import PARAGRAPHS_A_SECTION
from fieldnotes.models import Document, Project, User

TRICKY = (
    "Interviewer: <script>alert('x')</script> & &amp; \"quoted\"\n"
    "\n"
    "Élodie: l’été dernier\u00a0! 😀 cafe\u0301, double  blanks\tand tabs 👨‍👩‍👧\n"
    "Élodie: 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 … fin"
)


class ReaderPage(HTMLParser):
    """What a browser makes of the page: paragraphs as (attributes, text), sections, data."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[dict[str, str | None], str]] = []
        self.sections: list[int] = []
        self.elements_in_paragraphs = 0
        self._open: tuple[dict[str, str | None], list[str]] | None = None
        self._script: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._open:
            self.elements_in_paragraphs += 1
        elif tag == "section":
            self.sections.append(0)
        elif tag == "p" and "data-start" in attributes:
            self._open = (attributes, [])
            self.sections[-1] += 1
        elif attributes.get("id") == "reader-data":
            self._script = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" and self._open:
            self.paragraphs.append((self._open[0], "".join(self._open[1])))
            self._open = None
        elif tag == "script" and self._script is not None:
            self.data: dict[str, Any] = json.loads("".join(self._script))
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[1].append(data)
        elif self._script is not None:
            self._script.append(data)


@pytest.fixture
def read(signed_in: Callable[[str], Client]) -> Callable[..., ReaderPage]:
    def open_page(document: Document, username: str = "researcher") -> ReaderPage:
        response = signed_in(username).get(f"/documents/{document.pk}/")
        assert response.status_code == 200
        return ReaderPage(response.content.decode())

    return open_page


def assert_exact(page: ReaderPage, document: Document) -> None:
    """Every paragraph's text stands in the document at the offset that the page names."""
    assert [text for _, text in page.paragraphs] == [
        document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs.all()
    ]
    for attributes, text in page.paragraphs:
        start = int(attributes["data-start"] or "")
        assert document.text[start : start + len(text)] == text
    assert page.elements_in_paragraphs == 0


def test_the_text_arrives_exactly(make_document, read) -> None:
    document = make_document(TRICKY)
    page = read(document)
    assert_exact(page, document)
    assert page.paragraphs[0][1].startswith("Interviewer: <script>alert")
    assert [attributes["data-number"] for attributes, _ in page.paragraphs] == ["1", "2", "3"]


line = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.just("\t"), max_size=30)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(line, min_size=1, max_size=8).filter(lambda lines: "".join(lines).strip()))
def test_any_text_arrives_exactly(rolled_back, make_document, read, lines) -> None:
    with rolled_back():
        document = make_document("x\n" + "\n".join(lines))
        assert_exact(read(document), document)


def test_paragraphs_come_in_sections(make_document, read) -> None:
    page = read(make_document("\n".join(f"line {number}" for number in range(60))))
    assert [size for size in page.sections if size] == [
        PARAGRAPHS_A_SECTION,
        PARAGRAPHS_A_SECTION,
        10,
    ]


def test_a_section_of_long_paragraphs_has_fewer_of_them(make_document, read) -> None:
    page = read(make_document("\n".join(["x" * 1_500] * 5 + ["y" * 20_000, "z"])))
    assert [size for size in page.sections if size] == [3, 3, 1]


def test_turns_and_agencies_are_marked(document: Document, project: Project, read) -> None:
    turn = document.turns.filter(label="Jun").first()
    assert turn is not None
    police = project.agencies.create(name="Police")
    jun = project.participants.create(pseudonym="Jun", agency=police)
    document.turns.filter(label="Jun").update(participant=jun)
    marks = [
        (attributes.get("class"), attributes.get("data-agency"))
        for attributes, _ in read(document).paragraphs
    ]
    assert marks == [("turn interviewer", None), ("turn", "Police")] * 2


def tag(document: Document, by: User, code: Code, start: int, end: int) -> int:
    outcome = code_passage(document_id=document.pk, by=by, start=start, end=end, codes=[code.pk])
    return outcome.segments[0].pk


def test_the_page_brings_segments_codes_and_people(document, people, codes, read) -> None:
    pk = tag(document, people["researcher2"], codes["power.define"], 3, 9)
    data = read(document).data
    document.refresh_from_db()
    assert data["document"]["revision"] == document.revision
    assert data["user"] == people["researcher"].pk
    (row,) = data["segments"]
    assert dict(zip(data["segment_fields"], row, strict=True)) == {
        "id": pk,
        "start": 3,
        "end": 9,
        "code": codes["power.define"].pk,
        "coder": people["researcher2"].pk,
        "revision": document.revision,
        "unsure": False,
        "memo": "",
    }
    define = next(code for code in data["codes"] if code["key"] == "power.define")
    assert define["parent"] == codes["power"].pk
    assert define["when_not_to_use"]
    names = set(data["coders"].values())
    assert {"researcher", "researcher2"} <= names
    assert "stranger" not in names


def test_in_a_blind_project_a_researcher_gets_their_own_only(
    document, project, people, codes, read
) -> None:
    own = tag(document, people["researcher"], codes["power.define"], 3, 9)
    tag(document, people["researcher2"], codes["culture.values"], 3, 9)
    project.blind = True
    project.save()
    data = read(document, "researcher").data
    assert [row[0] for row in data["segments"]] == [own]
    assert list(data["coders"]) == [str(people["researcher"].pk)]
    assert len(read(document, "supervisor").data["segments"]) == 2


@pytest.mark.parametrize(("username", "status"), [("stranger", 404), ("supervisor", 200)])
def test_who_may_read(document, signed_in, username, status) -> None:
    assert signed_in(username).get(f"/documents/{document.pk}/").status_code == status


def test_the_number_of_queries_does_not_grow(make_document, people, codes, signed_in) -> None:
    client = signed_in("researcher")

    def queries(document: Document) -> int:
        client.get(f"/documents/{document.pk}/")  # what is cached once is cached
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(f"/documents/{document.pk}/")
        return len(captured)

    small = make_document(title="small")
    tag(small, people["researcher"], codes["power.define"], 0, 5)
    large = make_document("\n".join(f"Jun: line {number}" for number in range(80)), title="large")
    for number in range(9):
        coder = people["researcher" if number % 2 else "researcher2"]
        tag(large, coder, codes["culture.values"], number, number + 5)
    assert queries(small) == queries(large)
