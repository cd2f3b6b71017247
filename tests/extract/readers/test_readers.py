import datetime
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.extract import readers
from diplograph.extract.readers import READERS, detect_kind, read_documents
from diplograph.extract.readers.formats import readable_suffixes
from diplograph.extract.readers.limits import limits
from diplograph.extract.readers.source import Source
from diplograph.ontology import Document, InputError
from hypothesis import given, settings
from hypothesis import strategies as st

GOOD = {"id": "a", "text": "Oslo hosts talks."}


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def write_lines(folder: Path, *records: object) -> Path:
    return write(folder / "archive.jsonl", "".join(json.dumps(record) + "\n" for record in records))


def error_of(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read_documents(path))
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message or not path.name.isprintable()
    return message


# Text files


def test_text_file_is_one_document_named_after_the_file(tmp_path):
    path = write(tmp_path / "oslo-talks.txt", "Talks Open in Oslo\n\nDelegations arrived on Monday.\n")
    assert list(read_documents(path)) == [
        Document(id="oslo-talks", title="Talks Open in Oslo", text="Talks Open in Oslo\n\nDelegations arrived on Monday.\n")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Delegations arrived.\n\nTalks open today.\n",
        "He said: “Talks open.”\n\nMore followed.\n",
        "Talks Open in Oslo\nDelegations arrived.\n",
        "Talks Open in Oslo\n",
        "x" * 200 + "\n\nDelegations arrived.\n",
    ],
    ids=["sentence", "quoted sentence", "no blank line", "no body", "too long"],
)
def test_first_line_that_is_no_headline_gives_no_title(tmp_path, text):
    [document] = read_documents(write(tmp_path / "a.txt", text))
    assert document.title is None
    assert document.text == text


def test_windows_and_unix_line_endings_give_the_same_text(tmp_path):
    unix = write(tmp_path / "unix.txt", "Title\n\nOne.\nTwo.\n")
    windows = write(tmp_path / "windows.txt", "Title\r\n\r\nOne.\r\nTwo.\r\n")
    assert next(read_documents(unix)).text == next(read_documents(windows)).text


def test_byte_order_mark_is_no_part_of_the_text(tmp_path):
    [document] = read_documents(write(tmp_path / "a.txt", b"\xef\xbb\xbfOslo hosts talks."))
    assert document.text == "Oslo hosts talks."


def test_byte_order_mark_before_one_record_is_no_other_format(tmp_path):
    line = b'\xef\xbb\xbf{"id": "a", "text": "Oslo hosts talks."}\n'
    [document] = read_documents(write(tmp_path / "a.jsonl", line))
    assert (document.id, document.text) == ("a", "Oslo hosts talks.")


def test_control_and_bidirectional_characters_stay_so_that_offsets_hold(tmp_path):
    text = "Oslo\x07 \u202ehosts\u202c\ttalks\x1b[31m."
    [document] = read_documents(write(tmp_path / "a.txt", text))
    assert document.text == text


# Files that are not text


def test_missing_file_is_named(tmp_path):
    assert "no such file" in error_of(tmp_path / "missing.txt")


def test_directory_is_refused_with_what_to_name_instead(tmp_path):
    assert f"is a directory; name the files in it, for example {tmp_path}/*" in error_of(tmp_path)


def test_unreadable_file_says_how_to_make_it_readable(tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt", "Oslo")

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # file modes do not bind root
    assert "permission denied; make it readable with: chmod" in error_of(path)


def test_link_that_points_to_itself_is_an_input_error(tmp_path):
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    assert "cannot be read" in error_of(path)


def test_path_with_nul_is_an_input_error(tmp_path):
    assert "NUL" in error_of(tmp_path / "a\0b.txt")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\t\n"], ids=["empty", "only a mark", "white space"])
def test_file_without_text_is_refused(tmp_path, content):
    assert "should hold the text of an article" in error_of(write(tmp_path / "a.txt", content))


@pytest.mark.parametrize("name", ["talks.xyz", "talks.PY", "talks.txt.bak"])
def test_text_whose_name_tells_of_another_kind_is_refused_with_the_remedy(tmp_path, name):
    (tmp_path / name).write_text("Oslo hosts talks.")
    with pytest.raises(InputError, match=rf"{name}: \.\w+ is no kind of file that is read; if it is an article, name it \.txt"):
        next(read_documents(tmp_path / name))


@pytest.mark.parametrize("name", ["talks", "talks-2025.02.18", "talks.1", "The talks. What next"])
def test_name_that_tells_of_no_kind_is_that_of_a_text(tmp_path, name):
    (tmp_path / name).write_text("Oslo hosts talks.")
    assert next(read_documents(tmp_path / name)).text == "Oslo hosts talks."


def test_binary_file_is_refused_with_the_place_of_the_first_nul(tmp_path):
    assert "is a binary file, not text (NUL at byte 4)" in error_of(write(tmp_path / "a.txt", b"Oslo\0\x01\x02"))


def test_nul_far_into_a_file_is_found(tmp_path):
    assert "NUL at byte 9000" in error_of(write(tmp_path / "a.txt", b"x" * 9000 + b"\0"))


def test_byte_that_is_not_utf8_is_given_with_offset_and_remedy(tmp_path):
    message = error_of(write(tmp_path / "a.txt", b"\xef\xbb\xbfcaf\xe9"))
    assert "byte 6 (0xe9) is not UTF-8" in message
    assert f"iconv -f WINDOWS-1252 -t UTF-8 {tmp_path}/a.txt > a.utf8.txt" in message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_unicode_encoding_is_named_and_its_remedy_works(tmp_path, encoding):
    path = write(tmp_path / "it's.txt", "Zürich hosts talks.".encode(encoding))
    message = error_of(path)
    assert f"is {encoding.upper()}, not UTF-8" in message
    subprocess.run(message.split("mend it with: ")[1], shell=True, check=True, cwd=tmp_path)
    assert next(read_documents(tmp_path / "it's.utf8.txt")).text == "Zürich hosts talks."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf1", "an RTF document"),
        (b"BZh9", "compressed with bzip2 or xz"),
    ],
)
def test_other_format_is_named(tmp_path, content, said):
    assert f"is {said}" in error_of(write(tmp_path / "a.txt", content))


def test_control_characters_of_a_file_name_are_escaped_in_the_message(tmp_path):
    assert "\x1b" not in error_of(tmp_path / "\x1b[31mred\n.txt")


def test_file_name_that_is_not_utf8_still_gives_a_printable_id_and_message(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    error_of(path).encode("utf-8")
    [document] = read_documents(write(path, "Oslo hosts talks."))
    assert document.id == "caf\ufffd"


# JSON Lines


def test_line_gives_a_document_with_all_its_fields(tmp_path):
    record = {**GOOD, "title": "Talks", "date": "2025-02-18", "outlet": "VOA", "url": "https://example.org/a"}
    expected = Document("a", "Oslo hosts talks.", "Talks", datetime.date(2025, 2, 18), "VOA", "https://example.org/a")
    assert list(read_documents(write_lines(tmp_path, record))) == [expected]
    record["retrieved"] = "2025-02-19T08:00:00Z"
    assert list(read_documents(write_lines(tmp_path, record))) == [replace(expected, retrieved=datetime.date(2025, 2, 19))]


def test_unknown_null_and_empty_optional_fields_are_passed_over(tmp_path):
    record = {**GOOD, "title": None, "date": "", "outlet": " ", "claims": [1], "stratum": "x"}
    assert list(read_documents(write_lines(tmp_path, record))) == [Document("a", "Oslo hosts talks.")]


def test_blank_lines_are_skipped(tmp_path):
    path = write(tmp_path / "a.ndjson", '\n{"id": "a", "text": "One."}\r\n \n\n{"id": "b", "text": "Two."}')
    assert [document.id for document in read_documents(path)] == ["a", "b"]


def test_line_endings_inside_a_json_string_are_normalised(tmp_path):
    [document] = read_documents(write_lines(tmp_path, {"id": "a", "text": "One.\r\nTwo.\rThree."}))
    assert document.text == "One.\nTwo.\nThree."


def test_half_of_a_surrogate_pair_becomes_one_character_that_utf8_can_hold(tmp_path):
    [document] = read_documents(write(tmp_path / "a.jsonl", r'{"id": "a", "text": "x\ud800y \ud83d\ude00"}'))
    assert document.text == "x\ufffdy \U0001f600"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-02-18", "2025-02-18"),
        (" 2025-02-18 ", "2025-02-18"),
        ("2025-02-18T23:30:00-05:00", "2025-02-18"),
        ("2025-02-18T10:00:00Z", "2025-02-18"),
        ("2025-02-18 10:00", "2025-02-18"),
    ],
)
def test_date_or_day_of_a_timestamp_is_taken(tmp_path, value, day):
    [document] = read_documents(write_lines(tmp_path, {**GOOD, "date": value}))
    assert document.date == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    "value",
    ["18/02/2025", "2025-2-18", "20250218", "2025-W08-2", "February 18", "2025-02-18T99:00", "٢٠٢٥-٠٢-١٨"],
)
def test_bad_date_is_given_with_line_value_and_what_was_expected(tmp_path, value):
    message = error_of(write_lines(tmp_path, GOOD, {"id": "b", "text": "Two.", "date": value}))
    assert f'line 2: date "{value}" is not a day; expected YYYY-MM-DD' in message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "a", "text": "x"', "not JSON: Expecting ',' delimiter at character 25"),
        ("Oslo hosts talks.", "not JSON: Expecting value at character 1"),
        ('[{"id": "a"}]', "an array, not an object; make it one object a line with: jq -c '.[]'"),
        ("null", "null, not an object"),
        ("true", "true or false, not an object"),
        ('{"text": "x"}', 'no "id"; each line needs "id" and "text"'),
        ('{"id": "a"}', 'no "text"; each line needs "id" and "text"'),
        ('{"id": "a", "text": " \\n"}', '"text" is empty'),
        ('{"id": "a", "text": null}', '"text" is empty'),
        ('{"id": "", "text": "x"}', '"id" is empty'),
        ('{"id": 7, "text": "x"}', '"id" is a number; write it as a string'),
        ('{"id": "a", "text": ["x"]}', '"text" is an array; write it as a string'),
        ('{"id": "a", "text": "x", "title": {}}', '"title" is an object; write it as a string'),
        ('{"id": "a", "text": "x", "date": 20250218}', '"date" is a number; write it as a string'),
        ("[" * 100_000, "JSON that is too large or too deeply nested"),
        ('{"id": ' + "1" * 10_000 + "}", "JSON that is too large or too deeply nested"),
    ],
)
def test_malformed_line_is_given_with_its_number_and_what_is_wrong(tmp_path, line, said):
    message = error_of(write(tmp_path / "archive.jsonl", f'\n{{"id": "z", "text": "Fine."}}\n{line}\n'))
    assert f"archive.jsonl: line 3: {said}" in message


def test_second_article_of_the_same_id_is_refused_with_both_lines(tmp_path):
    message = error_of(write_lines(tmp_path, GOOD, {"id": "b", "text": "Two."}, GOOD))
    assert 'line 3: second article with the id "a" (first on line 1)' in message


def test_byte_that_is_not_utf8_is_given_with_line_and_offset_in_the_file(tmp_path):
    path = write(tmp_path / "archive.jsonl", b'{"id": "a", "text": "One."}\n{"id": "b", "text": "caf\xe9"}\n')
    assert "line 2: byte 52 (0xe9) is not UTF-8" in error_of(path)
    assert path.read_bytes()[52] == 0xE9


def test_day_that_is_in_no_calendar_is_said_to_be_none(tmp_path):
    message = error_of(write_lines(tmp_path, {**GOOD, "date": "2024-02-30"}))
    assert message.endswith('line 1: date "2024-02-30" is in no calendar; mend it, or leave it out')


def test_objects_spread_over_lines_are_one_error_and_not_one_a_line(tmp_path):
    failures: list[InputError] = []
    path = write(tmp_path / "a.json", json.dumps(GOOD, indent=1) + json.dumps(GOOD, indent=1))
    assert list(read_documents(path, on_error=failures.append)) == []
    assert len(failures) == 1
    assert "JSON of several values over several lines; make it one object a line with: jq -c ." in str(failures[0])


def test_names_of_fields_of_json_lines_may_be_told(tmp_path):
    path = write_lines(tmp_path, {"key": "a", "id": "no", "body": "Oslo hosts.", "text": "no"})
    [document] = read_documents(path, columns={"id": "key", "text": "body"})
    assert (document.id, document.text) == ("a", "Oslo hosts.")


def test_archive_of_blank_lines_is_refused(tmp_path):
    assert "holds no article" in error_of(write(tmp_path / "archive.jsonl", "\n \n"))


def test_good_lines_before_a_bad_one_are_delivered(tmp_path):
    documents = read_documents(write_lines(tmp_path, GOOD, {"id": "b"}))
    assert next(documents).id == "a"
    with pytest.raises(InputError):
        next(documents)


def test_reading_goes_on_after_a_bad_line_where_errors_are_collected(tmp_path):
    failures: list[InputError] = []
    path = write_lines(tmp_path, {"id": "b"}, GOOD, 7, {"id": "c", "text": "Three."})
    assert [document.id for document in read_documents(path, on_error=failures.append)] == ["a", "c"]
    assert [str(failure).split(": ")[1] for failure in failures] == ["line 1", "line 3"]


def test_missing_file_is_collected_like_any_other_fault(tmp_path):
    failures: list[InputError] = []
    assert list(read_documents(tmp_path / "missing.txt", on_error=failures.append)) == []
    assert len(failures) == 1


def test_error_raised_by_the_collector_reaches_the_caller_once(tmp_path):
    seen: list[InputError] = []

    def stop(error: InputError) -> None:
        seen.append(error)
        raise error

    with pytest.raises(InputError):
        list(read_documents(write_lines(tmp_path, 7, 8), on_error=stop))
    assert len(seen) == 1


def test_archive_is_read_as_it_is_asked_for(tmp_path):
    path = write_lines(tmp_path, *({"id": str(number), "text": "Oslo. " * 100} for number in range(1000)))
    documents = read_documents(path, on_error=lambda _: None)
    assert next(documents).id == "0"
    os.truncate(path, 0)  # a reader that had read on to the end would still deliver all
    assert len(list(documents)) < 999


def test_every_suffix_leads_to_a_reader():
    assert set(readable_suffixes().values()) <= set(READERS)
    assert detect_kind(Path("unknown.suffix")) in READERS


BEGINNINGS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08\0",
    b"\x28\xb5\x2f\xfd",
    b"<html>",
    b"<rss>",
    b"---\na: ",
    b"id,text\n",
    b"WARC/1.0\r\n",
    b"PAR1",
    b'[{"',
    b"a.txt" + b"\0" * 252 + b"ustar",
    b"From: <Saved by Blink>\n",
]


@settings(deadline=None, max_examples=50)  # libraries are loaded on the way
@given(
    beginning=st.sampled_from(BEGINNINGS),
    content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    suffix=st.sampled_from(sorted(readable_suffixes())),
)
def test_any_bytes_give_documents_or_one_line_errors(tmp_path_factory, beginning, content, suffix):
    path = write(tmp_path_factory.mktemp("any") / f"a{suffix}", beginning + content)
    failures: list[InputError] = []
    for document in read_documents(path, on_error=failures.append):
        assert "\r" not in document.text
        document.text.encode("utf-8")
    assert all(str(failure).isprintable() for failure in failures)


def test_reader_of_another_format_gets_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_backwards(source: Source) -> Iterator[Document]:
        yield Document(source.id, source.stream.read()[::-1].decode())

    monkeypatch.setattr(readers, "READERS", {**READERS, "html": read_backwards})
    path = tmp_path / "talks.html"
    path.write_bytes(b".sklat stsoh \x00 olsO")
    assert [document.text for document in read_documents(path)] == ["Oslo \x00 hosts talks."]


def test_text_larger_than_the_limit_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(limits().text_bytes * 100)
        stream.write(b"Oslo hosts talks. " * 300)
    assert f"holds more than {limits().text_bytes:,} bytes" in error_of(path)


def test_endless_line_of_an_archive_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", b'{"id": "a", "text": "' + b"x" * limits().line_bytes)
    assert f"line 1: holds more than {limits().line_bytes:,} bytes" in error_of(path)
