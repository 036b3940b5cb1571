"""A context and a template to HTML: an immutable sandbox that sees plain data only."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from valuepitch.errors import TemplateError
from valuepitch.render.template import Template
from valuepitch.version import __version__

ORIGINAL = "default:"  # always reaches the built-in file, also from one that shadows it
HTML_LIMIT = 2_000_000
# What a template's own expressions can raise.
FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


class _Compiled(BytecodeCache):
    """Files that are compiled, by name and contents: a template shares those that it does not change."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self.kept.get(bucket.key)
        if found is not None:
            bucket.bytecode_from_string(found)  # it is left out where it is of other contents

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


class _Environments:
    """One Jinja environment per template, made when it is first used."""

    def __init__(self) -> None:
        self.made: dict[str, ImmutableSandboxedEnvironment] = {}

    def of(self, template: Template) -> ImmutableSandboxedEnvironment:
        if template.digest not in self.made:
            self.made[template.digest] = _environment(template)
        return self.made[template.digest]


def _environment(template: Template) -> ImmutableSandboxedEnvironment:
    def load(name: str) -> str | None:
        file = name.removeprefix(ORIGINAL)
        files = template.originals if name.startswith(ORIGINAL) else template.files
        return template.text(file, files) if file in files and file.endswith(".j2") else None

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=200,
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    for name in ("lipsum", "cycler", "joiner", "namespace"):
        environment.globals.pop(name, None)
    return environment


_environments = functools.lru_cache(maxsize=1)(_Environments)


def to_html(page: Mapping[str, Any], template: Template, spacing: str) -> str:
    """The HTML of a page.

    Args:
        page: ``PageContext.plain()``.
        spacing: the fitting step, a class of the body.

    Raises:
        TemplateError: the template cannot be read or uses what is not there.
    """
    try:
        html = (
            _environments()
            .of(template)
            .get_template("page.html.j2")
            .render(page=page, tokens=dict(template.tokens), spacing=spacing, version=__version__)
        )
    except TemplateSyntaxError as error:
        raise TemplateError(f"{template.config.name}/{error.name}:{error.lineno}: {error.message}") from error
    except RecursionError:
        hint = "write default: before its name, as in default:page.html.j2, to reach the original"
        raise TemplateError(f"template {template.config.name}: a file of it extends or includes itself", hint) from None
    except MemoryError:
        hint = "look for a text or a loop without end"
        raise TemplateError(f"the template {template.config.name} takes more memory than a page may", hint) from None
    except (JinjaError, *FAULTS) as error:
        raise TemplateError(f"template {template.config.name}: {error}") from error
    if len(html) > HTML_LIMIT:
        raise TemplateError(f"template {template.config.name} makes more than {HTML_LIMIT:,} characters of HTML")
    return html
