"""Two files, or two models, as a case with its checks done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from valuepitch.case.limits import Excess
from valuepitch.case.scale import REFUSE_ABOVE, WARN_ABOVE, Scale
from valuepitch.case.study import Case, study
from valuepitch.documents import Document
from valuepitch.errors import ERROR, WARNING, InputError, Problem, in_order
from valuepitch.inputs.cross import cross_check
from valuepitch.inputs.load import Loaded, Pair, load_pair, pair, pair_of
from valuepitch.locale import Language, language
from valuepitch.model import Product, Prospect
from valuepitch.model.redact import is_redacted
from valuepitch.page.data import evaluation
from valuepitch.pipeline.redaction import redact_pair

Written = str | Path | Prospect
Profile = str | Path | Product


@dataclass(frozen=True)
class Evaluation:
    """A case with its checks done.

    Attributes:
        case: plan, results, sensitivity.
        language: the page's language.
        warnings: what is worth a word, with places.
        documents: the two files, for places.
        reader: the level of the contact, which orders what is shown first.
        redacted: whether internal evidence was left out.
    """

    case: Case
    language: Language
    warnings: tuple[Problem, ...]
    documents: tuple[Document, Document]
    reader: str
    redacted: bool = False

    def data(self) -> dict[str, Any]:
        """Flows, measures, scenarios, sensitivity and sources as plain data (docs/reference/json.md)."""
        return evaluation(self.case, self.language)


def evaluate(prospect: Written, product: Profile, *, redact: bool = False) -> Evaluation:
    """Evaluate a product for a prospect; each is a path or a model.

    Args:
        redact: leave out the sources that are marked internal.

    Raises:
        InputError: every problem of both at once.
        FileError: a file cannot be read.
    """
    return _evaluated(_pair(prospect, product), redact=redact)


def evaluate_loaded(prospect: Loaded[Prospect], product: Loaded[Product], *, redact: bool = False) -> Evaluation:
    """Evaluate two files that were read already.

    Args:
        redact: leave out the sources that are marked internal.

    Raises:
        InputError: every problem of both at once.
    """
    return _evaluated(pair(prospect, product), redact=redact)


def evaluate_again(prospect: Prospect, product: Product, reader: str) -> Evaluation:
    """Evaluate what a page carries, for the reader that it was made for.

    Raises:
        InputError: what it carries does not fit together.
    """
    documents = (Document("prospect", None), Document("product", None))
    problems = [p for p in cross_check(prospect, product, *documents) if p.severity != WARNING]
    if problems:
        raise InputError("prospect and product", in_order(problems))
    return _evaluated(Pair(prospect, product, (), documents, reader))


def _evaluated(both: Pair, *, redact: bool = False) -> Evaluation:
    if redact:
        both = redact_pair(both)
    kept_back = is_redacted(both.prospect) or is_redacted(both.product)
    case = study(both.prospect, both.product)
    product = both.documents[1]
    faults = [
        product.problem(
            _path(fault.path),
            fault.message,
            "guard it, such as when(b > 0, a / b, 0), or mend the facts that it names",
            column=fault.column,
        )
        for fault in case.faults
    ]
    sizes = [_scale_problem(product, scale) for scale in case.scales if scale.share > WARN_ABOVE]
    faults += [problem for problem in sizes if problem.severity != WARNING]
    faults += [_excess_problem(product, excess) for excess in case.exceeded]
    if faults:
        raise InputError(" and ".join(document.file for document in both.documents), in_order(faults))
    warnings = (*both.warnings, *sizes)
    return Evaluation(case, language(both.prospect.language), warnings, both.documents, both.reader, kept_back)


def _excess_problem(product: Document, excess: Excess) -> Problem:
    """A share above 100 %, or more than all of an amount."""
    said = f"reaches {excess.share:,.0%}" + (f" of {excess.of}" if excess.of else "")
    hint = "at most 100% can be; mend it, or the range of what it names"
    return product.problem(_path(excess.path), said, hint)


def _scale_problem(product: Document, scale: Scale) -> Problem:
    """A benefit that is large, or larger than the line of the accounts that it touches."""
    too_large = scale.share > REFUSE_ABOVE
    message = f"is {scale.account}, and the benefit of a full year is {scale.share:,.0%} of it"
    hint = "check the amount, its unit and the line" if too_large else "a reader will ask; show how it is measured"
    severity = ERROR if too_large else WARNING
    return product.problem((*_path(scale.path), scale.key), message, hint, severity=severity)


def _pair(prospect: Written, product: Profile) -> Pair:
    if isinstance(prospect, Prospect) and isinstance(product, Product):
        return pair_of(prospect, product)
    if isinstance(prospect, Prospect) or isinstance(product, Product):
        raise TypeError("prospect and product are two paths or two models")
    return load_pair(Path(prospect), Path(product))


def _path(dotted: str) -> tuple[str | int, ...]:
    parts = dotted.replace("]", "").replace("[", ".").split(".")
    return tuple(int(part) if part.isdigit() else part for part in parts)
