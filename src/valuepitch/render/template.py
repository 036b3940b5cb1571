"""A template folder, read once into a closed map of name to bytes.

Jinja's loader and the engine's fetcher read that map alone: nothing opens a
file while a page is made.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from valuepitch.documents import read_toml
from valuepitch.errors import TemplateError
from valuepitch.files import read_bytes
from valuepitch.model.brand import Brand
from valuepitch.render.spoken import words_of

DEFAULT = "onepager"
SUFFIXES = frozenset({".j2", ".css", ".toml", ".svg", ".png", ".jpg", ".woff2", ".ttf", ".otf"})
FILE_LIMIT, FOLDER_LIMIT = 2_000_000, 20_000_000
FONT_FOLDER = "fonts/"

# The packages that the page's typefaces come in, by the short name that template.toml uses.
_FONT_PACKAGES = {
    "sans": ("font_source_sans_pro", "SourceSansPro"),
    "serif": ("font_source_serif_pro", "SourceSerifPro"),
}


Kind = Literal["prospect", "funnel"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PageSize(_Strict):
    """Paper, the height that the text may fill, the widths of the charts and their height, in points."""

    size: str = Field(pattern=r"^[A-Za-z0-9. ]{1,30}$")
    height: float
    cash: float
    sensitivity: float
    chart: float


class Estimate(_Strict):
    """Heights in points: what is always there at each step but the charts; a line of title, of prose, of a note.

    Type sizes of title and summary at each step; ``scale`` is the size of all other type beside that of onepager, 1
    where a step has none. Widths as shares of a line: the two columns, the columns of figures of the cash flow table,
    names and sources of inputs, which are taken to be one line each where a template does not say.
    """

    base: dict[str, float]
    title: dict[str, float]
    summary: dict[str, float]
    scale: dict[str, float] = {}
    title_line: float
    line: float
    note: float
    left: float
    right: float
    figure: float
    last: float
    what: float = 0.0
    source: float = 0.0


Drop = Literal["objectives", "pressures", "asides", "notes"]


class Fit(_Strict):
    """How the template makes room: spacing first, then what may be dropped, in this order, then the last spacing.

    One without an estimate tries its steps in order.
    """

    steps: tuple[str, ...] = Field(min_length=1)
    start: str
    drops: tuple[Drop, ...] = ()
    last: str | None = None
    row: dict[str, float]
    least_fill: float
    estimate: Estimate | None = None

    @model_validator(mode="after")
    def _has_every_step(self) -> Self:
        if self.start not in self.steps:
            raise ValueError(f"start is {self.start}, none of the steps {', '.join(self.steps)}")
        guess = self.estimate
        tables = {} if guess is None else {"base": guess.base, "title": guess.title, "summary": guess.summary}
        tables = {f"estimate.{name}": table for name, table in tables.items()}
        steps = {"row": {*self.steps, *([self.last] if self.last else [])}}
        for name, table in {"row": self.row, **tables}.items():
            missing = sorted(steps.get(name, set(self.steps)) - set(table))
            if missing:
                raise ValueError(f"{name} has no number for {', '.join(missing)}")
        return self


class Config(_Strict):
    """``template.toml``.

    Attributes:
        kind: the page that it makes: of a prospect, or of a funnel.
        base: the template whose files fill in those that the folder lacks; its styles and tokens come first. One of
            another kind gives its styles, tokens and macros alone.
        shows: parts of the page beyond those that every page has.
        without: what is left out of every page; of all that is printed the value at which NPV is nil alone.
    """

    name: str
    kind: Kind = "prospect"
    base: Literal["", "onepager"] = ""
    shows: tuple[Literal["lowest", "rates", "draws", "ways"], ...] = ()
    without: tuple[Literal["nil_at"], ...] = ()
    engine: str
    summary: str
    blocks: tuple[str, ...]
    fonts: dict[str, str]
    pages: dict[str, PageSize]
    fit: Fit

    @model_validator(mode="after")
    def _has_estimate(self) -> Config:
        if self.kind == "prospect" and self.fit.estimate is None:
            raise ValueError("fit.estimate is missing, which a prospect's page is fitted by")
        return self


@dataclass(frozen=True)
class Template:
    """A template as it was read.

    Attributes:
        config: its ``template.toml``.
        files: every file by its name inside the folder, fonts under ``fonts/``.
        tokens: colours and type of ``tokens.css`` by name.
        digest: SHA-256 over names and contents.
        originals: the files of the built-in template under it, which ``default:`` reaches.
        changed: the files that folders of the user's bring, by name.
        folders: where they stand, the first one first.
        brand: what the seller's pages have of their own.
    """

    config: Config
    files: Mapping[str, bytes]
    tokens: Mapping[str, str]
    digest: str
    originals: Mapping[str, bytes] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    brand: Brand = field(default_factory=Brand)

    @property
    def own(self) -> dict[str, bytes]:
        """Its files without the fonts that come as packages."""
        packaged = {FONT_FOLDER + file for file in self.config.fonts}
        return {name: data for name, data in self.files.items() if name not in packaged}

    @functools.cached_property
    def words(self) -> tuple[tuple[str, str], ...]:
        """The words that stand in it, by file, at their places; most templates have none."""
        return tuple(words_of(self.files))

    def text(self, name: str, files: Mapping[str, bytes] | None = None) -> str:
        """One of its files as text, or one of the files under it.

        Raises:
            TemplateError: it is not there or not UTF-8.
        """
        try:
            return (self.files if files is None else files)[name].decode("utf-8")
        except KeyError:
            raise TemplateError(f"template {self.config.name} has no {name}") from None
        except UnicodeDecodeError:
            raise TemplateError(f"{name} of template {self.config.name} is not UTF-8 text") from None

    def stylesheet(self, page: str) -> str:
        """The page's CSS for a paper size, tokens filled in."""
        css = re.sub(r"var\(--([a-z-]+)\)", lambda match: self._token(match[1]), self.text("page.css"))
        return f"@page {{ size: {self.config.pages[page].size} }}\n{css}"

    def _token(self, name: str) -> str:
        try:
            return self.tokens[name]
        except KeyError:
            hint = f"tokens.css has {', '.join(sorted(self.tokens))}"
            raise TemplateError(f"page.css uses --{name}, which tokens.css does not have", hint) from None


def folder_of_templates() -> Path:
    """Where the built-in templates are: in the package, or at the top of the checkout."""
    package = Path(__file__).resolve().parent.parent
    beside, checkout = package / "templates", package.parent.parent / "templates"
    return beside if beside.is_dir() else checkout


NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def built_in_names(kind: Kind | None = None) -> tuple[str, ...]:
    """The names of the built-in templates, the usual one first; those of one kind of page, or all."""
    names = {path.parent.name for path in folder_of_templates().glob("*/template.toml")}
    ordered = (DEFAULT, *sorted(names - {DEFAULT}))
    return tuple(name for name in ordered if kind is None or load_template(name).config.kind == kind)


@functools.cache
def load_template(name: str = DEFAULT) -> Template:
    """A built-in template by its name.

    Raises:
        TemplateError: there is none of that name, or it cannot be read.
    """
    if name not in built_in_names():
        raise TemplateError(f"there is no template {name}", f"known: {', '.join(built_in_names())}")
    files = _read_folder(folder_of_templates() / name)
    return template_of(files, name)


def template_of(
    files: Mapping[str, bytes], name: str, originals: Mapping[str, bytes] | None = None, *, based: bool = True
) -> Template:
    """A template out of its files, over those of its base; fonts that come as packages are read too.

    Args:
        originals: what ``default:`` reaches; its own files by default.
        based: whether its base is still to be laid under it.

    Raises:
        TemplateError: its template.toml or a font of it cannot be used.
    """
    config = _config(files.get("template.toml", b""), f"{name}/template.toml")
    if based and config.base and config.base != name:
        base = load_template(config.base)
        originals = originals or (base.own if base.config.kind == config.kind else None)
        files = _over(base, files, config.kind)
    tokens = dict(re.findall(r"--([a-z-]+):\s*([^;{}]+?)\s*;", files.get("tokens.css", b"").decode("utf-8", "replace")))
    packaged = {FONT_FOLDER + file: _font(source) for file, source in config.fonts.items()}
    fonts = {file: data for file, data in packaged.items() if file not in files}
    return Template(config, {**files, **fonts}, tokens, digest_of(files), dict(originals or files))


def without_packaged(template: Template) -> Template:
    """A template without the fonts that come as packages, to be sent elsewhere."""
    return replace(template, files=template.own)


def with_packaged(template: Template) -> Template:
    """The same with them again.

    Raises:
        TemplateError: a package of fonts is not installed here.
    """
    packaged = {FONT_FOLDER + file: _font(source) for file, source in template.config.fonts.items()}
    return replace(template, files={**packaged, **template.files})


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for file, data in sorted(files.items()):
        digest.update(f"{file}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


_OF_EVERY_KIND = ("page.css", "tokens.css", "macros/")


def _over(base: Template, own: Mapping[str, bytes], kind: Kind) -> dict[str, bytes]:
    """The files of a template over those of its base; styles and tokens of both, its own last."""
    files = {file: data for file, data in base.files.items() if not file.startswith(FONT_FOLDER)}
    if base.config.kind != kind:
        files = {file: data for file, data in files.items() if file.startswith(_OF_EVERY_KIND)}
    for sheet in ("page.css", "tokens.css"):
        if sheet in files and sheet in own:
            own = {**own, sheet: files[sheet] + b"\n" + own[sheet]}
    return {**files, **own}


def _read_folder(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.suffix not in SUFFIXES:
            continue
        files[path.relative_to(folder).as_posix()] = read_bytes(path, FILE_LIMIT)
    if sum(map(len, files.values())) > FOLDER_LIMIT:
        raise TemplateError(f"template folder {folder.name} is larger than {FOLDER_LIMIT:,} bytes", "shrink its images")
    return files


def _config(data: bytes, file: str) -> Config:
    try:
        return Config.model_validate(read_toml(data, file))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise TemplateError(f"{file}: {place}: {first['msg']}") from error
    except ValueError as error:
        raise TemplateError(str(error)) from error


def _font(source: str) -> bytes:
    package, _, face = source.partition(":")
    module_name, prefix = _FONT_PACKAGES[package]
    try:
        module: Any = importlib.import_module(module_name)
    except ModuleNotFoundError:
        raise TemplateError(f"the fonts of {module_name} are not installed", "run `valuepitch doctor`") from None
    return read_bytes(Path(module.font_directory) / f"{prefix}-{face}.ttf", FILE_LIMIT)
