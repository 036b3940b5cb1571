"""Whether what a template asks the page for is there: its variables, followed through parts, loops and lists."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

from valuepitch.errors import Problem
from valuepitch.page.described import CONTEXTS
from valuepitch.render.lint_source import Source
from valuepitch.text import did_you_mean

GIVEN = ("page", "tokens", "spacing", "version")  # what to_html gives
_JINJA = frozenset({"self", "super", "caller", "varargs", "kwargs", "range", "dict", "loop", "true", "false", "none"})
_LOOP = frozenset({
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "depth0", "previtem",
    "nextitem", "changed",
})  # fmt: skip
_OF_DICT = frozenset({"get", "items", "keys", "values"})
_UNKNOWN = object()  # a value that is not followed any further
_TOKENS, _LOOPED = object(), object()
_SAME = frozenset({"sort", "reverse", "list", "select", "reject", "selectattr", "rejectattr", "unique"})
_ONE = frozenset({"first", "last", "min", "max", "random"})
_BY_ARGUMENT = frozenset({"selectattr", "rejectattr", "groupby"})


def variables(source: Source) -> Iterator[Problem]:
    """Variables and attributes that no page has."""
    if source.tree is not None:
        macros = [macro.name for macro in source.tree.find_all(nodes.Macro)]
        scope = {
            "page": CONTEXTS[source.folder.under.config.kind],
            "tokens": _TOKENS,
            **dict.fromkeys(macros, _UNKNOWN),
        }
        yield from _Walk(source).body(source.tree.body, scope)


@dataclass(frozen=True)
class _Walk:
    source: Source

    def body(self, found: list[nodes.Node], scope: dict[str, Any]) -> Iterator[Problem]:
        for node in found:
            yield from self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: dict[str, Any]) -> Iterator[Problem]:
        if isinstance(node, nodes.For):
            yield from self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            yield from self._checked(node.node, scope)
            scope |= _bound(node.target, self._type(node.node, scope))
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            yield from self._each(node.defaults, scope)
            if isinstance(node, nodes.CallBlock):
                yield from self._checked(node.call, scope)
            yield from self.body(node.body, scope | {arg.name: _UNKNOWN for arg in node.args})
        elif isinstance(node, nodes.Import | nodes.FromImport):
            scope |= dict.fromkeys(_imported(node), _UNKNOWN)
        elif isinstance(node, nodes.Block | nodes.Scope | nodes.With):
            inner = dict(scope)
            if isinstance(node, nodes.With):
                yield from self._each(node.values, scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    inner |= _bound(target, self._type(value, scope))
            yield from self.body(node.body, inner)
        else:
            for child in node.iter_child_nodes():
                if isinstance(child, nodes.Expr):
                    yield from self._checked(child, scope)
                else:
                    yield from self._statement(child, scope)

    def _loop(self, node: nodes.For, scope: dict[str, Any]) -> Iterator[Problem]:
        yield from self._checked(node.iter, scope)
        inner = scope | _bound(node.target, _item(self._type(node.iter, scope))) | {"loop": _LOOPED}
        if node.test is not None:
            yield from self._checked(node.test, inner)
        yield from self.body(node.body, inner)
        yield from self.body(node.else_, scope)

    def _each(self, found: list[nodes.Expr], scope: dict[str, Any]) -> Iterator[Problem]:
        for node in found:
            yield from self._checked(node, scope)

    def _checked(self, node: nodes.Node, scope: dict[str, Any]) -> Iterator[Problem]:
        """What is wrong in an expression, at its innermost place."""
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            return
        if isinstance(node, nodes.Filter) and node.name in ("default", "d"):
            return
        before = list[Problem]()
        for child in node.iter_child_nodes():
            before += self._checked(child, scope)
        yield from before
        if not before:
            yield from self._single(node, scope)

    def _single(self, node: nodes.Node, scope: dict[str, Any]) -> Iterator[Problem]:
        if isinstance(node, nodes.Name) and node.ctx == "load" and not self._is_known(node.name, scope):
            hint = did_you_mean(node.name, {*GIVEN, *(name for name in scope if not name.startswith("_"))})
            yield self.source.on(node.lineno, node.name, f"{node.name} is not known here", hint)
        for base, name in _asked(node):
            known = self._known(self._type(base, scope), name)
            if known is not None:
                what = _written(base)
                hint = did_you_mean(name, known)
                yield self.source.on(node.lineno, name, f"{what} has no {name}", hint)

    def _is_known(self, name: str, scope: dict[str, Any]) -> bool:
        return name in scope or name in GIVEN or name in _JINJA or name in self.source.folder.set_names

    def _known(self, kind: Any, name: str) -> set[str] | None:
        """The attributes that a value has, where the one that is asked for is not among them."""
        names = self._attributes(kind)
        return None if names is None or name in names else {each for each in names if not each.startswith("_")}

    def _attributes(self, kind: Any) -> set[str] | None:
        if kind is _TOKENS:
            return set(self.source.folder.tokens) | _OF_DICT
        if kind is _LOOPED:
            return set(_LOOP)
        if is_dataclass(kind):
            return {field.name for field in fields(kind)} | _OF_DICT
        if get_origin(kind) is list:
            return set(dir(list))
        return set(dir(kind)) if kind in (str, int, float, bool) else None

    def _type(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """What an expression gives, as far as it can be followed."""
        if isinstance(node, nodes.Name):
            return scope.get(node.name, _UNKNOWN)
        if isinstance(node, nodes.Getattr):
            return _attribute(self._type(node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            base = self._type(node.node, scope)
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return _attribute(base, node.arg.value)
            return base if isinstance(node.arg, nodes.Slice) else _item(base)
        if isinstance(node, nodes.Filter) and node.node is not None:
            base = self._type(node.node, scope)
            return base if node.name in _SAME else _item(base) if node.name in _ONE else _UNKNOWN
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            return self._either(node.expr1, node.expr2, scope)
        if isinstance(node, nodes.Or | nodes.And):
            return self._either(node.left, node.right, scope)
        return _UNKNOWN

    def _either(self, one: nodes.Expr, other: nodes.Expr, scope: dict[str, Any]) -> Any:
        first, second = self._type(one, scope), self._type(other, scope)
        return first if first == second else _UNKNOWN


def _asked(node: nodes.Node) -> Iterator[tuple[nodes.Expr, str]]:
    """Which attribute of what an expression asks for; a filter asks it of each item of a list."""
    if isinstance(node, nodes.Getattr):
        yield node.node, node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        yield node.node, node.arg.value
    elif isinstance(node, nodes.Filter) and node.node is not None:
        given = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        given += node.args[:1] if node.name in _BY_ARGUMENT else []
        for value in given:
            if isinstance(value, nodes.Const) and isinstance(value.value, str):
                yield nodes.Filter(node.node, "first", [], [], None, None), value.value.partition(".")[0]


def _bound(target: nodes.Node, kind: Any) -> dict[str, Any]:
    """The variables that a target sets; of several none is followed."""
    if isinstance(target, nodes.Name):
        return {target.name: kind}
    return {name.name: _UNKNOWN for name in target.find_all(nodes.Name)}


def _imported(node: nodes.Import | nodes.FromImport) -> list[str]:
    if isinstance(node, nodes.Import):
        return [node.target]
    return [name if isinstance(name, str) else name[1] for name in node.names]


def _item(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is list else _UNKNOWN


def _attribute(kind: Any, name: str) -> Any:
    return _hints(kind).get(name, _UNKNOWN) if is_dataclass(kind) else _UNKNOWN


def _hints(kind: Any) -> Mapping[str, Any]:
    """The types of a part's fields; of one that may be None the type that it has otherwise."""
    found = {}
    for name, hint in get_type_hints(kind).items():
        some = [arg for arg in get_args(hint) if arg is not type(None)]
        found[name] = some[0] if get_origin(hint) is types.UnionType and len(some) == 1 else hint
    return found


def _written(node: nodes.Node) -> str:
    """An expression as it was written, as far as a message needs it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        index = node.arg.value if isinstance(node.arg, nodes.Const) else "…"
        return f"{_written(node.node)}[{index}]"
    return f"an item of {_written(node.node)}" if isinstance(node, nodes.Filter) and node.node else "it"


RULES = (variables,)
