"""``valuepitch check``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check prospects and products in PATHS, files or folders.

    \b
    valuepitch check acme.yaml network.yaml    each alone, and against each other
    valuepitch check acme/                     every .yaml in a folder

    Says what is wrong with each place and what to write instead, all of it at once: figures, names, and sales language
    in the files, the template and the page that they make. Exit 1 where there is a problem; warnings alone are 0.

    A wording.yaml beside the files holds words of your own and phrases that may stand.
    """
    from datetime import date

    from valuepitch.checked import check_files
    from valuepitch.errors import EXIT_PROBLEMS, WARNING

    files = _files(paths)
    found = check_files(files, date.today())
    problems = [problem for problem in found if problem.severity != WARNING]
    if as_json:
        import json

        click.echo(json.dumps([problem.plain() for problem in found], indent=1, ensure_ascii=False))
    else:
        for problem in found:
            prefix = "warning: " if problem.severity == WARNING else ""
            click.echo(f"{prefix}{problem}")
        said = (
            _count(len(files), "file"),
            _count(len(problems), "problem"),
            _count(len(found) - len(problems), "warning"),
        )
        click.echo(f"{said[0]} checked: {said[1]}, {said[2]}")
    ctx.exit(EXIT_PROBLEMS if problems else 0)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


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
