"""``valuepitch templates``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from valuepitch.render.template import Template


@click.group("templates")
def command() -> None:
    """See the templates of the page, and make one your own.

    \b
    valuepitch templates list
    valuepitch templates eject decision --to templates
    valuepitch templates check templates
    valuepitch build acme.yaml -p network.yaml --templates templates

    A folder of templates is laid out as the built-in ones: templates/onepager/page.css stands in the place of that
    file, and everything else stays. A templates/ beside the two files is used by itself.
    """


@command.command("list")
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help="Your folder of templates.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_command(templates: Path | None, as_json: bool) -> None:
    """Every template by its name, with what it is for.

    \b
    valuepitch templates list
    valuepitch templates list --templates templates
    """
    from valuepitch.pipeline.templates import chosen, known

    found = [chosen(name, None, templates) for name in known(templates)]
    if as_json:
        import json

        click.echo(json.dumps([_plain(template) for template in found], indent=1, ensure_ascii=False))
        return
    for template in found:
        click.echo(f"{template.config.name:<16}{template.config.summary}{_changed(template)}")


@command.command("show")
@click.argument("name", default="onepager")
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help="Your folder of templates.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show_command(name: str, templates: Path | None, as_json: bool) -> None:
    """What a template is made of: its blocks, files, papers and steps.

    \b
    valuepitch templates show onepager
    """
    from valuepitch.pipeline.templates import chosen

    template = chosen(name, None, templates)
    if as_json:
        import json

        click.echo(json.dumps(_plain(template), indent=1, ensure_ascii=False))
        return
    config = template.config
    click.echo(f"{config.name}: {config.summary}")
    click.echo(f"  blocks  {', '.join(config.blocks)}")
    click.echo(f"  papers  {', '.join(config.pages)}")
    click.echo(f"  steps   {', '.join(config.fit.steps)}, from {config.fit.start} on")
    for file in sorted(name for name in template.files if not name.startswith("fonts/")):
        click.echo(f"  {'yours' if file in template.changed else '':<7} {file}")


@command.command("eject")
@click.argument("part")
@click.option("--from", "name", default="onepager", show_default=True, help="The template that it is a part of.")
@click.option("--to", "folder", default="templates", show_default=True, metavar="DIR", help="Your folder of templates.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def eject_command(part: str, name: str, folder: str, force: bool) -> None:
    """Write one file of a built-in template into a folder of yours, to change it there.

    \b
    valuepitch templates eject decision             templates/onepager/partials/decision.html.j2
    valuepitch templates eject page.css --to brand
    valuepitch templates eject page.html.j2         the page, whose blocks you override one by one

    PART is a block, or a file as `templates show` lists them. The file says which version it comes from.
    """
    from valuepitch.files import write_atomic
    from valuepitch.pipeline.templates import ejected

    file, body = ejected(name, part)
    path = Path(folder) / name / file
    if path.exists() and not force:
        raise click.UsageError(f"{path} is there already; change it, or use --force")
    write_atomic(path, body)
    click.echo(str(path))


@command.command("context")
@click.option(
    "--of",
    "kind",
    type=click.Choice(["prospect", "funnel"]),
    default="prospect",
    show_default=True,
    help="The page: of a prospect or of a funnel.",
)
@click.option("--example", is_flag=True, help="Print the variables of a whole page as JSON.")
@click.option("--json", "as_json", is_flag=True, help="Print names, types and meanings as JSON.")
def context_command(kind: str, example: bool, as_json: bool) -> None:
    """Every variable that a template sees, with its type and meaning.

    \b
    valuepitch templates context
    valuepitch templates context --example > page.json
    valuepitch templates context --of funnel
    """
    import json

    from valuepitch.page.described import variables

    if example:
        from valuepitch.pipeline.samples import example_context

        click.echo(json.dumps(example_context(kind), indent=1, ensure_ascii=False))
        return
    if as_json:
        click.echo(json.dumps([variable._asdict() for variable in variables(kind)], indent=1, ensure_ascii=False))
        return
    part = ""
    for variable in variables(kind):
        if variable.part != part:
            part = variable.part
            click.echo("page" if part in ("PageContext", "FunnelContext") else part)
        click.echo(f"  {variable.name:<16}{variable.kind:<24}{variable.meaning}")


@command.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_context
def check_command(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """Read every template in FOLDER, make pages with it, and say what is wrong, all of it at once.

    \b
    valuepitch templates check templates

    Makes the starter's page in every language on every paper: one page, everything on it that has to be there, and full
    enough to look finished. Exit 3 where there is a problem; warnings alone are 0.
    """
    from valuepitch.errors import EXIT_TEMPLATE, WARNING
    from valuepitch.pipeline.samples import check_folder

    checked, found = check_folder(folder)
    if as_json:
        import json

        click.echo(json.dumps([problem.plain() for problem in found], indent=1, ensure_ascii=False))
    else:
        for problem in found:
            click.echo(f"{'warning: ' if problem.severity == WARNING else ''}{problem}")
        wrong = sum(problem.severity != WARNING for problem in found)
        click.echo(f"{', '.join(checked)}: {wrong} problems, {len(found) - wrong} warnings")
    ctx.exit(EXIT_TEMPLATE if any(problem.severity != WARNING for problem in found) else 0)


@command.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "name", default="onepager", show_default=True, help="The template to start from.")
def new_command(folder: Path, name: str) -> None:
    """Write a whole template of your own into FOLDER, whose name it takes.

    \b
    valuepitch templates new templates/acme --from onepager
    valuepitch build acme.yaml -p network.yaml --templates templates --template acme
    """
    from valuepitch.files import write_atomic
    from valuepitch.pipeline.templates import copied

    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} holds something already; name a new folder")
    for file, body in copied(name, folder.name).items():
        write_atomic(folder / file, body)
    click.echo(str(folder))
    click.echo(f"  valuepitch build PROSPECT -p PRODUCT --templates {folder.parent} --template {folder.name}")


def _plain(template: Template) -> dict[str, object]:
    config = template.config
    return {
        "name": config.name,
        "summary": config.summary,
        "blocks": list(config.blocks),
        "pages": list(config.pages),
        "steps": list(config.fit.steps),
        "files": sorted(name for name in template.files if not name.startswith("fonts/")),
        "changed": list(template.changed),
        "folders": list(template.folders),
        "digest": template.digest,
    }


def _changed(template: Template) -> str:
    count = f"{len(template.changed)} file{'' if len(template.changed) == 1 else 's'}"
    return f" ({count} of {', '.join(template.folders)})" if template.changed else ""
