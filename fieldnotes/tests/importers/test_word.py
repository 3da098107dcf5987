import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers import ImportProblem, Limits, read

from .builders import WORD, excel, replaced, saved, word, word_body, zipped


def text_of(data):
    return read("a.docx", data).text


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inner):
    return f"<w:p>{inner}</w:p>"


def test_paragraphs_soft_breaks_and_tabs():
    document = read("a.docx", word("INT:\tGo on", "", "P1: first line\nsecond line  "))
    assert document.text == "INT:\tGo on\n\nP1: first line\nsecond line  "
    shown = [document.text[span.start : span.end] for span in document.paragraphs]
    assert shown == ["INT:\tGo on", "P1: first line\nsecond line  "]
    assert [turn.speaker for turn in document.turns] == ["INT", "P1"]
    assert document.notes == ()


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
        max_size=5,
    )
)
def test_every_character_of_a_paragraph_comes_back(paragraphs):
    assert text_of(word("start", *paragraphs)) == "\n".join(["start", *paragraphs])


def test_tables_stand_where_they_stood_with_a_paragraph_for_each_row():
    document = docx.Document()
    document.add_paragraph("before")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ["P1", "one\ntwo", "", "x"], strict=True
    ):
        cell.text = text
    table.cell(1, 1).add_table(1, 2).cell(0, 0).text = "inner"
    document.add_paragraph("after")
    assert text_of(saved(document)) == "before\nP1 | one\ntwo\n | x\ninner | \nafter"
    assert len(read("a.docx", saved(document)).paragraphs) == 4


def test_insertions_content_controls_links_and_fields_are_text_and_deletions_are_not():
    xml = paragraph(
        run("a")
        + f"<w:ins>{run('b')}</w:ins>"
        + "<w:del><w:r><w:delText>GONE</w:delText><w:tab/></w:r></w:del>"
        + f"<w:moveFrom>{run('GONE')}</w:moveFrom><w:moveTo>{run('c')}</w:moveTo>"
        + f"<w:sdt><w:sdtContent>{run('d')}</w:sdtContent></w:sdt>"
        + f"<w:hyperlink>{run('e')}</w:hyperlink>"
        + f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple>{run('f')}</w:fldSimple>"
    )
    xml += f"<w:sdt><w:sdtContent>{paragraph(run('g'))}</w:sdtContent></w:sdt>"
    document = read("a.docx", word_body(xml))
    assert document.text == "abcdef\ng"
    assert [str(note) for note in document.notes] == ["Tracked deletions were left out: 1."]


def test_characters_that_are_elements():
    inner = '<w:tab/><w:br/><w:br w:type="page"/><w:cr/><w:noBreakHyphen/><w:t>&#13;</w:t>'
    xml = paragraph(
        f"<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('a')}<w:r>{inner}</w:r>{run('z')}"
    )
    assert text_of(word_body(xml)) == "a\t\n\n-\nz"


def test_footnotes_and_comments_are_left_out_and_counted():
    xml = paragraph(
        f"{run('a')}<w:r><w:footnoteReference/><w:endnoteReference/></w:r>"
        "<w:r><w:commentReference/><w:commentReference/></w:r>"
    )
    notes = [str(note) for note in read("a.docx", word_body(xml)).notes]
    assert notes == [
        "Footnotes were left out: 1.",
        "Endnotes were left out: 1.",
        "Comments were left out: 2.",
    ]


def test_a_text_box_is_read_once_and_before_the_paragraph_that_holds_it():
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph(run('box'))}</w:txbxContent>"
    xml = paragraph(
        f'{run("a")}<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>{run('b')}"
    )
    assert text_of(word_body(xml)) == "box\nab"


def test_the_main_part_may_have_another_name():
    package = {
        "_rels/.rels": '<Relationships><Relationship Type="http://x/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>',
        "word/document2.xml": f'<w:document xmlns:w="{WORD}">{paragraph(run("a"))}</w:document>',
    }
    assert text_of(zipped(package)) == "a"


def test_deep_nesting_is_read():
    depth = 20_000
    xml = "<w:sdt>" * depth + paragraph(run("deep")) + "</w:sdt>" * depth
    assert text_of(word_body(xml)) == "deep"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a Word document"),
        (b"{\\rtf1 text}", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "before 2007"),
        (b"PK\3\4 nothing else", "damaged or cut off"),
        (word("a" * 5000)[:3000], "damaged or cut off"),
        (excel(["a"]), "not a Word document"),
        (zipped({"a.txt": "a"}), "not a Word document"),
        (word(), "holds no text"),
        (word_body(paragraph(run("a")) + "<w:p>"), "word/document.xml is not valid XML"),
        (
            replaced(word("a"), "word/document.xml", '<!DOCTYPE x [<!ENTITY l "a">]><x>&l;</x>'),
            "declares an XML document type",
        ),
        (
            replaced(word("a"), "_rels/.rels", '<!DOCTYPE x SYSTEM "file:///etc/hosts"><x/>'),
            "declares an XML document type",
        ),
        (word_body("<w:tbl><w:tr><w:tc>" * 30 + "</w:tc></w:tr></w:tbl>" * 30), "nests tables"),
        (word_body(f'<w:p w:x="{"ab" * 3_000_000}"/>'), "more than 200 times"),
    ],
)
def test_what_is_refused(data, reason):
    with pytest.raises(ImportProblem, match=reason):
        read("a.docx", data)


def test_reading_stops_at_the_limit_of_characters():
    with pytest.raises(ImportProblem, match="more than 10 characters"):
        read("a.docx", word("a" * 11), Limits(max_characters=10))


def test_a_tag_that_never_closes_is_refused():
    data = word_body(f'<w:p w:x="{"ab" * 3_000_000}"/>')
    with pytest.raises(ImportProblem, match="not valid XML"):
        read("a.docx", data, Limits(max_ratio=10_000))
