from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers import ImportProblem, Limits
from fieldnotes.importers.sheet import Person, SheetRow, read_sheet

from .builders import excel, replaced

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read_csv(text, **limits):
    return read_sheet("sheet.csv", text.encode(), Limits(**limits))


def shown(sheet):
    return [(problem.row, str(problem.problem)) for problem in sheet.problems]


def only_row(text):
    sheet = read_csv(text)
    assert shown(sheet) == []
    (row,) = sheet.rows
    return row


def test_a_whole_row():
    row = only_row(
        "File Name,title,KIND,Date,site,author,Participants,agency,role,Phase,Weather\n"
        "a.txt,First day,field note,01/03/2007,Court,Ana,P1; P2,police; ,officer;manager,before,\n"
    )
    assert row == SheetRow(
        row=2,
        file="a.txt",
        title="First day",
        kind="fieldnote",
        date=date(2007, 3, 1),
        site="Court",
        author="Ana",
        participants=(
            Person("P1", "police", "officer"),
            Person("P2", "", "manager"),
        ),
        attributes={"Phase": "before"},
    )


def test_the_names_of_attribute_columns_are_kept():
    assert read_csv("file,Phase,file_size\na.txt,,").columns == ("Phase", "file_size")


@pytest.mark.parametrize(
    "name", ["file", "FILE", " Filename ", "file_name", "File-Name", "document"]
)
def test_the_column_of_files_has_many_names(name):
    assert only_row(f"{name}\na.txt").file == "a.txt"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    text = 'file|"title; with, both"|site\na.txt|"x|y"|b'.replace("|", delimiter)
    row = only_row(text)
    assert (row.file, row.site) == ("a.txt", "b")
    assert row.attributes == {"title; with, both".replace("|", delimiter): f"x{delimiter}y"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    sheet = read_sheet("s.csv", "file;site\r\na.txt;L’été à Évry\r\n".encode(encoding))
    assert sheet.rows == [SheetRow(2, "a.txt", site="L’été à Évry")]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("Interview", "interview"),
        ("transcript", "interview"),
        ("field note", "fieldnote"),
        ("Fieldnotes", "fieldnote"),
        ("OTHER", "other"),
        ("", ""),
    ],
)
def test_kinds(value, kind):
    assert only_row(f"file,kind\na.txt,{value}").kind == kind


def test_problems_name_the_row_as_the_spreadsheet_numbers_it_and_good_rows_stay():
    sheet = read_csv(
        "\n"
        "file,date,kind,participants,agency\n"
        'a.txt,,,"P1","with a\nline break"\n'
        "\n"
        "b.txt,31/02/2007,,,\n"
        "c.txt,,diary,,\n"
        ",2007-03-01,,,\n"
        "A.TXT,,,,\n"
        "d.txt,,,P1; P2,police\n"
        "e.txt,,,,police\n"
        "f.txt,,,P1;;P2,\n"
        "g.txt,,,,,stray\n"
        "h.txt,,,P1; P2;,\n"
    )
    assert [(row.row, row.file) for row in sheet.rows] == [(3, "a.txt"), (13, "h.txt")]
    fit = "give one for each participant, in the same order, parted by semicolons."
    assert shown(sheet) == [
        (5, 'There is no such day as "31/02/2007" (year-month-day or day first).'),
        (6, '"diary" is no kind of document: interview, fieldnote or other.'),
        (7, "The row names no file."),
        (8, "A.TXT is in row 3 already."),
        (9, f'"police" does not fit "P1; P2": {fit}'),
        (10, f'"police" does not fit "": {fit}'),
        (11, 'A participant in "P1;;P2" has no name.'),
        (12, '"stray" stands in a column without a name.'),
    ]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("title,date", 'No column is named "file", so no row names its file.'),
        ("file,Filename", 'The columns "file" and "Filename" mean the same.'),
        ("file,x,x", 'The columns "x" and "x" mean the same.'),
    ],
)
def test_headers_that_do_not_do(header, reason):
    sheet = read_csv(f"{header}\na.txt,b\n")
    assert (sheet.rows, shown(sheet)) == ([], [(1, reason)])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ('file,x\na.txt,b\n"c.txt,d\ne.txt,f\n', "Row 3: a quotation mark is not closed"),
        ("file\n" + "a" * 200_000, "Row 2: .* too long"),
        ("file\n" + "a," * 600_000, "more than a million letters"),
        ("file\n" + "a," * 300, "200 columns .row 2."),
        ("file" + ",a" * 300, "200 columns .row 1."),
        ("file\n" + "a\n" * 30, "more than 20 rows"),
        ("file\na\0b", "NUL"),
    ],
)
def test_sheets_that_are_refused(text, reason):
    with pytest.raises(ImportProblem, match=reason):
        read_csv(text, max_members=20)


def test_excel_cells():
    sheet = read_sheet(
        "s.XLSX",
        excel(
            ["file", "date", "n", "share", "at", "flag"],
            [],
            ["a.txt", date(2007, 3, 1), 12, 0.5, datetime(2007, 3, 1, 14, 30), True],
            ["b.txt", "1/3/2007", 12.0],
            ["c.txt", 39142],
        ),
    )
    assert sheet.rows == [
        SheetRow(
            3,
            "a.txt",
            date=date(2007, 3, 1),
            attributes={"n": "12", "share": "0.5", "at": "2007-03-01T14:30:00", "flag": "TRUE"},
        ),
        SheetRow(4, "b.txt", date=date(2007, 3, 1), attributes={"n": "12"}),
    ]
    assert [row for row, _ in shown(sheet)] == [5]


def worksheet(inner):
    return replaced(
        excel(["file"]),
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{SPREADSHEET}">{inner}</worksheet>',
    )


def test_the_dimension_of_a_sheet_may_lie():
    cell = '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    for dimension in ("A1:A1", "A1:XFD1048576"):
        data = worksheet(
            f'<dimension ref="{dimension}"/><sheetData><row r="1">{cell.format(1, "file")}</row>'
            f'<row r="1048576">{cell.format(1048576, "a.txt")}</row></sheetData>'
        )
        assert read_sheet("s.xlsx", data).rows == [SheetRow(1048576, "a.txt")]


def test_a_workbook_of_too_many_cells_is_refused_before_it_is_loaded():
    data = worksheet(f"<sheetData><row>{'<c/>' * 1_000_000}</row></sheetData>")
    with pytest.raises(ImportProblem, match="more than 1,000,000 elements"):
        read_sheet("s.xlsx", data, Limits(max_ratio=10_000))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"file\na.txt", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "before 2007"),
        (excel(["file"])[:2000], "damaged or cut off"),
        (worksheet("<sheetData>"), "not valid XML"),
        (worksheet('<sheetData><row><c t="s"><v>99</v></c></row></sheetData>'), "is damaged"),
        (
            replaced(excel(["file"]), "xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
            "document type",
        ),
        (excel(["file"] + ["x"] * 250), "200 columns"),
    ],
)
def test_workbooks_that_are_refused(data, reason):
    with pytest.raises(ImportProblem, match=reason):
        read_sheet("s.xlsx", data)


@given(st.text(st.sampled_from('file,;|\t\n" a.1/')))
def test_any_text_gives_a_sheet_or_a_problem(text):
    with suppress(ImportProblem):
        sheet = read_csv(text)
        assert all(row.file for row in sheet.rows)
        numbers = [row.row for row in sheet.rows] + [problem.row for problem in sheet.problems]
        assert len(numbers) == len(set(numbers))
