"""sdist and wheel of the last commit, built twice in two folders, equal to the byte, and tried in a fresh environment.

python release/dist.py TOOLS OUTPUT    TOOLS is a folder that has build, twine and uv; needs git and the package index

The time stamps in both are those of the commit. setuptools stamps an sdist with the clock, so it is packed anew.
"""

import argparse
import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXECUTABLE, PLAIN = 0o755, 0o644


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> str:
    done = subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def repack(sdist: Path, stamp: int) -> None:
    """Pack an sdist anew: members by name, without owners, with one time stamp."""
    with tarfile.open(sdist) as old:
        members = [(member, old.extractfile(member)) for member in sorted(old.getmembers(), key=lambda member: member.name)]
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new:
            for member, content in members:
                plain = tarfile.TarInfo(member.name)
                plain.type, plain.size, plain.mtime = member.type, member.size, stamp
                plain.mode = EXECUTABLE if member.isdir() else PLAIN
                new.addfile(plain, content)
    with sdist.open("wb") as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=stamp) as zipped:
        zipped.write(packed.getvalue())


def build(commit: str, stamp: int, python: Path, folder: Path) -> list[Path]:
    """The sdist of a commit, and the wheel made of that sdist."""
    source, unpacked, dist = folder / "source", folder / "unpacked", folder / "dist"
    source.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(source, filter="data")
    stamped = {"SOURCE_DATE_EPOCH": str(stamp), "PYTHONHASHSEED": str(len(str(folder)))}
    run([python, "-m", "build", "--sdist", "--outdir", dist], source, **stamped)
    (sdist,) = dist.glob("*.tar.gz")
    repack(sdist, stamp)
    with tarfile.open(sdist) as files:
        files.extractall(unpacked, filter="data")
    (inner,) = unpacked.iterdir()
    run([python, "-m", "build", "--wheel", "--outdir", dist], inner, **stamped)
    return sorted(dist.iterdir())


def try_sdist(sdist: Path, uv: Path, folder: Path) -> None:
    """Install an sdist in an environment of its own, away from the sources, and extract a claim with what it brings."""
    environment = folder / "environment"
    run([uv, "venv", "--quiet", "--python", sys.executable, environment], folder)
    run([uv, "pip", "install", "--quiet", "--python", environment / "bin" / "python", sdist], folder)
    tool = environment / "bin" / "diplograph"
    print(run([tool, "--version"], folder).strip())
    article = folder / "article.txt"
    article.write_text("Hungary opposes the accession of Ukraine to the European Union.\n", encoding="utf-8")
    if '"opposesMembership"' not in run([tool, "extract", "--extractor", "both", article], folder):
        sys.exit("what was installed from the sdist does not find the claim of the sentence that it was given")
    print("installed from the sdist, it finds the claim of a sentence")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tools", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    tools = options.tools.absolute()
    commit, stamp = run(["git", "log", "-1", "--format=%H %ct"], ROOT).split()
    if run(["git", "status", "--porcelain"], ROOT):
        print("changes that are not committed are left out")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        once, again = (build(commit, int(stamp), tools / "python", folder / name) for name in ("once", "a-second-time"))
        digests = [[hashlib.sha256(path.read_bytes()).hexdigest() for path in built] for built in (once, again)]
        for path, digest, other in zip(once, *digests, strict=True):
            if digest != other:
                sys.exit(f"{path.name}: is not reproducible: {digest} and {other}")
            print(f"{digest}  {path.name}")
        run([tools / "twine", "check", "--strict", *once], folder)
        print("twine check: passed")
        try_sdist(next(path for path in once if path.name.endswith(".tar.gz")), tools / "uv", folder)
        options.output.mkdir(parents=True, exist_ok=True)
        for path in once:
            shutil.copy(path, options.output)


if __name__ == "__main__":
    main()
