"""What is packed is read as what it is, however deep; bombs and damage are one line, and the others are still read."""

import gzip
import io
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from diplograph.extract.readers import Skipped, find_articles, read_documents
from diplograph.extract.readers.limits import limits
from diplograph.extract.readers.source import STANDARD_INPUT
from diplograph.ontology import Document, InputError

TABLE = b"id,title,text\nt1,Talks,Norway hosts.\nt2,Votes,Sweden left.\n"
LINES = b'{"id": "a", "text": "Chad came."}\n'
MEMBERS = {
    "talks.txt": b"Oslo hosts talks.",
    "2024/vote.md": b"Mali **voted**.",
    "2024/news.csv": TABLE,
    "lines.jsonl": LINES,
}


def archive(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def read(path: Path, content: bytes, identifier: str | None = None) -> tuple[list[Document], list[str], list[Skipped]]:
    path.write_bytes(content)
    failures: list[InputError] = []
    skipped: list[Skipped] = []
    documents = list(read_documents(path, identifier=identifier, on_error=failures.append, on_skip=skipped.append))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(str(path)) for failure in failures], skipped


def ids(documents: list[Document]) -> list[str]:
    return [document.id for document in documents]


def test_members_of_an_archive_are_read_as_what_they_are_and_named_by_their_place(tmp_path: Path) -> None:
    documents, failures, skipped = read(tmp_path / "news.zip", archive(MEMBERS))
    assert [(document.id, document.text) for document in documents] == [
        ("news/talks", "Oslo hosts talks."),
        ("news/2024/vote", "Mali voted."),
        ("t1", "Norway hosts."),
        ("t2", "Sweden left."),
        ("a", "Chad came."),
    ]
    assert (failures, skipped) == ([], [])


def test_what_is_no_article_in_an_archive_is_skipped_and_said(tmp_path: Path) -> None:
    members = {"map.png": b"", "Makefile": b"", "__MACOSX/a.txt": b"x", ".hidden/b.txt": b"x", **MEMBERS}
    documents, failures, skipped = read(tmp_path / "news.zip", archive(members))
    assert len(documents) == 5 and failures == []
    assert [each.path.name for each in skipped] == ["map.png", "Makefile"]


def test_bad_member_leaves_the_others(tmp_path: Path) -> None:
    documents, failures, _ = read(tmp_path / "news.zip", archive({"bad.txt": b"\xff\xfe", "empty.txt": b"", **MEMBERS}))
    assert len(documents) == 5
    assert [failure.partition(":")[0] for failure in failures] == ["/bad.txt", "/empty.txt"]


def test_members_that_differ_in_their_suffix_alone_keep_it(tmp_path: Path) -> None:
    documents, _, _ = read(tmp_path / "a.zip", archive({"talks.txt": b"Norway.", "talks.md": b"Sweden.", "b.txt.gz": b"Chad."}))
    assert ids(documents) == ["a/talks.txt", "a/talks.md", "a/b"]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("talks.txt", b"Oslo hosts talks.", ["talks"]),
        ("talks", b"Oslo hosts talks.", ["talks"]),
        ("news.csv", TABLE, ["t1", "t2"]),
        ("lines.jsonl", LINES, ["a"]),
        ("news.zip", archive(MEMBERS), ["news/talks", "news/2024/vote", "t1", "t2", "a"]),
    ],
)
def test_compressed_file_is_read_as_what_it_is(
    tmp_path: Path, pack: object, name: str, content: bytes, found: list[str]
) -> None:
    assert callable(pack)
    suffix = ".gz" if pack is gzip.compress else ".zst"
    assert ids(read(tmp_path / f"{name}{suffix}", pack(content))[0]) == found
    assert ids(read(tmp_path / name, pack(content))[0]) == found


def test_frames_of_a_zstd_file_are_read_one_after_the_other(tmp_path: Path) -> None:
    frames = [zstandard.compress(f"Norway hosts {number}. ".encode() * 20_000) for number in range(3)]
    ((document,), _, _) = read(tmp_path / "a.txt.zst", b"".join(frames))
    assert document.text == "".join(f"Norway hosts {number}. " * 20_000 for number in range(3))


def test_file_that_was_unpacked_under_its_packed_name_is_read(tmp_path: Path) -> None:
    assert ids(read(tmp_path / "news.csv.gz", TABLE)[0]) == ["t1", "t2"]


def test_packed_files_are_found_in_folders_and_named_without_their_packing(tmp_path: Path) -> None:
    for name in ("talks.txt.gz", "news.zip", "old.tar.xz"):
        (tmp_path / name).write_bytes(b"")
    inputs = find_articles([tmp_path])
    assert [file.id for file in inputs.files] == ["news", "talks"]
    assert "is compressed with bzip2 or xz" in inputs.skipped[0].reason


@pytest.mark.parametrize("content", [archive(MEMBERS), gzip.compress(archive(MEMBERS))], ids=["zip", "zip.gz"])
def test_archive_on_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(content)))
    assert ids(list(read_documents(STANDARD_INPUT, identifier="stdin")))[:2] == ["stdin/talks", "stdin/2024/vote"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", archive(MEMBERS)[:200]),
        ("a.zip", b"PK\x03\x04" + b"\0" * 100),
        ("a.txt.gz", gzip.compress(b"Oslo hosts talks. " * 100, mtime=0)[:40]),
        ("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\0damaged"),
        ("a.txt.zst", zstandard.compress(b"Oslo hosts talks. " * 100)[:-3]),
        ("a.txt.zst", zstandard.compress(b"Oslo hosts talks. " * 100)[:12] + b"damaged"),
        ("a.zip", archive({"xl/workbook.xml": b"", "[Content_Types].xml": b""})),
    ],
)
def test_damage_is_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    documents, failures, _ = read(tmp_path / name, content)
    assert documents == [] and len(failures) == 1


def test_damaged_member_is_one_line_and_leaves_the_others(tmp_path: Path) -> None:
    content = archive({"a.txt": b"Norway hosts talks.", "b.txt": b"Sweden comes."}, zipfile.ZIP_STORED)
    documents, (failure,), _ = read(tmp_path / "a.zip", content.replace(b"Norway", b"Norwax", 1))
    assert ids(documents) == ["a/b"] and failure.startswith("/a.txt: is damaged")


def test_member_packed_in_steps_without_bound_is_not_unpacked(tmp_path: Path) -> None:
    documents, (failure,), _ = read(tmp_path / "a.zip", archive({"a.txt": b"Norway hosts."}, zipfile.ZIP_LZMA))
    assert documents == [] and "packed otherwise" in failure


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstandard.compress, lambda raw: archive({"a.txt": raw})], ids=["gz", "zst", "zip"]
)
def test_text_that_unpacks_without_end_is_one_line(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    documents, (failure,), _ = read(tmp_path / "bomb", pack(b"a" * (limits().text_bytes + 1)))
    assert documents == [] and ("holds more than" in failure or "unpacks to more than" in failure)


def test_archives_in_archives_without_end_are_one_line(tmp_path: Path) -> None:
    content = archive({"a.txt": b"Norway hosts."})
    for _ in range(limits().packed_depth + 1):
        content = archive({f"{name}.zip": content for name in "abcdefgh"})
    documents, (failure,), _ = read(tmp_path / "bomb.zip", content)
    assert documents == [] and "is packed more than" in failure


def test_all_that_is_unpacked_of_one_file_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_most(**values: int) -> None:
        tight = replace(limits_of_all, **values)
        for module in ("archives.zips", "archives.unpacking", "archives.members", "text", "limits"):
            monkeypatch.setattr(f"diplograph.extract.readers.{module}.limits", lambda: tight)

    limits_of_all = limits()
    packed = {f"{n}.txt.gz": gzip.compress(b"Norway hosts talks. " * 1000) for n in range(9)}
    at_most(unpacked_bytes=50_000)
    documents, (failure,), _ = read(tmp_path / "a.zip", archive(packed))
    assert len(documents) == 2 and "unpacks to more than 50,000 bytes" in failure
    at_most(archive_members=8)
    assert "holds more than 8 files" in read(tmp_path / "a.zip", archive(packed))[1][0]
    at_most(zip_directory_bytes=100)
    assert "lists more files than" in read(tmp_path / "a.zip", archive(packed))[1][0]


def test_archive_of_nothing_but_blanks_is_not_unpacked_to_its_end(tmp_path: Path) -> None:
    content = gzip.compress((b" " * 1_000_000 + b"\n") * (limits().unpacked_freely // 1_000_000 + 1))
    documents, (failure,), _ = read(tmp_path / "a.jsonl.gz", content)
    assert documents == [] and f"unpacks to more than {limits().unpacked_freely:,} bytes" in failure


def test_archive_that_says_it_unpacks_without_end_is_refused_unread(tmp_path: Path) -> None:
    content = archive({"a.txt": b"Norway hosts talks."})
    size = len(b"Norway hosts talks.").to_bytes(4, "little")
    assert "unpacks to more than" in read(tmp_path / "a.zip", content.replace(size, b"\xfe\xff\xff\xff"))[1][0]


def tar(members: Mapping[str, bytes], *more: tarfile.TarInfo, form: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as made:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
        for info in more:
            made.addfile(info)
    return stream.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["tar", "gz", "zst"])
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar_archive_are_read_as_what_they_are(tmp_path: Path, pack: object, form: int) -> None:
    assert callable(pack)
    for name in ("news.tar", "news.tgz", "news"):
        documents, failures, skipped = read(tmp_path / name, pack(tar(MEMBERS, form=form)))
        assert ids(documents) == ["news/talks", "news/2024/vote", "t1", "t2", "a"]
        assert (failures, skipped) == ([], [])


def test_members_of_a_tar_archive_that_are_alike_are_told_apart(tmp_path: Path) -> None:
    documents, _, _ = read(
        tmp_path / "a.tar", tar({"b.txt": b"Norway.", "b.md": b"Sweden.", "c.txt.gz": gzip.compress(b"Chad.")})
    )
    assert ids(documents) == ["a/b", "a/b.md", "a/c"]


def test_links_devices_and_what_is_no_article_in_a_tar_archive_are_skipped_and_said(tmp_path: Path) -> None:
    link, device = tarfile.TarInfo("passwd.txt"), tarfile.TarInfo("null.txt")
    link.type, link.linkname, device.type = tarfile.SYMTYPE, "/etc/passwd", tarfile.CHRTYPE
    folder = tarfile.TarInfo("folder.txt")
    folder.type = tarfile.DIRTYPE
    documents, failures, skipped = read(tmp_path / "a.tar", tar({"map.png": b"", **MEMBERS}, link, device, folder))
    assert len(documents) == 5 and failures == []
    assert [(each.path.name, each.reason.partition(",")[0]) for each in skipped] == [
        ("map.png", "is a picture"),
        ("passwd.txt", "is a link or a device"),
        ("null.txt", "is a link or a device"),
    ]


@pytest.mark.parametrize("pack", [archive, tar], ids=["zip", "tar"])
@pytest.mark.parametrize("name", ["../c.txt", "2024/../../c.txt", "/../c.txt"])
def test_member_that_leads_out_of_its_archive_is_not_read_and_told(tmp_path: Path, pack: object, name: str) -> None:
    assert callable(pack)
    documents, (failure,), _ = read(tmp_path / "a", pack({name: b"Norway hosts.", **MEMBERS}))
    assert len(documents) == 5
    assert failure == f"/{name}: its name leads out of the archive, and it is not read; pack it anew"


def test_tar_archive_that_is_cut_off_gives_what_stands_before_and_one_line(tmp_path: Path) -> None:
    whole = tar({"a.txt": b"Norway hosts talks.", "b.txt": b"Sweden comes. " * 1000})
    documents, failures, _ = read(tmp_path / "a.tar", whole[:5000])
    assert ids(documents) == ["a/a"]
    assert [failure.partition(":")[0] for failure in failures] == ["/b.txt", ""] and all("damaged" in each for each in failures)
    assert "is a damaged TAR archive" in read(tmp_path / "b.tar", whole[:600])[1][0]


def test_tar_archive_that_says_too_much_of_a_member_is_one_line(tmp_path: Path) -> None:
    long = tarfile.TarInfo("a.txt")
    long.pax_headers = {"comment": "x" * (limits().archive_head_bytes * 2)}
    documents, (failure,), _ = read(tmp_path / "a.tar", tar({}, long))
    assert documents == [] and "says more of a member than" in failure


def test_file_with_gaps_in_a_tar_archive_is_not_filled(tmp_path: Path) -> None:
    sparse = tarfile.TarInfo("a.txt")
    sparse.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.size": str(10**15), "GNU.sparse.map": "0,0"}
    documents, (failure,), _ = read(tmp_path / "a.tar", tar({}, sparse))
    assert documents == [] and "holds a file with gaps" in failure


def test_tar_archive_of_too_many_members_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tight = replace(limits(), archive_members=3)
    monkeypatch.setattr("diplograph.extract.readers.archives.members.limits", lambda: tight)
    documents, (failure,), _ = read(tmp_path / "a.tar", tar(MEMBERS))
    assert len(documents) == 4 and "holds more than 3 files" in failure
