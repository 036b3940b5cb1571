"""From a save to the new picture in the hands of whoever looks at the preview."""

from __future__ import annotations

import json
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lines import Line

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, TEMPLATE = ROOT / "samples" / "quickstart", ROOT / "templates" / "onepager"
AMOUNT, STYLE = "amount: 318_000", "font-size: 8.6pt"
TURNS = 21
WIDTH = 1600  # pixels: a page of 800 on a screen of double density


def preview_lines(folder: Path) -> list[Line]:
    """The command in a process of its own; a file is saved again and again. Wall time, warm."""
    for name in ("prospect.yaml", "product.yaml"):
        shutil.copyfile(SAMPLE / name, folder / name)
    seen = _timed(folder, folder / "product.yaml", AMOUNT, "amount: {}")
    styles = folder / "templates" / "onepager" / "page.css"
    styles.parent.mkdir(parents=True)
    shutil.copyfile(TEMPLATE / "page.css", styles)
    styled = _timed(folder, styles, STYLE, "font-size: 8.6{}pt")
    print(f"      preview, from a save to the picture: fastest {min(seen):.2f} s, slowest {max(seen):.2f} s;")
    print(f"      the same of a file of the template: fastest {min(styled):.2f} s, slowest {max(styled):.2f} s")
    return [
        Line("preview: a save to the new picture, warm, wall, median", statistics.median(seen), "s", 0.5),
        Line("preview: a save of a template's file, warm, wall, median", statistics.median(styled), "s", 0.5),
    ]


def _timed(folder: Path, file: Path, old: str, new: str) -> list[float]:
    words = [sys.executable, "-u", "-m", "valuepitch", "preview", "prospect.yaml", "-p", "product.yaml", "--no-browser"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://[\d.:]+/", process.stdout.readline())
            if address is None:
                raise SystemExit("the preview did not start")
            return _saves(address[0], file, old, new)
        finally:
            process.send_signal(signal.SIGINT)


def _saves(url: str, file: Path, old: str, new: str) -> list[float]:
    """Seconds from each save of a file, with ``old`` replaced by ``new`` and a number, to the picture of its page."""
    text = file.read_text("utf-8")
    assert old in text
    seen: list[float] = []
    with urllib.request.urlopen(f"{url}events", timeout=30) as events:
        states = _states(events)
        _picture(url, next(state for state in states if state["page"]))
        for turn in range(TURNS + 1):
            time.sleep(0.3)  # as fast as anybody saves; the preview is idle again
            began = time.perf_counter()
            file.write_text(text.replace(old, new.format(300_000 + turn)), "utf-8")
            _picture(url, next(state for state in states if not state["errors"]))
            if turn:  # the first is not warm
                seen.append(time.perf_counter() - began)
    return seen


def _states(events: Any) -> Iterator[dict[str, Any]]:
    for line in events:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def _picture(url: str, state: dict[str, Any]) -> None:
    with urllib.request.urlopen(f"{url}page/{state['page']['digest']}.png?width={WIDTH}", timeout=30) as picture:
        assert picture.read().startswith(b"\x89PNG")
