"""The rules that a template's files are held to before anything is drawn.

What they ask for follows from what WeasyPrint's pages break of PDF/UA-1 and PDF/A-3a, and from what a template could
otherwise do to a page (docs/explanation/templates.md). They read the files alone: no template is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from valuepitch.documents import read_toml
from valuepitch.errors import Problem, in_order
from valuepitch.render import lint_css, lint_jinja, lint_markup, lint_names
from valuepitch.render.lint_source import Folder, Source
from valuepitch.render.template import DEFAULT, Template, built_in_names, load_template

Rule = Callable[[Source], Iterator[Problem]]

LONGEST = 300_000  # characters of a file
RULES: tuple[Rule, ...] = (*lint_jinja.RULES, *lint_names.RULES, *lint_markup.RULES, *lint_css.RULES)


def lint(files: Mapping[str, bytes], name: str, only: Collection[str] | None = None) -> list[Problem]:
    """What is wrong with the files of a template, by file and line; empty where nothing is.

    Args:
        files: its files by their names in its folder, all or only those that replace the built-in ones.
        name: its name, which stands before each file's.
        only: the files that are looked at; all by default.
    """
    under = _under(files, name)
    folder = Folder(name, files, _blocks(files, under), _tokens(files, under), under)
    looked_at = [source for source in folder.sources if only is None or source.name in only]
    return list(in_order(problem for source in looked_at for problem in _read(source)))


def _read(source: Source) -> list[Problem]:
    """What every rule says of a file, unless it is made to keep its readers busy."""
    if len(source.text) > LONGEST:
        return [source.at(0, f"it is longer than {LONGEST:,} characters", "shorten it")]
    try:
        return [problem for rule in RULES for problem in rule(source)]
    except RecursionError:
        return [source.at(0, "its expressions are nested too deeply to be read", "write them one after the other")]


def _under(files: Mapping[str, bytes], name: str) -> Template:
    """The built-in template of the name, or the usual one of its kind of page."""
    if name in built_in_names():
        return load_template(name)
    try:
        kind = read_toml(files["template.toml"], "template.toml").get("kind")
    except (KeyError, ValueError):
        kind = None
    return load_template("funnel" if kind == "funnel" else DEFAULT)


def _blocks(files: Mapping[str, bytes], under: Template) -> tuple[str, ...]:
    """The blocks that ``template.toml`` lists; those of the built-in one where there is none or it cannot be read."""
    try:
        listed = read_toml(files["template.toml"], "template.toml")["blocks"]
    except (KeyError, ValueError):
        listed = under.config.blocks
    return tuple(map(str, listed)) if isinstance(listed, list | tuple) else ()


def _tokens(files: Mapping[str, bytes], under: Template) -> frozenset[str]:
    data = files.get("tokens.css")
    return frozenset(re.findall(r"--([a-z-]+):", data.decode("utf-8", "replace")) if data else under.tokens)
