"""``valuepitch doctor``."""

from __future__ import annotations

import click

_MARKS = {"ok": "ok     ", "slow": "slow   ", "missing": "MISSING"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """See whether this machine has what a page needs: fonts, Pango, font subsetting, and figures that agree.

    \b
    valuepitch doctor

    Each thing that is missing is printed with what it costs and the line that mends it. Exit 1 where a page could not
    be made.
    """
    from valuepitch.render.doctor import MISSING, examine

    findings = examine()
    if as_json:
        import json

        click.echo(json.dumps([finding.plain() for finding in findings], indent=1, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.state]}  {finding.what}: {finding.said}")
            if finding.remedy:
                click.echo(f"           {finding.remedy}")
    ctx.exit(1 if any(finding.state == MISSING for finding in findings) else 0)
