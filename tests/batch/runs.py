"""Small lists that become pages, and what a folder of pages holds; what a test is about stands in the test."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import pickle
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from valuepitch.batch.child import Order, Outcome, answer
from valuepitch.batch.pages import Batch, make_pages
from valuepitch.batch.settings import unpacked
from valuepitch.files import TEMPORARY_PREFIX

DAY = date(2026, 11, 23)
MANIFESTS = ("manifest.json", "manifest.csv", "rejects.csv")

PROFILE = """\
name: Tally
seller: Acme
plain_name: one machine
action: replacing the machine
currency: USD
conventions: {hurdle_rate: {value: 12%, low: 10%, high: 14%, source: House rate, origin: estimate}}
costs:
  - {name: Machine, amount: {value: 90_000, low: 80_000, high: 120_000}, month: 0, source: Quote 7, origin: quote}
benefits:
  - name: Scrap avoided
    kind: cash
    amount: revenue * 0.01
    ramp: {from_month: 3, months_to_full: 6}
"""
HEADER = "Account ID,Account Name,Billing Country,Annual Revenue,Employees"
ROWS = (
    "k1,Northfield,US,9000000,60",
    "k2,Southfield,US,50000000,400",
    "k3,Westfield,DE,40000000,",
    "k4,Eastfield,US,3000000,20",
)
BAD = ("m1,Blank,US,,60", "m2,Words,US,many,60")


def write_list(folder: Path, rows: Sequence[str] = ROWS, profile: str = PROFILE) -> tuple[Path, Path]:
    """The list and the profile as files."""
    folder.mkdir(exist_ok=True)
    (folder / "list.csv").write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    (folder / "product.yaml").write_text(profile, "utf-8")
    return folder / "list.csv", folder / "product.yaml"


def run(folder: Path, output: Path | str = "", **options: Any) -> Batch:
    """The list of a folder becomes pages, without attachments where nothing is said; the place is ``pages`` there."""
    settings = {"date": DAY, "attachments": False, "jobs": 1, **options}
    return make_pages(folder / "list.csv", folder / "product.yaml", str(output or folder / "pages"), **settings)


_DRAWN: dict[tuple[str, str], Outcome] = {}


class Desk:
    """Draws pages in this process, each different one once; it stands in the place of a warm process.

    Attributes:
        asked: the name of every account whose page was asked for.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, digest: str, packed: bytes, order: Order) -> Outcome:
        said = (digest, hashlib.sha256(pickle.dumps((order.prospect.data, order.draw))).hexdigest())
        self.asked.append(order.prospect.data["name"])
        if said in _DRAWN:
            return _DRAWN[said]
        outcome = answer(unpacked(packed), order)
        if outcome.record is not None:  # problems have a place in the list, which is another one elsewhere
            _DRAWN[said] = outcome
        return outcome


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder of pages for people to read."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def manifests(folder: Path) -> dict[str, bytes]:
    """The three files beside the pages."""
    return {name: (folder / name).read_bytes() for name in MANIFESTS}


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """What the manifest says, by key."""
    return {page["key"]: page for page in json.loads((folder / "manifest.json").read_bytes())["pages"]}


def rejects(folder: Path) -> list[dict[str, str]]:
    """What the rejects say."""
    with (folder / "rejects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def temporaries(folder: Path) -> list[str]:
    """Files that a write has left behind."""
    return [path.name for path in folder.iterdir() if path.name.startswith(TEMPORARY_PREFIX)]


def assert_whole(folder: Path) -> None:
    """Every page that the manifest lists is there, whole, and listed once."""
    listed = list(records(folder).values())
    assert len({page["file"] for page in listed}) == len(listed)
    for page in listed:
        data = (folder / page["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (page["bytes"], page["sha256"])


def children(process: int) -> list[int]:
    """The processes that a process has started."""
    found: set[int] = set()
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found |= {int(number) for number in task.read_text("ascii").split()}
        except OSError:  # the thread has ended
            continue
    return sorted(found)


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and is not yet waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False


def soon(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether something comes true before so many seconds are over."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        os.sched_yield()
        time.sleep(0.02)
    return True
