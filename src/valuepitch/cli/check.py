"""``valuepitch check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from valuepitch.errors import Problem


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check prospects and products in PATHS, files or folders.

    \b
    valuepitch check acme.yaml network.yaml    each alone, and against each other
    valuepitch check acme/                     every .yaml in a folder

    Says what is wrong with each place and what to write instead, all of it at once. Exit 1 where there is a problem;
    warnings alone are 0.
    """
    from valuepitch.errors import EXIT_PROBLEMS, WARNING

    count, found = _check(paths)
    problems = [problem for problem in found if problem.severity != WARNING]
    if as_json:
        import json

        click.echo(json.dumps([problem.plain() for problem in found], indent=1, ensure_ascii=False))
    else:
        for problem in found:
            prefix = "warning: " if problem.severity == WARNING else ""
            click.echo(f"{prefix}{problem}")
        said = (_count(count, "file"), _count(len(problems), "problem"), _count(len(found) - len(problems), "warning"))
        click.echo(f"{said[0]} checked: {said[1]}, {said[2]}")
    ctx.exit(EXIT_PROBLEMS if problems else 0)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _check(paths: tuple[Path, ...]) -> tuple[int, list[Problem]]:
    from valuepitch.documents import read_yaml
    from valuepitch.errors import InputError, in_order
    from valuepitch.files import read_bytes
    from valuepitch.inputs.load import LIMIT, kind_of, validate
    from valuepitch.model import Product, Prospect
    from valuepitch.pipeline import evaluate_loaded

    found: list[Problem] = []
    prospects, products = [], []
    files = _files(paths)
    for path in files:
        document = read_yaml(read_bytes(path, LIMIT), str(path))
        kind = kind_of(document)
        if kind is Product:
            products.append(validate(document, Product))
        elif kind is Prospect:
            prospects.append(validate(document, Prospect))
        else:
            hint = "a prospect has name and facts, a product seller and benefits"
            found += document.problems or (document.problem((), "is neither a prospect nor a product", hint),)
    found += [problem for loaded in prospects for problem in loaded.problems]
    found += [problem for loaded in products for problem in loaded.problems]
    for product in products:
        for prospect in prospects:
            try:
                found += evaluate_loaded(prospect, product).warnings
            except InputError as error:
                found += error.problems
    return len(files), list(in_order(found))


def _files(paths: tuple[Path, ...]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
            if not inside:
                raise click.UsageError(f"{path} holds no .yaml file")
            files += inside
        else:
            files.append(path)
    return list(dict.fromkeys(files))
