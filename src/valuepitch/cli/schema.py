"""``valuepitch schema``."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("kind", type=click.Choice(["prospect", "product", "funnel"]))
def command(kind: str) -> None:
    """Print the JSON Schema of a prospect, a product or a funnel file.

    \b
    valuepitch schema prospect > prospect.schema.json

    An editor that reads YAML schemas then completes and checks as one types, when the file's first line says
    "# yaml-language-server: $schema=prospect.schema.json".
    """
    from valuepitch.inputs.schema import schema_text

    click.echo(schema_text(kind), nl=False)
