"""How many changed lines of the kernel the tests noticed, and whether each survivor has its reason.

python tools/mutants.py           the score; exit 1 below 90 %, or where a survivor has no reason
python tools/mutants.py --list    the survivors as lines for tests/mutants.toml, to write reasons for

tests/mutants.toml holds the survivors: [[reason]] with its text, and the changes that it is true of.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REASONS = ROOT / "tests" / "mutants.toml"
GOAL = 0.90
MUTMUT = [sys.executable, "-m", "mutmut"]
ALIVE = ("survived", "no tests", "suspicious")


def results() -> dict[str, str]:
    """What became of each mutant, by its name."""
    said = subprocess.run([*MUTMUT, "results", "--all", "true"], cwd=ROOT, check=True, capture_output=True, text=True)
    return dict(line.strip().rsplit(": ", 1) for line in said.stdout.splitlines() if ": " in line)


def change(name: str) -> str:
    """The function and its changed line; the number in a mutant's name would change with every edit."""
    said = subprocess.run([*MUTMUT, "show", name], cwd=ROOT, capture_output=True, text=True).stdout
    after = [line[1:].strip() for line in said.splitlines() if re.match(r"\+(?!\+)", line)]
    return f"{name.rsplit('__mutmut_', 1)[0].removeprefix('valuepitch.')}: {' '.join(after)}"


def explained() -> set[str]:
    """The changes that have a reason."""
    held = tomllib.loads(REASONS.read_text("utf-8")) if REASONS.exists() else {}
    return {line for reason in held.get("reason", ()) for line in reason["changes"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="the survivors as lines for tests/mutants.toml")
    listing = parser.parse_args().list
    found = results()
    alive = sorted({change(name) for name, state in found.items() if state in ALIVE})
    if listing:
        print("\n".join(f"  {json.dumps(line, ensure_ascii=False)}," for line in alive))
        return 0
    checked = {name: state for name, state in found.items() if state != "not checked"}
    dead = sum(state not in ALIVE for state in checked.values())
    share = dead / max(len(checked), 1)
    print(f"{len(checked)} mutants: {dict(Counter(checked.values()))}; {share:.1%} noticed, goal {GOAL:.0%}")
    missing = [line for line in alive if line not in explained()]
    for line in missing:
        print(f"no reason in {REASONS.relative_to(ROOT)}: {line}")
    return 1 if share < GOAL or missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
