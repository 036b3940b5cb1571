"""The command line as a whole: help, near misses, exit codes, and what it does not import."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from valuepitch import __version__
from valuepitch.cli.main import COMMANDS, cli
from valuepitch.inputs.schema import schema_text
from valuepitch.render import doctor

Run = Callable[..., tuple[int, str, str]]


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for name, line in COMMANDS.items():
        assert f"  {name} " in out
        assert line in out
    assert "valuepitch new acme" in out


def test_the_program_alone_shows_its_help_and_ends_with_2(run: Run) -> None:
    code, out, err = run()
    assert code == 2
    assert "Usage: valuepitch" in out + err
    assert "Commands:" in out + err


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == (0, f"valuepitch, version {__version__}\n", "")


def examples(help_text: str) -> list[list[str]]:
    """The lines of a help text that start with the program, without comments and redirections."""
    lines = [line.strip() for line in help_text.splitlines() if line.strip().startswith("valuepitch ")]
    return [shlex.split(line.split("    ")[0].split(" > ")[0])[1:] for line in lines]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_shows_an_example_that_parses(command: str, folder: Path, run: Run) -> None:
    code, out, _ = run(command, "--help")
    shown = examples(out)
    assert code == 0
    assert any(words[0] == command for words in shown)
    for name, *words in shown:
        found = cli.get_command(click.Context(cli), name)
        assert found is not None
        if isinstance(found, click.Group):
            name, *words = words
            found = found.commands[name]
        # A command keeps the help option of its first context: give it the one that it has in use.
        context = found.make_context(name, list(words), parent=click.Context(cli, **cli.context_settings))
        assert context.params


@pytest.mark.parametrize("command", COMMANDS)
def test_h_is_help_too(command: str, run: Run) -> None:
    assert run(command, "-h")[1] == run(command, "--help")[1]


@pytest.mark.parametrize(
    "word, said",
    [
        ("biuld", "No such command 'biuld'. Did you mean build?"),
        ("chekc", "No such command 'chekc'. Did you mean check?"),
        ("Evaluate", "No such command 'Evaluate'. Did you mean evaluate?"),
        ("zzz", "No such command 'zzz'."),
    ],
)
def test_an_unknown_command_names_the_nearest(word: str, said: str, run: Run) -> None:
    code, out, err = run(word)
    assert (code, out) == (2, "")
    assert err.rstrip().endswith(said)


HEAVY = """
import sys
sys.argv = ["valuepitch", *{words}]
from valuepitch.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
heavy = sorted(sys.modules.keys() & {{"numpy", "weasyprint", "pydantic", "babel", "rich", "jinja2", "pikepdf"}})
print("imported:", *heavy)
"""


def imported(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", HEAVY.format(words=list(words))], capture_output=True, check=True, text=True, timeout=50
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("build", "--help"), ("measure", "--help")])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    assert imported(*words) == set()


@pytest.mark.parametrize("words", [("measure", "--flows", "-1,2", "--rate", "1%"), ("schema", "product")])
def test_commands_without_a_page_do_not_import_the_engine(words: tuple[str, ...]) -> None:
    assert "weasyprint" not in imported(*words)


@pytest.mark.parametrize("kind", ["prospect", "product"])
def test_schema_prints_the_schema_and_nothing_else(kind: str, run: Run) -> None:
    assert run("schema", kind) == (0, schema_text(kind), "")


def test_schema_of_something_else_is_refused(run: Run) -> None:
    code, out, err = run("schema", "template")
    assert (code, out) == (2, "")
    assert "'template' is not one of 'prospect', 'product'" in err


def test_doctor_prints_what_the_machine_has(run: Run) -> None:
    code, out, _ = run("doctor")
    assert code == 0
    assert len(out.splitlines()) >= 5
    assert "Pango" in out


def test_doctor_as_json_is_a_list_of_findings(run: Run) -> None:
    code, out, err = run("doctor", "--json")
    findings = json.loads(out)
    assert (code, err) == (0, "")
    assert {tuple(finding) for finding in findings} == {("what", "state", "said", "remedy")}
    assert {"Pango", "Fonts", "Figures"} <= {finding["what"] for finding in findings}
    assert {finding["state"] for finding in findings} <= {"ok", "slow"}


def test_doctor_ends_with_1_where_something_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = doctor.Finding("Fonts", doctor.MISSING, "no glyph for ğ", "pip install fonts")
    monkeypatch.setattr(doctor, "LOOKS", (lambda: lost,))
    code, out, _ = run("doctor")
    assert code == 1
    assert out == "MISSING  Fonts: no glyph for ğ\n           pip install fonts\n"


def test_a_fault_of_any_command_ends_with_70_and_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr(doctor, "examine", broken)
    code, out, err = run("doctor")
    assert (code, out) == (70, "")
    assert err.startswith("Traceback (most recent call last):\n")
    assert "ZeroDivisionError: float division by zero" in err
    assert "Please report it" in err


def test_an_interrupt_of_any_command_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "examine", interrupted)
    code, out, err = run("doctor")
    assert (code, out, err.strip()) == (130, "", "interrupted")


def test_a_reader_that_leaves_early_makes_no_traceback() -> None:
    command = [sys.executable, "-m", "valuepitch", "schema", "product"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=20)
    assert b"Traceback" not in said


def test_the_installed_program_is_the_module(shell: Run) -> None:
    program = Path(sys.executable).with_name("valuepitch")
    done = subprocess.run([program, "--version"], capture_output=True, check=False, text=True, timeout=50)
    assert (done.returncode, done.stdout, done.stderr) == shell("--version")
