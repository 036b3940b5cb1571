"""A target list becomes pages: pages a second with one and with two workers, CPU of a page, memory over a long run."""

from __future__ import annotations

import csv
import os
import resource
import shutil
import statistics
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lines import Line
from valuepitch.batch.pages import make_pages
from valuepitch.batch.run import Count

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "target-list"
DAY = date(2026, 11, 23)
SHORT, LONG = 240, 10_000  # accounts
PAGE = os.sysconf("SC_PAGE_SIZE")
MB = 2**20


@dataclass
class Watched:
    """A run, and what its processes held while it ran."""

    began: float = 0.0
    first: float = 0.0
    after_first: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)

    def told(self, count: Count) -> None:
        if not self.first:
            self.first, self.after_first = time.perf_counter(), count.done
        if count.done % 50 == 0:
            self.memory.append((count.done, max(_children(), default=0.0)))


def _children() -> list[float]:
    """Megabytes that each child of this process holds."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int((stat.parent / "statm").read_text().split()[1]) * PAGE / MB)
        except (OSError, IndexError):  # it has ended meanwhile
            continue
    return found


def accounts(path: Path, count: int) -> Path:
    """A list of accounts as the sample has them, each with a name, a key and a revenue of its own."""
    with (SAMPLE / "targets.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    usual = [row for row in rows[:230] if len(row) == len(head)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for number in range(count):
            row = list(usual[number % len(usual)])
            row[0], row[4] = f"{number:08d}", str(int(row[4] or 8_000_000) + 1_000 * number)
            writer.writerow(row)
    return path


def run(listed: Path, folder: Path, jobs: int, *, attachments: bool = False) -> tuple[float, float, Watched]:
    """Pages a second once the processes are warm, CPU milliseconds of a page, and what was watched."""
    watched, spent = Watched(), _cpu()
    try:
        done = make_pages(listed, SAMPLE / "product.yaml", str(folder), date=DAY, jobs=jobs, attachments=attachments,
                     told=watched.told)  # fmt: skip
        seconds = time.perf_counter() - watched.first
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if done.refused_rows:
        raise SystemExit(f"{done.refused_rows} accounts have no page")
    made = done.count.made
    return (made - watched.after_first) / seconds, (_cpu() - spent) / made * 1000, watched


def _cpu() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in found)


def batch_lines(folder: Path, pages: int = LONG) -> list[Line]:
    """Two workers against one, and a long run whose memory stays flat."""
    short = accounts(folder / "short.csv", SHORT)
    rates: dict[int, list[float]] = {1: [], 2: []}
    spent: list[float] = []
    for _turn in range(3):
        for jobs in rates:
            rate, cpu, _ = run(short, folder / "pages", jobs)
            rates[jobs].append(rate)
            spent.append(cpu)
    one, two = (statistics.median(found) for found in rates.values())
    print(f"      batch without attachments: {one:.1f} pages/s with one worker, {two:.1f} with two;")
    print(
        f"      {statistics.median(spent):.0f} ms of CPU a page, start of the processes and reading of the list in it"
    )
    lines = [Line("batch: seconds a page of two workers / of one", one / two, "x", 1 / 1.8)]
    if pages:
        rate, cpu, watched = run(accounts(folder / "long.csv", pages), folder / "pages", 2)
        early = max(held for done, held in watched.memory if done <= pages / 10)
        late = max(held for done, held in watched.memory if done > pages / 10)
        print(f"      {pages:,} pages in one run: {rate:.1f} pages/s, {cpu:.0f} ms of CPU a page;")
        print(f"      largest worker {early:.0f} MB in the first tenth, {late:.0f} MB after it")
        lines.append(
            Line(f"batch of {pages:,}: a worker's memory after the first tenth / in it", late / early, "x", 1.1)
        )
    return lines
