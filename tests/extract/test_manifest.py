"""Manifest of weights: what is loaded is what was written, and whoever alters a file is told which one and what to do."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest
from diplograph.extract import syntax
from diplograph.extract.learned import read_model
from diplograph.extract.manifest import MANIFEST, check_weights, main, write_manifest
from diplograph.ontology import ModelError

SHIPPED = ("model", "learned/model")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("heads").mkdir()
    tmp_path.joinpath("heads", "model").write_bytes(b"\x00\x01 weights")
    tmp_path.joinpath("meta.json").write_text("{}")
    tmp_path.joinpath("README.md").write_text("card")
    write_manifest(tmp_path)
    return tmp_path


def test_folder_as_it_was_written_is_accepted_and_its_card_may_change(folder: Path) -> None:
    folder.joinpath("README.md").write_text("reworded")
    check_weights(folder)
    assert [line.split("  ")[1] for line in folder.joinpath(MANIFEST).read_text().splitlines()] == ["heads/model", "meta.json"]


def test_altered_file_of_the_same_size_is_named_with_the_remedy(folder: Path) -> None:
    folder.joinpath("heads", "model").write_bytes(b"\x00\x02 weights")
    with pytest.raises(ModelError, match=r"heads/model: is not the file that .* install diplograph anew"):
        check_weights(folder)


def test_missing_file_is_named(folder: Path) -> None:
    folder.joinpath("meta.json").unlink()
    with pytest.raises(ModelError, match=r"meta\.json: is missing"):
        check_weights(folder)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"no digest\n", b"abc  meta.json\n"])
def test_damaged_manifest_is_named(folder: Path, content: bytes) -> None:
    folder.joinpath(MANIFEST).write_bytes(content)
    with pytest.raises(ModelError, match=MANIFEST):
        check_weights(folder)


def test_folder_without_manifest_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=MANIFEST):
        read_model(tmp_path)


def test_shipped_pipeline_is_checked_before_it_is_loaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rename(folder.parent / "model")
    folder.parent.joinpath("model", "meta.json").write_text("[]")
    monkeypatch.setattr(syntax.pipeline, "files", lambda _: folder.parent)
    syntax.pipeline._load_shipped.cache_clear()
    with pytest.raises(ModelError, match=r"meta\.json: is not the file"):
        syntax.load_pipeline()


@pytest.mark.parametrize("name", SHIPPED)
def test_manifest_of_shipped_weights_names_every_file_that_is_read(name: str) -> None:
    """The digests themselves are checked by every test that loads them."""
    with as_file(files("diplograph.extract").joinpath(name)) as shipped:
        names = {path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file()}
        listed = {line.split("  ")[1] for line in shipped.joinpath(MANIFEST).read_text().splitlines()}
    assert listed == names - {MANIFEST, "README.md"}, "make manifest"


def test_command_writes_the_manifest_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.joinpath("meta.json").write_text('{"version": "2"}')
    main([str(folder)])
    check_weights(folder)
    assert capsys.readouterr().out == f"{folder / MANIFEST}\n"


@pytest.mark.parametrize("arguments", [[], ["nowhere"]])
def test_command_without_a_folder_says_so(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"."):
        main(arguments)
