"""What a page carries besides what it shows: the sums as a workbook, inputs and results as data; and it read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from datetime import date as Date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from valuepitch.errors import FileError
from valuepitch.inputs.written import written
from valuepitch.locale import _
from valuepitch.model import Product, Prospect
from valuepitch.model.base import Record, faults
from valuepitch.model.prospect import Level
from valuepitch.model.texts import PageLanguage
from valuepitch.pipeline.evaluation import Evaluation
from valuepitch.render.engine import DATA, SOURCE, Attached, Attachment

FIGURES, WORKBOOK = "figures.json", "workbook.xlsx"
FINGERPRINT, DIGEST = "Fingerprint", "SHA-256 of {name}"

_DESCRIPTIONS = {FIGURES: _("Inputs and results as data"), WORKBOOK: _("The sums behind the page, as live formulas")}
_RELATIONSHIPS = {FIGURES: DATA, WORKBOOK: SOURCE}

Paper = Literal["a4", "letter"]
# A page may come from anybody, and what it says of itself is printed on a terminal.
Version = Annotated[str, Field(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
Mark = Annotated[str, Field(pattern=r"^[0-9A-F]{4}-[0-9A-F]{4}(-R)?$")]
TemplateName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Making:
    """How a page was made, beside the two files.

    Attributes:
        version: of the program.
        date: the page's.
        page: ``a4`` or ``letter``.
        template: its name.
        template_digest: SHA-256 of its files.
        language: of the page.
        reader: the level of the contact.
        redacted: whether internal evidence was left out.
        fingerprint: what stands in the footer.
    """

    version: Version
    date: Date
    page: Paper
    template: TemplateName
    template_digest: Digest
    language: PageLanguage
    reader: Level
    redacted: bool
    fingerprint: Mark


@dataclass(frozen=True)
class Carried:
    """What ``figures.json`` says (docs/reference/json.md).

    Attributes:
        results: what :meth:`Evaluation.data` gave.
    """

    made: Making
    prospect: Prospect
    product: Product
    results: dict[str, Any]


def attached(evaluated: Evaluation, made: Making) -> Attached:
    """The attachments of a page, and its properties: the fingerprint and the digest of each attachment."""
    say, day = evaluated.language.say, made.date
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    files = {FIGURES: figures(evaluated, made), WORKBOOK: sums(evaluated, made)}
    return Attached(
        tuple(
            Attachment(name, data, say(_DESCRIPTIONS[name]), _RELATIONSHIPS[name], moment)
            for name, data in files.items()
        ),
        properties(made.fingerprint, files),
    )


def properties(fingerprint: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """The properties of a page: its fingerprint, and the digest of each file that it carries."""
    digests = {DIGEST.format(name=name): hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return {FINGERPRINT: fingerprint} | digests


def sums(evaluated: Evaluation, made: Making) -> bytes:
    """The case as a workbook."""
    from valuepitch.workbook import Stated, workbook

    stated = Stated(made.date, made.fingerprint, made.version, made.redacted)
    return workbook(evaluated.case, evaluated.language, stated)


def figures(evaluated: Evaluation, made: Making) -> bytes:
    """Inputs and results as JSON."""
    data = {
        "made": asdict(made) | {"date": made.date.isoformat()},
        "prospect": written(evaluated.case.prospect),
        "product": written(evaluated.case.product),
        "results": evaluated.data(),
    }
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def read_figures(data: bytes) -> Carried:
    """Read what :func:`figures` wrote.

    Raises:
        FileError: it is something else; says what is wrong, and where.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _other(f"it is not JSON: {error}") from None
    if not isinstance(found, dict) or set(found) != {"made", "prospect", "product", "results"}:
        raise _other("it does not hold made, prospect, product and results")
    if not isinstance(found["results"], dict):
        raise _other("its results are no mapping")
    return Carried(
        _making(found["made"]),
        _model(found["prospect"], Prospect, "prospect"),
        _model(found["product"], Product, "product"),
        found["results"],
    )


def _making(data: Any) -> Making:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Making).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, ("made", *first["loc"])))
        raise _other(f"{place}: {first['msg']}") from None


def _model(data: Any, model: type[R], name: str) -> R:
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = next(iter(faults(error)))
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first.path)
        raise _other(f"{name}{place} {first.message}") from None


def _other(said: str) -> FileError:
    return FileError(f"its {FIGURES} is not as valuepitch writes it: {said}", "ask for the file as it was made")
