"""CPU of one page against the same HTML in plain WeasyPrint and in Chromium, and against a like page by Typst.

Every turn draws the page of another prospect, as a batch does: nothing that was kept of one page is the next one's.
"""

from __future__ import annotations

import gc
import importlib.util
import itertools
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst
from weasyprint import HTML

from lines import Line, in_turns
from valuepitch import pipeline
from valuepitch.pipeline.evaluation import Evaluation
from valuepitch.pipeline.pages import composer_of, draw, making_of
from valuepitch.render.html import to_html
from valuepitch.render.template import FONT_FOLDER, load_template
from valuepitch.render.weasy import VARIANT

BENCHMARKS = Path(__file__).resolve().parent
SAMPLE = BENCHMARKS.parent / "samples" / "quickstart"
DAY = date(2026, 11, 23)
TEMPLATES = ("onepager", "owner", "board")
PROSPECTS = 20
TURNS = PROSPECTS - 1  # and one to warm up
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Drawn:
    """A page as peers are given it: its HTML with its styles, and its context."""

    html: str
    page: dict[str, Any]


def prospects(folder: Path) -> list[Evaluation]:
    """Evaluated cases with names and figures of their own."""
    text = (SAMPLE / "prospect.yaml").read_text("utf-8")
    found = []
    for number in range(PROSPECTS):
        told = text.replace("Northfield Components", f"Northfield {_word(number)} Components")
        told = told.replace("value: 2_140_000", f"value: {2_140_000 + 31_700 * number}")
        told = told.replace("value: 61,", f"value: {61 + number},").replace("_600_000", f"_{600 + number}_000")
        path = folder / f"prospect-{number}.yaml"
        path.write_text(told, "utf-8")
        found.append(pipeline.evaluate(path, SAMPLE / "product.yaml"))
    return found


def _word(number: int) -> str:
    return "ABCDEFGHIJKLMNOPQRST"[number] + "velo"


def drawn(evaluated: Evaluation, name: str) -> Drawn:
    """The page that a template makes of a case."""
    template = load_template(name)
    making = making_of(evaluated, "a4", DAY, template)
    composer = composer_of(evaluated, making, template, attached=False)
    made = draw(evaluated, composer, making, template)
    spacing = "spacing: "
    step = next((s.removeprefix(spacing) for s in made.fitted if s.startswith(spacing)), template.config.fit.start)
    page = dict(composer.page(made.shown).plain())
    styles = f"<style>{template.stylesheet('a4')}</style></head>"
    return Drawn(to_html(page, template, step).replace("</head>", styles), page)


def _fonts(folder: Path) -> None:
    (folder / FONT_FOLDER).mkdir(exist_ok=True)
    for name, data in load_template().files.items():
        if name.startswith(FONT_FOLDER):
            (folder / name).write_bytes(data)


def peer_lines(folder: Path) -> list[Line]:
    """One page of each template against its peers, all taking turns."""
    _fonts(folder)
    cases = prospects(folder)
    pages = {name: [drawn(case, name) for case in cases] for name in TEMPLATES}
    jobs: dict[str, Callable[[], object]] = {}
    for name in TEMPLATES:
        jobs[name] = _ours(cases, name)
        jobs[f"plain {name}"] = _plain(pages[name], folder, pdf_variant=VARIANT)
    jobs["carrying"] = _ours(cases, "onepager", attachments=True)
    jobs["untagged"] = _plain(pages["onepager"], folder)
    jobs["typst"] = _typst(pages["onepager"], folder)
    gc.collect()
    gc.freeze()  # what the comparison itself keeps is nobody's page
    spent = in_turns(TURNS, **jobs)
    print(
        "      CPU of one page, attachments apart, and of its HTML in plain WeasyPrint, of another prospect each turn:"
    )
    print(
        "      " + "; ".join(f"{name} {spent[name]:.0f} ms and {spent[f'plain {name}']:.0f} ms" for name in TEMPLATES)
    )
    print(f"      onepager in plain WeasyPrint without tags {spent['untagged']:.0f} ms; Typst {spent['typst']:.0f} ms")
    lines = [
        # 110 ms on a machine on which plain WeasyPrint takes 200 ms for such a page.
        Line(
            f"one page ({name}), warm, Result to bytes / plain write_pdf()",
            spent[name] / spent[f"plain {name}"],
            "x",
            0.55,
        )
        for name in TEMPLATES
    ]
    added = (spent["carrying"] - spent["onepager"]) / spent["plain onepager"]
    lines += [
        Line("what its attachments add / plain write_pdf()", added, "x", 0.25),
        Line("one page / plain write_pdf() without tags", spent["onepager"] / spent["untagged"], "x", 0.6),
        Line("one page / a like page by Typst", spent["onepager"] / spent["typst"], "x", 6.0),
    ]
    printed = chromium(pages["onepager"], folder)
    if printed is not None:
        print(f"      Chromium, kept warm, with tags: {printed:.0f} ms")
        lines.append(Line("one page / Chromium, warm, with tags", spent["onepager"] / printed, "x", 1.6))
    return lines


def _ours(cases: list[Evaluation], name: str, *, attachments: bool = False) -> Callable[[], object]:
    turn, template = itertools.cycle(cases), load_template(name)

    def page() -> None:
        pipeline.render(next(turn), "a4", DAY, attachments=attachments, template=template)
        gc.collect()  # the collector is off while a page is made; what it left is its own to clear

    return page


def _plain(pages: list[Drawn], folder: Path, **options: str) -> Callable[[], object]:
    turn = itertools.cycle(pages)
    return lambda: HTML(string=next(turn).html, base_url=f"{folder}/").write_pdf(**options)


def _typst(pages: list[Drawn], folder: Path) -> Callable[[], object]:
    fonts = [str(folder / FONT_FOLDER)]
    compiler = typst.Compiler(str(BENCHMARKS / "page.typ"), font_paths=fonts, ignore_system_fonts=True)
    turn = itertools.cycle(pages)
    return lambda: compiler.compile(
        format="pdf", sys_inputs={"page": json.dumps(next(turn).page)}, pdf_standards=["ua-1"]
    )


def chromium(pages: list[Drawn], folder: Path) -> float | None:
    """CPU milliseconds of a page in Debian's Chromium, over all its processes; None, and a note, where it is not."""
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if not all(programs) or importlib.util.find_spec("selenium") is None:
        print("      Chromium is left out: it needs chromium, chromium-driver and selenium (make setup-dev)")
        return None
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(word)
    start = folder / "start.html"  # pages stand in its place, so that their fonts are found and read once
    start.write_text(pages[0].html, "utf-8")
    service = webdriver.ChromeService(str(programs[1]))
    with webdriver.Chrome(options, service) as driver:
        driver.get(start.as_uri())
        for page in pages[:3]:
            _print(driver, page)
        before = _cpu_of_tree(service.process.pid)
        for page in pages:
            _print(driver, page)
        time.sleep(0.2)  # what it still does in the background belongs to its pages
        return (_cpu_of_tree(service.process.pid) - before) / len(pages) * 1000


def _print(driver: Any, page: Drawn) -> None:
    frame = driver.execute_cdp_cmd("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
    driver.execute_cdp_cmd("Page.setDocumentContent", {"frameId": frame, "html": page.html})
    driver.execute_async_script("document.fonts.ready.then(arguments[0])")
    printed = driver.execute_cdp_cmd(
        "Page.printToPDF", {"generateTaggedPDF": True, "printBackground": True, "preferCSSPageSize": True}
    )
    assert len(printed["data"]) > 10_000


def _cpu_of_tree(root: int) -> float:
    """CPU seconds of a process and all that came of it."""
    parents: dict[int, int] = {}
    spent: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        number = int(stat.parent.name)
        parents[number], spent[number] = int(fields[1]), sum(map(int, fields[11:15]))
    tree = {root}
    while more := {number for number, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return sum(spent[number] for number in tree if number in spent) / TICKS
