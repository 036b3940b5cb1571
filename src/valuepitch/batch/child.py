"""The process in which pages are drawn, one after the other; :mod:`valuepitch.batch.warm` starts it.

It ends when its pipe is closed, so that it never outlives the run that started it by more than a page.
"""

from __future__ import annotations

import contextlib
import gc
import shutil
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from valuepitch import pipeline
from valuepitch.batch.settings import Settings, beside, unpacked
from valuepitch.case.study import CONSERVATIVE, EXPECTED
from valuepitch.documents import Document
from valuepitch.errors import FileError, InputError, Problem, ValuepitchError
from valuepitch.inputs.load import validate
from valuepitch.limited import limit_size, limit_time
from valuepitch.model import Prospect
from valuepitch.pipeline.evaluation import Evaluation, evaluate_loaded
from valuepitch.render.collector import quiet_collector

SECONDS = 20  # of CPU for a page; it takes a fiftieth
MEMORY = 2**30  # bytes of addresses beyond those of the started process
LARGEST_FILE = 50 * 2**20  # bytes of a file that is laid down while a page is drawn
CLEARED_AFTER = 20  # pages; a page leaves some garbage

_READ = ("benchmarks", "mapping")  # of the profile: a single page does not read them, a list does
_MEASURES = ("npv", "irr", "mirr", "roi", "payback_months", "discounted_payback_months")


@dataclass(frozen=True)
class Order:
    """A page that is wanted.

    Attributes:
        prospect: what its prospect's file would hold.
        draw: whether it is drawn; else its figures alone are asked for.
    """

    prospect: Document
    draw: bool = True


@dataclass(frozen=True)
class Outcome:
    """What came of an order.

    Attributes:
        record: what the manifest says of the page; None where none was made.
        pdf: the page.
        problems: why none was made.
        worn: the process is to be replaced by a new one.
    """

    record: dict[str, Any] | None = None
    pdf: bytes = b""
    problems: tuple[Problem, ...] = ()
    worn: bool = False


def serve(pipe: Connection) -> None:
    """Answer orders until the pipe is closed: settings as bytes, then orders."""
    settings: Settings | FileError | None = None
    made = 0
    while True:
        try:
            message = pipe.recv()
        except EOFError:
            return
        if isinstance(message, bytes):
            settings = _arrived(message)
            continue
        assert settings is not None
        limit_time(SECONDS)
        pipe.send(answer(settings, message) if isinstance(settings, Settings) else _refused(settings))
        made += 1
        if made % CLEARED_AFTER == 0:
            gc.collect()


def _arrived(packed: bytes) -> Settings | FileError:
    try:
        return unpacked(packed)
    except FileError as error:  # said of every page
        return error


def _refused(error: ValuepitchError) -> Outcome:
    return Outcome(problems=(Problem(error.message, error.hint),))


def answer(settings: Settings, order: Order) -> Outcome:
    """A page, or every reason why there is none."""
    try:
        return _made(settings, order)
    except InputError as error:
        return Outcome(problems=error.problems)
    except ValuepitchError as error:
        return _refused(error)
    except MemoryError:
        return Outcome(problems=(Problem("takes more memory than a page may", "shorten its texts"),), worn=True)
    except Exception as error:  # noqa: BLE001 - a fault of ours is this page's alone, and is said with its place
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = f"fault of valuepitch: {type(error).__name__}: {error} ({where.name}, line {where.lineno})"
        return Outcome(problems=(Problem(said, "please report it with this row"),), worn=True)


def _made(settings: Settings, order: Order) -> Outcome:
    if beside(settings.product.document) != settings.beside:
        said = "readers.toml or wording.yaml beside the profile is another one on the machine that draws"
        return Outcome(problems=(Problem(said, "put the profile's folder where every worker reads it"),))
    evaluated = evaluate_loaded(validate(order.prospect, Prospect), settings.product, redact=settings.redact)
    if not order.draw:
        return Outcome(_figures(evaluated))
    with quiet_collector():
        built = pipeline.render(
            evaluated,
            settings.page,
            settings.date,
            attachments=settings.attachments,
            template=settings.template,
        )
    record = _figures(evaluated) | {
        "fingerprint": built.fingerprint,
        "printed": built.measures,
        "fitted": list(built.fitted),
        "fill": round(built.fill, 4),
        "warnings": [_warned(warning) for warning in built.warnings if warning.path not in _READ],
    }
    return Outcome(record, built.pdf)


def _warned(warning: Problem) -> dict[str, Any]:
    """A warning without its place: the row may be another one the next time."""
    plain = warning.plain()
    return {name: plain[name] for name in ("path", "message", "hint")}


def _figures(evaluated: Evaluation) -> dict[str, Any]:
    """Measures and where they come from."""
    case = evaluated.case
    measures = {name: _plain(case.result.value(name, EXPECTED)) for name in _MEASURES}
    measures["npv_conservative"] = _plain(case.result.value("npv", CONSERVATIVE))
    return {
        "name": case.prospect.name,
        "currency": case.prospect.currency,
        "measures": measures,
        "origin_shares": dict(case.origin_shares),
    }


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def main() -> None:
    """Serve the pipe that the process was given, and remove the folder that it was given in the end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which closes the pipe
    pipe, folder = int(sys.argv[1]), sys.argv[2]
    tempfile.tempdir = folder  # fonts are laid down while a page is drawn; they go with the process
    limit_size(MEMORY, LARGEST_FILE)
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the run has ended
            serve(Connection(pipe))
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # where the run was killed, nobody else does
