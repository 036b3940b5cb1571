"""Keep generated files true: schemas, word lists, command reference, context reference; ``--check`` only compares."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from valuepitch.cli.main import COMMANDS, cli
from valuepitch.documents import read_yaml
from valuepitch.inputs.schema import MODELS, schema_text
from valuepitch.model.wordlist import WordList
from valuepitch.page.described import variables
from valuepitch.wording.check import keys_of

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "src" / "valuepitch" / "wording" / "lists"


def schemas() -> Iterator[tuple[Path, str]]:
    """The schemas beside each sample, as its first line names them."""
    for folder in sorted((ROOT / "samples").iterdir()):
        if (folder / "product.yaml").is_file():
            for kind in MODELS:
                if (folder / f"{kind}.yaml").is_file():
                    yield folder / f"{kind}.schema.json", schema_text(kind)


def command_reference() -> str:
    """Every command with its help, as the terminal shows it."""
    made = "Made from the program (`make generated`); `valuepitch COMMAND --help` prints the same."
    out = ["# Commands", "", made, ""]
    top = click.Context(cli, info_name="valuepitch", **cli.context_settings)
    for name in COMMANDS:
        command = cli.get_command(top, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=top)
        out += [f"## {name}", "", "```text", command.get_help(inner), "```", ""]
        for part in command.commands.values() if isinstance(command, click.Group) else ():
            within = click.Context(part, info_name=part.name, parent=inner)
            out += [f"### {name} {part.name}", "", "```text", part.get_help(within), "```", ""]
    return "\n".join(out).rstrip() + "\n"


def context_reference() -> str:
    """Every field of the page context with its type and meaning."""
    out = [
        "# What a template sees",
        "",
        "Made from `page/context.py` (`make generated`). A template is given `page` (below), `tokens` (tokens.css by",
        "name), `spacing` (the fitting step) and `version`. All of it is plain texts, numbers, lists and mappings.",
        "",
    ]
    out += _parts("prospect", set())
    out += ["# What a template of a funnel sees", "", *_PARTS_SHARED, ""]
    out += _parts("funnel", {variable.part for variable in variables()})
    return "\n".join(out).rstrip() + "\n"


_PARTS_SHARED = (
    "Made from `page/funnel/context.py`. Parts that it shares with a prospect's page (Header, MeasureText, Label and",
    "others) are listed there.",
)


def _parts(kind: str, known: set[str]) -> list[str]:
    """Every part of a kind of page that is not known yet, as a table each."""
    out: list[str] = []
    for part, fields in itertools.groupby(variables(kind), key=lambda variable: variable.part):
        if part in known:
            continue
        out += [f"## {part}", "", "| field | type | meaning |", "|---|---|---|"]
        out += [f"| `{field.name}` | {field.kind} | {field.meaning} |" for field in fields]
        out.append("")
    return out


def word_lists() -> Iterator[tuple[Path, str]]:
    """The word lists in the form that the program reads: the same words, without their examples."""
    for path in sorted(LISTS.glob("*.yaml")):
        document = read_yaml(path.read_bytes(), str(path.relative_to(ROOT)))
        if document.problems:
            raise SystemExit("\n".join(map(str, document.problems)))
        made = WordList.model_validate(document.data).words(path.stem)
        entries: dict[str, list[dict[str, Any]]] = {}
        for entry in made.entries:
            said = {"find": entry.find, "write": entry.write, "as": entry.inflected, "unless": entry.unless}
            said["regex"] = entry.regex
            entries.setdefault(entry.word_class, []).append({key: value for key, value in said.items() if value})
        data = {"entries": entries, "beside": made.beside, "known": made.known, "own": made.own, "theirs": made.theirs}
        data["keys"] = keys_of(made)
        yield path.with_suffix(".json"), json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def outputs() -> dict[Path, str]:
    """Every generated file with its content."""
    files = {**dict(schemas()), **dict(word_lists())}
    files[ROOT / "docs" / "reference" / "commands.md"] = command_reference()
    files[ROOT / "docs" / "reference" / "context.md"] = context_reference()
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    stale = 0
    for path, content in outputs().items():
        if path.exists() and path.read_text("utf-8") == content:
            continue
        stale += 1
        print(f"{'stale' if check else 'wrote'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    if check and stale:
        print("run `make generated`")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
