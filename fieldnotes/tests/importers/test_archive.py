import struct
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.importers import ImportProblem, Limits
from fieldnotes.importers.archive import Archive, safe_name

from .builders import zipped


def opened(data, **limits):
    return Archive(BytesIO(data), Limits(**limits))


def listed(data, **limits):
    """Member names and problem sentences."""
    archive = opened(data, **limits)
    return [member.name for member in archive.members], [str(each) for each in archive.problems]


def test_members_are_listed_and_read():
    with opened(zipped({"day 1.txt": "one", "notes/": "", "notes/b.docx": "two"})) as archive:
        assert [(member.name, member.size) for member in archive.members] == [
            ("day 1.txt", 3),
            ("notes/b.docx", 3),
        ]
        assert archive.read("notes/b.docx") == b"two"
        assert archive.problems == []


def test_hidden_files_of_systems_are_skipped():
    names = ["__MACOSX/._a.txt", ".DS_Store", "x/Thumbs.db", "desktop.ini", "~$a.docx", ".git/c"]
    assert listed(zipped(dict.fromkeys([*names, "a.txt"], "x"))) == (["a.txt"], [])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.txt", "leads out"),
        ("a/../../b.txt", "leads out"),
        ("/etc/a.txt", "leads out"),
        ("C:/a.txt", "leads out"),
        ("c:a.txt", "leads out"),
        ("..\\a.txt", "leads out"),
        ("folder\\a.txt", "leads out"),
        (".", "leads out"),
        ("a\nb.txt", r"a\\nb.txt .* unprintable"),
        ("a\x7f.txt", "unprintable"),
        ("a\u202e.txt", "unprintable"),
    ],
)
def test_unsafe_names(name, reason):
    with pytest.raises(ImportProblem, match=reason):
        safe_name(name)


@given(st.text(st.sampled_from("ab./\\:C \n\0é")))
def test_a_safe_name_stays_inside_its_folder(name):
    try:
        parts = safe_name(name).split("/")
    except ImportProblem:
        return
    assert not {"", ".", ".."} & set(parts)
    assert "\\" not in name
    assert "\0" not in name


def test_unsafe_and_nested_members_are_named_and_the_others_kept():
    names, problems = listed(zipped({"../evil.txt": "x", "in.ZIP": "x", "a.txt": "x"}))
    assert names == ["a.txt"]
    assert [problem.split()[0] for problem in problems] == ["../evil.txt", "in.ZIP"]


def test_a_member_without_a_name():
    data = zipped({"a.txt": "x"}).replace(b"a.txt", b"\0.txt")
    names, (problem,) = listed(data)
    assert names == []
    assert "unprintable" in problem


def test_links_are_refused():
    link = ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert listed(file.getvalue()) == ([], ["link.txt is a link, not a file."])
    with pytest.raises(ImportProblem, match="is a link"):
        opened(file.getvalue()).read("link.txt")


def test_passwords_and_rare_methods_are_refused():
    data = bytearray(zipped({"a.txt": "x"}))
    data[data.rfind(b"PK\1\2") + 8] |= 1
    assert listed(bytes(data)) == ([], ["a.txt is protected by a password."])
    names, problems = listed(zipped({"a.txt": "x"}, ZIP_BZIP2))
    assert (names, problems) == ([], ["a.txt is packed by a method that is not read."])


@pytest.mark.parametrize(
    ("name", "flag"), [("été.txt", True), ("été.txt", False), ("Ωmega — 日.txt", False)]
)
def test_names_in_utf_8_with_and_without_the_flag(name, flag):
    data = zipped({name: "x"})
    if not flag:
        data = data.replace(b"\0\x08", b"\0\0")  # Bit 11 of the flags, in both headers.
    assert listed(data) == ([name], [])


def test_names_in_the_code_page_of_dos():
    data = zipped({"0t0.txt": "x"}).replace(b"0t0", "été".encode("cp437"))
    assert listed(data) == (["été.txt"], [])
    assert opened(data).read("été.txt") == b"x"


def test_the_same_name_twice():
    data = zipped({"a.txt": "one", "b.txt": "two"}).replace(b"b.txt", b"a.txt")
    assert listed(data) == (["a.txt"], ["a.txt is in the file twice."])


def test_sizes():
    data = zipped({"a.txt": "x" * 101, "b.txt": "x"}, ZIP_STORED)
    assert listed(data, max_file_bytes=100) == (
        ["b.txt"],
        ["a.txt unpacks to 101 bytes; at most 100 bytes are read."],
    )
    with pytest.raises(ImportProblem, match="unpacks to 102 bytes"):
        opened(data, max_total_bytes=101)
    with pytest.raises(ImportProblem, match="more than 1 files"):
        opened(data, max_members=1)


def test_bombs_are_refused_before_they_are_unpacked():
    bomb = zipped({"a.txt": b"\0" * 3_000_000})
    assert listed(bomb) == ([], ["a.txt unpacks to more than 200 times its size."])
    with pytest.raises(ImportProblem, match="more than 200 times"):
        opened(bomb).read("a.txt")


def test_a_member_is_not_read_beyond_its_declared_size():
    data = bytearray(zipped({"a.txt": b"x" * 1000}))
    at = data.rfind(b"PK\1\2") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    with pytest.raises(ImportProblem, match=r"a.txt is damaged"):
        opened(bytes(data)).read("a.txt")


def test_overlapping_members_are_refused():
    data = bytearray(zipped({"a.txt": "x" * 50, "b.txt": "y" * 50}, ZIP_STORED))
    at = data.rfind(b"PK\1\2") + 42
    data[at : at + 4] = struct.pack("<I", 0)  # The second name points at the first file.
    with pytest.raises(ImportProblem, match="overlap"):
        opened(bytes(data))


def test_a_directory_of_absurd_size_is_refused_unread():
    data = bytearray(zipped({"a.txt": "x"}))
    at = data.rfind(b"PK\5\6")
    data[at + 10 : at + 12] = struct.pack("<H", 60_000)
    with pytest.raises(ImportProblem, match="more than 10000 files"):
        opened(bytes(data))


@pytest.mark.parametrize("data", [b"", b"text", zipped({"a.txt": "x" * 1000})[:-30]])
def test_what_is_no_archive(data):
    with pytest.raises(ImportProblem, match="damaged or cut off"):
        opened(data)


def test_missing_and_damaged_members():
    data = zipped({"a.txt": "x" * 50}, ZIP_STORED).replace(b"xxx", b"xyx", 1)
    with pytest.raises(ImportProblem, match=r"b.txt is not in the file"):
        opened(data).read("b.txt")
    with pytest.raises(ImportProblem, match=r"a.txt is damaged"):
        opened(data).read("a.txt")


@given(st.integers(0), st.binary(min_size=1, max_size=4))
def test_damage_anywhere_gives_members_or_a_problem(position, noise):
    data = bytearray(zipped({"a.txt": "x" * 50, "b/c.txt": "abc" * 20}))
    at = position % len(data)
    data[at : at + len(noise)] = noise
    with suppress(ImportProblem):
        archive = opened(bytes(data))
        for member in archive.members:
            assert len(archive.read(member.name)) == member.size
