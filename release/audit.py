"""Known vulnerabilities of the locked packages, by pip-audit, which asks the package index.

python release/audit.py LOCK [PIP_AUDIT]    exits with 0 where none is known, 1 where one is, 3 where nothing could be asked
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOUND, NOT_ASKED = 1, 3


def judge(report: dict[str, Any]) -> tuple[int, list[str]]:
    """The exit status and the lines that say what pip-audit's report says."""
    packages = report["dependencies"]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    lines = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}"
        for package in packages
        for hole in package.get("vulns", ())
    ]
    if lines:
        return FOUND, lines
    if len(skipped) == len(packages):
        return NOT_ASKED, [
            "audit: the package index answers for none of the packages; nothing was audited, run it with a network"
        ]
    told = f"; the index does not know {', '.join(skipped)}" if skipped else ""
    return 0, [f"audit: no known vulnerability in {len(packages) - len(skipped)} packages{told}"]


def main(arguments: Sequence[str]) -> int:
    lock, tool = Path(arguments[0]), [*arguments[1:], "pip-audit"][0]
    command = [tool, "--requirement", str(lock), "--no-deps", "--disable-pip", "--format=json", "--progress-spinner=off"]
    done = subprocess.run([*command, "--timeout=10"], capture_output=True, text=True, check=False)
    try:
        status, lines = judge(json.loads(done.stdout))
    except json.JSONDecodeError:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        status, lines = NOT_ASKED, [f"audit: pip-audit could not ask ({last}); nothing was audited, run it with a network"]
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
