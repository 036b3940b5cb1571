"""The command group: commands are imported when they run; errors become exit codes here."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback

import click

from valuepitch.errors import EXIT_FAULT, EXIT_INTERRUPTED, InputError, ValuepitchError
from valuepitch.version import __version__

# Each command with its module and the line that --help shows, so that --help imports none of them.
COMMANDS = {
    "new": "Make a folder with a prospect and a product to start from.",
    "check": "Check files and say what to mend, all of it at once.",
    "evaluate": "Work out the figures of a case and print them.",
    "build": "Make the one-page PDF.",
    "preview": "See the page in the browser while you write.",
    "verify": "Work the figures of finished pages out again, from the files alone.",
    "extract": "Take the two files out of a finished page.",
    "targets": "See how a list of accounts is read, and what it needs.",
    "rank": "Say which accounts of a list to call first, and at which level.",
    "batch": "Make a page for each account of a list.",
    "funnel": "What two lists of calls lead to, before anyone dials.",
    "templates": "See the templates of the page, and make one your own.",
    "measure": "NPV, IRR, payback of any cash flow.",
    "schema": "Print the JSON Schema of a file, for editors.",
    "doctor": "See whether this machine has what a page needs.",
}


class Commands(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"valuepitch.cli.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from valuepitch.text import nearest

            near = nearest(args[0], COMMANDS)
            if near:
                raise click.UsageError(f"No such command {args[0]!r}. Did you mean {near}?", ctx) from None
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="valuepitch")
def cli() -> None:
    """A prospect's figures and a product's costs and benefits become one page that a CFO can check.

    \b
    Start:   valuepitch new acme
             valuepitch build acme/prospect.yaml --product acme/product.yaml -o acme.pdf
    """


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # A command is a short process: looking for garbage takes a tenth of its time and finds next to none.
    gc.disable()
    # No plug-in of another package has a say in how our files are read; looking for them takes 25 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # The matrices of a case are small; starting a thread for each processor takes 30 ms and speeds nothing up.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = cli.main(prog_name="valuepitch", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except ValuepitchError as error:
        if error.exit_code == EXIT_FAULT:
            _fault()
        show(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left
        sys.exit(0)
    except Exception:  # noqa: BLE001 - the outermost net: a fault of ours is shown whole, never swallowed
        _fault()
        sys.exit(EXIT_FAULT)
    finally:
        gc.enable()


def _fault() -> None:
    traceback.print_exc()
    click.echo(
        f"\nThis is a fault of valuepitch {__version__}; nothing was written. Please report it with the text above, "
        "the command and, if you may share them, the two files.",
        err=True,
    )


def show(error: ValuepitchError) -> None:
    """Print an error for a person: every problem with its place, or message and hint."""
    if isinstance(error, InputError):
        for problem in error.problems:
            click.echo(str(problem), err=True)
        count = len(error.problems)
        click.echo(f"{count} problem{'' if count == 1 else 's'}; nothing was written", err=True)
        return
    click.echo(f"error: {error.message}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)
