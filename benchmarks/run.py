"""Speed and memory as ratios against peers in the same run: ``make bench``.

Machines are shared and noisy: peers take turns, and the medians of CPU time are compared, never single runs.
"""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from weasyprint import HTML

from batches import batch_lines
from finance import irr_lines, screen_lines, simulation_lines
from lines import Line, in_turns
from peers import peer_lines
from plain_workbook import cells_of, plain_workbook
from preview import preview_lines
from ranking import rank_lines
from valuepitch import pipeline
from valuepitch.inputs.wording import Vocabulary
from valuepitch.page.compose import ChartSizes, Shown, compose
from valuepitch.page.figures import Figures
from valuepitch.pipeline.carried import sums
from valuepitch.pipeline.pages import making_of
from valuepitch.pipeline.samples import example_context
from valuepitch.proofread import Texts, proofread
from valuepitch.render.collector import quiet_collector
from valuepitch.render.engine import Options
from valuepitch.render.folders import find_template
from valuepitch.render.html import to_html
from valuepitch.render.template import DEFAULT, FONT_FOLDER, load_template
from valuepitch.render.visible import hidden
from valuepitch.render.weasy import VARIANT, WeasyEngine

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "quickstart"
DAY = date(2026, 11, 23)
TURNS = 15
COLD_TURNS = 7


@dataclass(frozen=True)
class Cold:
    """A whole process: CPU and wall seconds, and its peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def cold(turns: int, **commands: list[str]) -> dict[str, Cold]:
    """Each command as a process of its own, all taking turns; medians."""
    runs: dict[str, list[Cold]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, command in commands.items():
            run = _one_process(command)
            if turn:  # the first fills the caches
                runs[name].append(run)
    return {
        name: Cold(
            statistics.median(run.cpu for run in found),
            statistics.median(run.wall for run in found),
            max(run.memory for run in found),
        )
        for name, found in runs.items()
    }


def _one_process(command: list[str]) -> Cold:
    launch = [sys.executable, "-I", "-S", str(ROOT / "benchmarks" / "launch.py"), *command]
    done = subprocess.run(launch, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    return Cold(*(float(figure) for figure in done.stdout.split()))


def page_lines(folder: Path) -> list[Line]:
    """WeasyPrint's part of a page in a warm process against WeasyPrint as it comes."""
    evaluated = pipeline.evaluate(SAMPLE / "prospect.yaml", SAMPLE / "product.yaml")
    template, engine = load_template(), WeasyEngine()
    size = template.config.pages["a4"]
    sizes = ChartSizes(size.cash, size.sensitivity, size.chart)
    page = compose(evaluated.case, evaluated.language, DAY, "0000-0000", sizes, Shown(9)).plain()
    plain = folder / "page.html"
    plain.write_text(_with_styles(to_html(page, template, "normal"), template.stylesheet("a4")), "utf-8")
    for name, data in template.files.items():
        if name.startswith(FONT_FOLDER):
            (folder / FONT_FOLDER).mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    text = plain.read_text("utf-8")

    def ours() -> bytes:
        with quiet_collector():
            return engine.lay_out(page, template, Options("a4", "normal")).pdf()

    def theirs() -> object:
        return HTML(string=text, base_url=str(folder) + "/").write_pdf(pdf_variant=VARIANT)

    spent = in_turns(TURNS, ours=ours, theirs=theirs)
    print(f"      WeasyPrint's part of a page: {spent['ours']:.0f} ms, as it comes {spent['theirs']:.0f} ms")
    return [
        Line("its WeasyPrint part / plain HTML(string=...).write_pdf()", spent["ours"] / spent["theirs"], "x", 0.55)
    ]


def template_lines() -> list[Line]:
    """A page of a template of the user's beside one of the built-in one, both read once, in a warm worker."""
    evaluated = pipeline.evaluate(SAMPLE / "prospect.yaml", SAMPLE / "product.yaml")
    theirs = find_template(DEFAULT, [ROOT / "samples" / "templates" / "partial"])
    made = pipeline.render(evaluated, "a4", DAY, attachments=False, template=theirs)
    plain = example_context()
    spent = in_turns(
        TURNS,
        ours=lambda: pipeline.render(evaluated, "a4", DAY, attachments=False),
        theirs=lambda: pipeline.render(evaluated, "a4", DAY, attachments=False, template=theirs),
        look=lambda: hidden(made.pdf, plain),
    )
    print(f"      a page of the built-in template {spent['ours']:.0f} ms, of a user's {spent['theirs']:.0f} ms;")
    print(f"      of it the look whether what it owes its reader can be read: {spent['look']:.0f} ms")
    rest = (spent["theirs"] - spent["look"]) / spent["ours"]
    return [Line("a page of a user's template, that look apart / of the built-in one", rest, "x", 1.05)]


def workbook_lines() -> list[Line]:
    """The workbook of every sample in a warm process; one of them against its cells written by XlsxWriter alone."""
    jobs: dict[str, Callable[[], object]] = {}
    for folder in sorted((ROOT / "samples").iterdir()):
        if not (folder / "prospect.yaml").exists():
            continue
        evaluated = pipeline.evaluate(folder / "prospect.yaml", folder / "product.yaml")
        making = making_of(evaluated, "a4", DAY, load_template())
        jobs[folder.name] = functools.partial(sums, evaluated, making)
    cells = cells_of(jobs["quickstart"]())
    spent = in_turns(TURNS, plain=functools.partial(plain_workbook, cells), **jobs)
    print(f"      workbooks: {', '.join(f'{name} {spent[name]:.0f} ms' for name in jobs)};")
    count = sum(map(len, cells.values()))
    print(f"      the {count:,} cells of quickstart, by XlsxWriter alone: {spent['plain']:.0f} ms")
    return [
        Line("workbook of a page (quickstart), warm, CPU", spent["quickstart"], "ms", 60),
        Line("workbook of the largest sample, warm, CPU", max(spent[name] for name in jobs), "ms", 60),
        Line("workbook / its cells written by XlsxWriter alone", spent["quickstart"] / spent["plain"], "x", 1.0),
    ]


def wording_lines() -> list[Line]:
    """The wording check of one page, its files and its template, in a warm process."""
    lines: list[Line] = []
    for sample in ("quickstart", "makine-tr"):
        folder = ROOT / "samples" / sample
        evaluated = pipeline.evaluate(folder / "prospect.yaml", folder / "product.yaml")
        template = load_template()
        size = template.config.pages["a4"]
        sizes = ChartSizes(size.cash, size.sensitivity, size.chart)
        page = compose(evaluated.case, evaluated.language, DAY, "", sizes, Shown(99)).plain()
        texts = Texts(
            evaluated.case.prospect,
            evaluated.case.product,
            evaluated.documents,
            DAY,
            evaluated.language.code,
            Vocabulary(),
            template,
            page,
            [
                said
                for _, said in pipeline.printed_texts(evaluated, Figures(evaluated.case, evaluated.language)).values()
            ],
        )
        spent = in_turns(TURNS, check=functools.partial(proofread, texts))
        lines.append(Line(f"wording check of a page ({evaluated.language.code}), warm, CPU", spent["check"], "ms", 10))
    return lines


def _with_styles(html: str, css: str) -> str:
    return html.replace("</head>", f"<style>{css}</style></head>")


def cold_lines(folder: Path) -> list[Line]:
    """A build from nothing against a bare script that writes the same HTML; help; memory."""
    program = [sys.executable, "-m", "valuepitch"]
    build = [*program, "build", str(SAMPLE / "prospect.yaml"), "--product", str(SAMPLE / "product.yaml")]
    found = cold(
        COLD_TURNS,
        build=[*build, "-o", str(folder / "ours.pdf")],
        alone=[*build, "-o", str(folder / "alone.pdf"), "--no-attachments"],
        verify=[*program, "verify", str(folder / "ours.pdf")],
        bare=[sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(folder / "page.html"), str(folder / "b.pdf")],
        help=[*program, "--help"],
    )
    print(f"      build with attachments: {found['build'].cpu:.2f} s CPU, verify: {found['verify'].cpu:.2f} s CPU;")
    print(
        f"      bare script: {found['bare'].cpu:.2f} s CPU, {found['bare'].memory:.0f} MB; "
        f"build without attachments: {found['alone'].cpu:.2f} s CPU"
    )
    return [
        Line("build from a cold start / bare script, CPU", found["alone"].cpu / found["bare"].cpu, "x", 1.5),
        Line("build from a cold start / bare script, wall", found["alone"].wall / found["bare"].wall, "x", 1.5),
        Line(
            "build from a cold start with attachments / without, CPU",
            found["build"].cpu / found["alone"].cpu,
            "x",
            1.25,
        ),
        Line("verify of one page from a cold start, wall", found["verify"].wall, "s", 1.0),
        Line("valuepitch --help, wall", found["help"].wall, "s", 0.25),
        Line("peak memory of one build", found["build"].memory, "MB", 200),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = (
            irr_lines()
            + simulation_lines()
            + screen_lines()
            + wording_lines()
            + workbook_lines()
            + page_lines(folder)
            + template_lines()
            + peer_lines(folder)
            + cold_lines(folder)
            + preview_lines(folder)
            + rank_lines(folder)
            + batch_lines(folder)
        )
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
