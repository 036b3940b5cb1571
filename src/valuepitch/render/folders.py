"""A template as its users change it: files of a folder over those of a built-in template.

A folder is laid out as ``templates/``: ``DIR/onepager/page.html.j2`` stands in the place of that file, and everything
else stays. A folder with a ``template.toml`` of its own is a template of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from valuepitch.errors import TemplateError
from valuepitch.files import read_bytes
from valuepitch.render.brand import FILE as BRAND
from valuepitch.render.brand import with_brand
from valuepitch.render.template import (
    DEFAULT,
    FILE_LIMIT,
    FOLDER_LIMIT,
    NAME,
    SUFFIXES,
    Kind,
    Template,
    built_in_names,
    load_template,
    template_of,
)

_MOST_FILES = 400
_PASSED_OVER = frozenset({".md", ".txt"})  # what people write for each other


def find_template(name: str = DEFAULT, folders: Sequence[Path] = (), kind: Kind | None = None) -> Template:
    """A template by its name, with the files of folders over it and a brand; the first folder wins.

    Args:
        kind: of the page that is to be made, for the names that are known where there is none of this one.

    Raises:
        TemplateError: there is none of that name, or a folder holds what no template may.
        InputError: every problem of brand.yaml.
    """
    own: dict[str, bytes] = {}
    used: list[str] = []
    for folder in reversed(folders):
        place = folder / name
        if NAME.fullmatch(name) and place.is_dir():
            found = read_folder(place)
            own |= found
            used += [str(place)] if found else []
    if not own:
        made = load_template(name) if name in built_in_names() else _none(name, folders, kind)
    elif name in built_in_names():
        base = load_template(name)
        made = template_of({**base.own, **own}, name, base.own, based=False)
    elif "template.toml" in own:
        made = template_of(own, name)
    else:
        raise TemplateError(f"{used[-1]} has no template.toml", f"add one, or name the folder {DEFAULT} to change that")
    if own:
        made = replace(made, changed=tuple(sorted(own)), folders=tuple(reversed(used)))
    branded = next((folder for folder in folders if (folder / BRAND).is_file()), None)
    return with_brand(made, branded) if branded else made


def _none(name: str, folders: Sequence[Path], kind: Kind | None) -> Template:
    known = sorted({*built_in_names(kind), *(path.name for folder in folders for path in _templates_in(folder))})
    raise TemplateError(f"there is no template {name}", f"known: {', '.join(known)}")


def _templates_in(folder: Path) -> list[Path]:
    return [path.parent for path in sorted(folder.glob("*/template.toml"))]


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names in it.

    Raises:
        TemplateError: a link, a file of a kind that no template holds, or too much of it.
    """
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise TemplateError(f"{path} is a symbolic link", "put the file itself into the folder")
        if path.is_dir() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.suffix in _PASSED_OVER:
            continue
        if path.suffix not in SUFFIXES:
            raise TemplateError(f"{path} is of no kind that a template holds", f"known: {', '.join(sorted(SUFFIXES))}")
        found[name] = read_bytes(path, FILE_LIMIT)
        if len(found) > _MOST_FILES or sum(map(len, found.values())) > FOLDER_LIMIT:
            raise TemplateError(f"{folder} holds too much", f"at most {_MOST_FILES} files and {FOLDER_LIMIT:,} bytes")
    return found
