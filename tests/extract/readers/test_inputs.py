from pathlib import Path

import pytest
from diplograph.extract.readers import Inputs, find_articles
from diplograph.extract.readers.formats import readable_suffixes
from diplograph.extract.readers.source import STANDARD_INPUT


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for name in ("north/talks.txt", "south/talks.txt", "south/vote.txt", "archive.jsonl"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of {name}.")
    return tmp_path / "news"


def ids(inputs: Inputs) -> list[str]:
    return [file.id for file in inputs.files]


def test_file_is_named_after_itself_wherever_it_lies(news: Path) -> None:
    assert ids(find_articles([news / "north" / "talks.txt"])) == ["talks"]


def test_folder_stands_for_all_articles_below_it_named_by_their_place(news: Path) -> None:
    inputs = find_articles([news])
    assert ids(inputs) == ["archive", "north/talks", "south/talks", "south/vote"]
    assert (inputs.skipped, inputs.faults) == ([], [])


def test_file_that_comes_later_changes_no_id_of_a_folder(news: Path) -> None:
    before = ids(find_articles([news]))
    (news / "east").mkdir()
    (news / "east" / "vote.txt").write_text("Text.")
    assert set(ids(find_articles([news]))) - set(before) == {"east/vote"}


def test_what_is_no_article_in_a_folder_is_skipped_and_said(news: Path) -> None:
    (news / "south" / "photo.JPG").write_bytes(b"\xff\xd8")
    (news / ".cache").mkdir()
    (news / ".cache" / "hidden.txt").write_text("Text.")
    (news / "south" / "Makefile").write_text("all:")
    inputs = find_articles([news])
    *others, last = readable_suffixes()
    readable = f"{', '.join(others)} or {last}"
    assert [str(skipped) for skipped in inputs.skipped] == [
        f"{news}/south/Makefile: skipped: its name does not end in {readable}",
        f"{news}/south/photo.JPG: skipped: is a picture, a sound or a film; only text can be read",
    ]
    assert "hidden" not in "".join(ids(inputs))


def test_folder_without_articles_is_a_fault_with_what_they_are_called(tmp_path: Path) -> None:
    inputs = find_articles([tmp_path])
    ((path, error),) = inputs.faults
    assert path == tmp_path
    assert str(error).startswith(f"{tmp_path}: is a folder without articles; their names must end in .txt")


def test_pattern_stands_for_the_files_that_a_shell_would_give(news: Path) -> None:
    assert ids(find_articles([str(news / "south" / "*.txt")])) == ["talks", "vote"]
    assert ids(find_articles([str(news / "**" / "*.txt")])) == ["north/talks", "south/talks", "vote"]


def test_pattern_that_fits_nothing_is_a_fault(news: Path) -> None:
    ((_, error),) = find_articles([news / "*.text"]).faults
    assert str(error) == f"{news}/*.text: no file fits this pattern; check the folder, and the ending of the names"


def test_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "talks[1].txt").write_text("Text.")
    assert ids(find_articles([tmp_path / "talks[1].txt"])) == ["talks[1]"]


def test_files_of_one_name_are_told_apart_whatever_their_order(news: Path) -> None:
    paths = [news / "south" / "talks.txt", news / "south" / "vote.txt", news / "north" / "talks.txt"]
    assert ids(find_articles(paths)) == ["south/talks", "vote", "north/talks"]
    assert ids(find_articles(reversed(paths))) == ["north/talks", "vote", "south/talks"]


def test_as_many_folders_as_needed_tell_files_apart(tmp_path: Path) -> None:
    paths = [tmp_path / year / "talks" / "day.txt" for year in ("2023", "2024")]
    assert ids(find_articles(paths)) == ["2023/talks/day", "2024/talks/day"]


def test_files_that_differ_in_their_suffix_alone_keep_it(tmp_path: Path) -> None:
    paths = [tmp_path / "talks.txt", tmp_path / "talks.text"]
    assert ids(find_articles(paths)) == [f"{tmp_path.name}/talks.txt", f"{tmp_path.name}/talks.text"]


def test_file_named_twice_is_read_once(news: Path) -> None:
    assert ids(find_articles([news / "south" / "vote.txt", news / "south" / ".." / "south" / "vote.txt"])) == ["vote"]


def test_dash_is_standard_input() -> None:
    (file,) = find_articles(["-"]).files
    assert (file.path, file.id) == (STANDARD_INPUT, "stdin")
