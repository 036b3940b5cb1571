"""Pages drawn in warm processes: what ends one is that page's result alone, and nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.batch.runs import DAY, ROWS, children, files, is_alive, rejects, run, soon, write_list
from valuepitch.batch import warm
from valuepitch.batch.child import Order, Outcome
from valuepitch.batch.pages import profile
from valuepitch.batch.plan import Plan, Wanted, account, make_plan
from valuepitch.batch.run import Count
from valuepitch.batch.settings import Settings
from valuepitch.batch.warm import Warm

LOOP = (
    '{% extends "base.html.j2" %}{% block title %}{{ super() }}{% if "Endless" in page.header.prospect %}'
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}{% endif %}{% endblock %}"
)
# What a page does to its process, by the name of its account; limits are small.
PROGRAM = """\
import ctypes, os, signal, sys, time
import valuepitch.batch.child as child

real = child.answer

def broken(settings, order):
    name = order.prospect.data["name"]
    if name == "Leaves":
        os._exit(7)
    if name == "Killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "Broken":
        ctypes.string_at(0)
    if name == "Hangs":
        time.sleep(1000)
    if name == "Stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    if name == "Greedy":
        child._made = lambda settings, order: bytearray(8 * 2**30)
    if name == "Fault":
        child._made = lambda settings, order: 1 / 0
    if name == "Deep":
        child._made = lambda settings, order: child._made(settings, order)
    return real(settings, order)

child.answer, child.SECONDS = broken, 2
child.main()
"""


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No process and no folder of one is left by any of these tests."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = children(os.getpid())
    yield
    assert soon(lambda: children(os.getpid()) == before)
    assert list(place.iterdir()) == []


def plan_of(folder: Path, rows: tuple[str, ...], **more: object) -> Plan:
    listed, product = write_list(folder, rows)
    how = {"page": "a4", "attachments": False, "redact": False, "template": None, "templates": None, **more}
    return make_plan(listed, profile(product), wanted=Wanted(), date=DAY, **how)  # type: ignore[arg-type]


def ask(warm_one: Warm, plan: Plan, at: int) -> Outcome:
    settings: Settings = plan.settings
    return warm_one.ask(settings.digest, settings.packed, Order(account(plan.targets, at).document))


ENDS = {
    "Leaves": ("its process ended by itself with 7", "report it"),
    "Killed": ("its process was ended from outside", "enough memory"),
    "Broken": ("broke the library that draws it", "shorten its texts"),
    "Greedy": ("takes more memory than a page may", "shorten its texts"),
    "Fault": ("fault of valuepitch: ZeroDivisionError: division by zero", "please report it with this row"),
    "Deep": ("fault of valuepitch: RecursionError", "please report it with this row"),
    "Hangs": ("takes more than", "shorten its texts, or look at the template"),
    "Stopped": ("takes more than", "shorten its texts, or look at the template"),
}


def test_what_ends_a_process_is_that_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_PROGRAM", PROGRAM)
    plan = plan_of(tmp_path, (ROWS[0], *(f"x-{name},{name},US,9000000,60" for name in ENDS)))
    one = Warm()
    try:
        for at, (name, (reason, remedy)) in enumerate(ENDS.items(), 1):
            assert ask(one, plan, 0).pdf.startswith(b"%PDF")  # by a new process, after the first
            process = one.process
            assert process is not None
            monkeypatch.setattr(warm, "WALL", 1.0 if name in ("Hangs", "Stopped") else 60.0)
            outcome = ask(one, plan, at)
            monkeypatch.setattr(warm, "WALL", 60.0)
            assert (outcome.record, outcome.pdf, len(outcome.problems)) == (None, b"", 1)
            assert outcome.problems[0].message.startswith(reason)
            assert remedy in outcome.problems[0].hint
            assert process.poll() is not None
            assert one.process is None
        assert ask(one, plan, 0).pdf.startswith(b"%PDF")
    finally:
        one.end()


def test_a_template_without_end_costs_its_row_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that no rule of the templates sees; only one account's page runs into it."""
    monkeypatch.setattr(warm, "_PROGRAM", PROGRAM)
    (tmp_path / "mine" / "onepager").mkdir(parents=True)
    (tmp_path / "mine" / "onepager" / "page.html.j2").write_text(LOOP, "utf-8")
    monkeypatch.setattr("valuepitch.pipeline.templates.said_of", lambda template: [])
    write_list(tmp_path, (ROWS[0], "x1,Endless,US,9000000,60", *ROWS[1:]))
    done = run(tmp_path, templates=tmp_path / "mine", jobs=2)
    assert (done.count.made, done.count.refused) == (4, 1)
    (row,) = rejects(tmp_path / "pages")
    assert (row["row"], row["key"]) == ("3", "x1")
    assert row["reason"].startswith("takes more than")
    assert row["remedy"] == "shorten its texts, or look at the template"


def test_one_two_and_three_workers_make_the_same_files(tmp_path: Path) -> None:
    write_list(tmp_path, (*ROWS, "m1,Blank,US,,60", "株,株式会社,JP,9000000,60"))
    for jobs in (1, 2, 3):
        done = run(tmp_path, tmp_path / f"with-{jobs}", jobs=jobs, attachments=True)
        assert (done.count.made, done.refused_rows) == (4, 2)
    whole = files(tmp_path / "with-1")
    assert len(whole) == 4 + 3
    assert files(tmp_path / "with-2") == whole
    assert files(tmp_path / "with-3") == whole


def test_two_runs_in_one_process_do_not_end_each_other(tmp_path: Path) -> None:
    write_list(tmp_path / "short", ROWS[:1])
    write_list(tmp_path / "long", (*ROWS, *(f"n{at},Northmoor {at},US,{at}000000,60" for at in range(4, 12))))
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(run, tmp_path / name) for name in ("short", "long")]
        assert [(one.result().count.made, one.result().count.refused) for one in done] == [(1, 0), (12, 0)]


def test_a_run_that_is_broken_off_leaves_no_process(tmp_path: Path) -> None:
    write_list(tmp_path, (*ROWS, *(f"n{at},Northmoor {at},US,{at}000000,60" for at in range(4, 12))))

    def stop(count: Count) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(tmp_path, jobs=2, told=stop)
    assert [one for one in children(os.getpid()) if is_alive(one)] == []
    done = run(tmp_path)
    assert done.count.kept + done.count.made == 12
    assert done.count.kept >= 1


def test_a_process_is_renewed_after_so_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "RENEWED_AFTER", 2)
    plan = plan_of(tmp_path, ROWS[:3])
    one, seen = Warm(), []
    try:
        for at in range(3):
            assert ask(one, plan, at).pdf.startswith(b"%PDF")
            assert one.process is not None
            seen.append(one.process.pid)
        assert seen[0] == seen[1] != seen[2]
        assert soon(lambda: not is_alive(seen[0]))
    finally:
        one.end()


def test_a_process_ends_by_itself_when_its_pipe_is_closed(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ROWS[:1])
    one = Warm()
    ask(one, plan, 0)
    process, pipe = one.process, one.pipe
    assert process is not None
    assert pipe is not None
    pipe.close()
    assert process.wait(30) == 0
    assert not Path(one.folder).exists()
    one.end()


def test_no_module_is_taken_from_the_folder_where_the_user_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(tmp_path, ROWS[:1])
    for name in ("numpy", "jinja2", "decimal", "fractions"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    one = Warm()
    try:
        assert ask(one, plan, 0).pdf.startswith(b"%PDF")
    finally:
        one.end()
    assert not (tmp_path / "ran").exists()


def test_settings_of_another_version_are_refused_with_words(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ROWS[:1])
    one = Warm()
    packed = b"9.9.9\n" + plan.settings.packed.partition(b"\n")[2]
    try:
        outcome = one.ask("other", packed, Order(account(plan.targets, 0).document))
        assert "the run 9.9.9" in outcome.problems[0].message
        assert outcome.problems[0].hint == "install the same version on both"
        assert ask(one, plan, 0).pdf.startswith(b"%PDF")  # the process goes on
    finally:
        one.end()


def test_a_process_that_is_killed_while_it_is_idle_is_replaced(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ROWS[:2])
    one = Warm()
    try:
        ask(one, plan, 0)
        assert one.process is not None
        os.kill(one.process.pid, signal.SIGKILL)
        one.process.wait()
        outcome = ask(one, plan, 1)
        assert outcome.problems[0].message == "its process was ended from outside"
        assert ask(one, plan, 1).pdf.startswith(b"%PDF")
    finally:
        one.end()
