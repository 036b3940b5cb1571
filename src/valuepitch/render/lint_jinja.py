"""What a template's code may not do: rules on Jinja's own tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes

from valuepitch.errors import Problem
from valuepitch.render.html import ORIGINAL
from valuepitch.render.lint_source import Source
from valuepitch.text import did_you_mean


def syntax(source: Source) -> Iterator[Problem]:
    if source.fault is not None:
        message = source.fault.message or "cannot be read"
        yield source.on(source.fault.lineno, "", f"Jinja cannot read it: {message}", "close every tag, block and brace")


def safe(source: Source) -> Iterator[Problem]:
    hint = "leave it out; texts are escaped so that a name cannot become markup"
    for found in _nodes(source, nodes.Filter):
        if found.name == "safe":
            yield source.on(found.lineno, "safe", "|safe prints a text as markup", hint)


def autoescape(source: Source) -> Iterator[Problem]:
    for found in _nodes(source, nodes.ScopedEvalContextModifier):
        for option in found.options:
            is_on = isinstance(option.value, nodes.Const) and option.value.value is True
            if option.key == "autoescape" and not is_on:
                hint = "leave it out; texts are escaped so that a name cannot become markup"
                yield source.on(found.lineno, "autoescape", "autoescape is switched off", hint)


def blocks(source: Source) -> Iterator[Problem]:
    for found in _nodes(source, nodes.Block):
        if found.name not in source.folder.blocks:
            message = f"{found.name} is no block of the page, so nothing of it is printed"
            yield source.on(found.lineno, found.name, message, did_you_mean(found.name, source.folder.blocks))


def own_name(source: Source) -> Iterator[Problem]:
    for kind in (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport):
        for found in _nodes(source, kind):
            if source.name in _names(found.template):
                verb = {nodes.Extends: "extends", nodes.Include: "includes"}.get(kind, "imports")
                hint = f'write "{ORIGINAL}{source.name}" for the built-in file'
                yield source.on(found.lineno, source.name, f"it {verb} itself without end", hint)


def _names(node: nodes.Expr) -> set[str]:
    """The file names that stand in a statement."""
    return {const.value for const in [node, *node.find_all(nodes.Const)] if isinstance(const, nodes.Const)}


def _nodes(source: Source, kind: type[nodes.Node]) -> Iterator[Any]:
    return source.tree.find_all(kind) if source.tree is not None else iter(())


RULES = (syntax, safe, autoescape, blocks, own_name)
