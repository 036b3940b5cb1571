"""Which template a page is made with, and where it is looked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from valuepitch.documents import Document
from valuepitch.errors import WARNING, Problem, TemplateError, TemplateFaults
from valuepitch.files import is_folder
from valuepitch.inputs.load import folder_of
from valuepitch.render.brand import FILE as BRAND
from valuepitch.render.folders import find_template
from valuepitch.render.template import DEFAULT, NAME, Kind, Template, built_in_names, load_template
from valuepitch.text import nearest
from valuepitch.version import __version__

BESIDE = "templates"


def chosen(
    name: str | None,
    documents: Sequence[Document] | None = None,
    folder: str | Path | None = None,
    *,
    kind: Kind | None = None,
) -> Template:
    """The template of a name, looked for where users put theirs and then among the built-in ones.

    Args:
        name: what the command line or the profile asks for; the usual one where neither does.
        documents: the files of the page, beside which ``templates/`` may stand.
        folder: the one that was named; it comes first.
        kind: of the page that it has to make; any where none is named.

    Raises:
        TemplateError: there is none, or it cannot be used, or makes another kind of page; every problem of its files
            at once.
    """
    if folder is not None and not is_folder(Path(folder)):
        raise TemplateError(f"{folder} is no folder of templates", "name one that holds onepager/, or another template")
    found = find_template(name or DEFAULT, places(documents, folder), kind)
    if kind is not None and found.config.kind != kind:
        hint = f"known: {', '.join(built_in_names(kind))}"
        raise TemplateError(f"the template {found.config.name} makes the page of a {found.config.kind}", hint)
    wrong = tuple(problem for problem in said_of(found) if problem.severity != WARNING)
    if wrong:
        raise TemplateFaults(_place(found), wrong)
    return found


def said_of(template: Template) -> list[Problem]:
    """What the rules say of the files that a template has of the user's, warnings among it."""
    if not template.changed:
        return []
    from valuepitch.render.lint import lint  # it reads templates by their grammar, which takes long to import

    return lint(template.files, _place(template), template.changed)


def _place(template: Template) -> str:
    """The folder of a template's own files; its name where they stand in several."""
    return template.folders[0] if len(template.folders) == 1 else template.config.name


def places(documents: Sequence[Document] | None, folder: str | Path | None = None) -> Sequence[Path]:
    """The folders of the user's, in the order in which they are looked into."""
    found = [] if folder is None else [Path(folder)]
    for document in documents or ():
        beside = folder_of(document)
        if beside is not None and is_folder(beside / BESIDE):
            found.append(beside / BESIDE)
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "valuepitch" / BESIDE
    if is_folder(settings):
        found.append(settings)
    return tuple(dict.fromkeys(found))


def known(folder: Path | None = None) -> list[str]:
    """The names of all templates, the built-in ones first, and of those the usual one.

    Raises:
        TemplateError: the folder that was named is none.
    """
    if folder is not None and not is_folder(folder):
        raise TemplateError(f"{folder} is no folder of templates", "name one that holds onepager/, or another template")
    own = {path.parent.name for place in places(None, folder) for path in place.glob("*/template.toml")}
    built_in = sorted(
        built_in_names(), key=lambda name: (name not in built_in_names("prospect"), name != DEFAULT, name)
    )
    return [*built_in, *sorted(own - set(built_in))]


def templates_in(folder: Path) -> list[str]:
    """The names of the templates that a folder changes or holds; the usual one where it has a brand alone.

    Raises:
        TemplateError: the folder is none.
    """
    if not is_folder(folder):
        raise TemplateError(f"{folder} is no folder of templates", "name one that holds onepager/, or another template")
    found = sorted(path.name for path in folder.iterdir() if path.is_dir() and NAME.fullmatch(path.name))
    return found or ([DEFAULT] if (folder / BRAND).is_file() else [])


def ejected(name: str, part: str) -> tuple[str, bytes]:
    """A file of a built-in template, with a word on where it comes from.

    Args:
        part: a block, or a file.

    Raises:
        TemplateError: there is no such template or part.
    """
    files = load_template(name).own
    by_block = {file.removeprefix("partials/").removesuffix(".html.j2"): file for file in files if "partials/" in file}
    file = part if part in files else by_block.get(part)
    if file is None:
        known = [*by_block, *(file for file in files if "partials/" not in file)]
        near = nearest(part, known)
        hint = f"did you mean {near}?" if near else f"known: {', '.join(known)}"
        raise TemplateError(f"template {name} has no part {part}", hint)
    return file, _head(file, name) + files[file]


def copied(name: str, new: str) -> dict[str, bytes]:
    """All files of a built-in template under a new name.

    Raises:
        TemplateError: there is no such template, or the name is none that a template can have.
    """
    if not NAME.fullmatch(new) or new in built_in_names():
        hint = "lower case letters, digits and hyphens, such as acme, and no name of a built-in one"
        raise TemplateError(f"{new} cannot be the name of a template of yours", hint)
    files = load_template(name).own
    toml = files["template.toml"].decode()
    files["template.toml"] = toml.replace(f'name = "{name}"', f'name = "{new}"', 1).encode()
    return files


# How a word stands in a file of each kind without being printed.
_COMMENTS = {".j2": "{{# {} #}}", ".css": "/* {} */", ".toml": "# {}"}


def _head(file: str, name: str) -> bytes:
    pattern = _COMMENTS.get(Path(file).suffix, "")
    said = f"{name}/{file} of valuepitch {__version__}; default:{file} is the original"
    return (pattern.format(said) + "\n").encode() if pattern else b""
