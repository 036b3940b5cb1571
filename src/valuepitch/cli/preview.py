"""``valuepitch preview``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from valuepitch.web import Preview, State


@click.command("preview")
@click.argument("prospect", type=click.Path(path_type=Path))
@click.option("--product", "-p", required=True, type=click.Path(path_type=Path), help="The product profile.")
@click.option(
    "--page",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    default="a4",
    show_default=True,
    help="The paper.",
)
@click.option("--template", metavar="NAME", help="The template; the profile's, or onepager, by default.")
@click.option("--templates", metavar="DIR", help="A folder with templates of your own; see valuepitch templates.")
@click.option("--port", type=click.IntRange(1, 65535), help="A port of this machine; any free one by default.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def command(
    prospect: Path,
    product: Path,
    page: str,
    template: str | None,
    templates: str | None,
    port: int | None,
    no_browser: bool,
) -> None:
    """See the page of PROSPECT in the browser while you write.

    \b
    valuepitch preview acme.yaml --product network.yaml
    valuepitch preview acme.yaml -p network.yaml --page letter --port 8000 --no-browser

    Shows the page as it will print, its problems with place and remedy, and how full it is; it is made anew whenever
    you save one of the two files, a file of your templates, or wording.yaml or readers.toml beside them. While there
    are problems the last good page stays. Nothing is written, and only this machine can open it. Ctrl-C ends it.

    Needs the extra preview: pip install 'valuepitch[preview]'.
    """
    from valuepitch.files import read_bytes
    from valuepitch.inputs.load import LIMIT

    for path in (prospect, product):  # a mistyped name is said here, not in the browser
        read_bytes(path, LIMIT)
    how = {"page": page, "template": template, "templates": templates}
    running = _preview(prospect, product, how, port)
    click.echo(f"{prospect} with {product}: {running.url}  (Ctrl-C ends it)")
    if not no_browser and _has_screen():
        import webbrowser

        webbrowser.open(running.url)
    running.serve()


def _preview(prospect: Path, product: Path, how: dict[str, Any], port: int | None) -> Preview:
    from datetime import date

    from valuepitch.checked import check_files
    from valuepitch.errors import ValuepitchError
    from valuepitch.pipeline import build
    from valuepitch.pipeline.samples import warm_up
    from valuepitch.text import slug

    try:
        from valuepitch.web import Preview, watched_files
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        missing = "the preview needs watchfiles, which is not installed"
        raise ValuepitchError(missing, "pip install 'valuepitch[preview]'") from None
    beside = [path.parent / "templates" for path in (product, prospect)]
    beside += [Path(how["templates"])] if how["templates"] else []
    try:
        return Preview(
            lambda: build(prospect, product, **how),
            lambda: watched_files(prospect, product, [place for place in beside if place.exists()]),
            check=lambda: check_files([prospect, product], date.today()),
            name=slug(prospect.stem),
            port=port or 0,
            told=_say,
            warm=warm_up,
        )
    except OSError as error:
        hint = "name another, or leave --port out for a free one"
        raise click.UsageError(f"port {port} cannot be had ({error.strerror}); {hint}") from None


def _has_screen() -> bool:
    """Whether a browser has a window here; one that runs in the terminal would take it from us."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(state: State) -> None:
    """One line for each build."""
    from valuepitch.errors import WARNING

    errors = sum(problem.severity != WARNING for problem in state.problems)
    warnings = len(state.problems) - errors
    said = [
        f"{count} {thing}{'' if count == 1 else 's'}" for count, thing in ((errors, "problem"), (warnings, "warning"))
    ]
    full = f"{state.page.fill:.0%} full, " if state.page and not state.old else ""
    if state.fault:
        click.echo(state.fault, err=True)
    click.echo(f"{state.time}  {full}{', '.join(said)}  ({state.seconds:.2f} s)")
