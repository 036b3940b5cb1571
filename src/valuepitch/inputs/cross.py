"""What must hold between a prospect and a product profile.

Each rule is a function over :class:`Files` that yields problems; a new rule is
a function and a line in :data:`RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from valuepitch import formula
from valuepitch.documents import Document, Path
from valuepitch.errors import WARNING, Problem
from valuepitch.inputs import cross_money, cross_text
from valuepitch.inputs.between import Files
from valuepitch.model import Product, Prospect
from valuepitch.model.base import parts_of
from valuepitch.model.benefit import ACCOUNT_BASES
from valuepitch.model.prospect import DERIVED, FINANCIALS
from valuepitch.model.sourced import Formula, Ref, Sourced
from valuepitch.text import did_you_mean, digits, nearest

Use = tuple[Path, str, int]  # where a name is used, the name, its column in the formula


def cross_check(prospect: Prospect, product: Product, prospect_file: Document, product_file: Document) -> list[Problem]:
    """Every problem and warning between two valid files."""
    files = Files(prospect, product, prospect_file, product_file)
    return [problem for rule in RULES for problem in rule(files)]


def figures_check(
    prospect: Prospect, product: Product, prospect_file: Document, product_file: Document
) -> list[Problem]:
    """What :func:`cross_check` says of the figures; texts, which a ranking does not print, are left out."""
    files = Files(prospect, product, prospect_file, product_file)
    return [problem for rule in RULES if rule not in OF_TEXTS for problem in rule(files)]


def names_check(prospect_file: Document, product_file: Document) -> list[Problem]:
    """Unknown names in formulas, out of documents that may have problems of their own."""
    given = {
        name
        for document, part in ((prospect_file, "financials"), (prospect_file, "facts"), (product_file, "assumptions"))
        if isinstance(document.data, dict) and isinstance(document.data.get(part), dict)
        for name in document.data[part]
    }
    return list(_unknown_names(given, _written_uses(product_file.data), prospect_file, product_file))


def _written_uses(data: Any) -> Iterator[Use]:
    """The names in every text of a raw document that stands where a formula may stand."""
    for part in ("costs", "benefits") if isinstance(data, dict) else ():
        for index, row in enumerate(data[part] if isinstance(data.get(part), list) else ()):
            if not isinstance(row, dict):
                continue
            account = row.get("account")
            if isinstance(account, str) and account in ACCOUNT_BASES:
                yield (part, index, "account"), ACCOUNT_BASES[account], 0
            for path, text in _written_formulas(row):
                try:
                    tree = formula.parse(text)
                except formula.FormulaError:
                    continue  # reported where the file is read
                for name, column in formula.names(tree).items():
                    yield (part, index, *path), name, column


def _written_formulas(row: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    for key in ("amount", "days", "loss", "probability", "contribution_margin"):
        if isinstance(row.get(key), str):
            yield (key,), row[key]
    for form in ("effect", "downtime", "price_volume", "churn"):
        for key, text in row[form].items() if isinstance(row.get(form), dict) else ():
            if isinstance(text, str) and key not in ("unit", "from_month"):
                yield (form, key), text


def _unknown_names(
    given: set[str], uses: Iterable[Use], prospect_file: Document, product_file: Document
) -> Iterator[Problem]:
    known = given | _derivable(given)
    for path, name, column in uses:
        if name in known:
            continue
        near = nearest(name, known)
        guess = f"did you mean {near}? else " if near else ""
        if name in FINANCIALS:
            hint = f"{guess}give it under financials in {prospect_file.file}"
        else:
            hint = f"{guess}give it under facts in {prospect_file.file} or assumptions in {product_file.file}"
        yield product_file.problem(path, f"names {name}, which neither file gives", hint, column=column)


def _derivable(given: set[str]) -> set[str]:
    trees = [(name, set(formula.names(formula.parse(text)))) for name, text in DERIVED]
    out: set[str] = set()
    for name, needs in trees:
        if needs <= given | out:
            out.add(name)
    return out


def _names(files: Files) -> Iterator[Problem]:
    given = set(files.named())
    uses = [
        (path, name, column)
        for path, text in parts_of(files.product, Formula)
        for name, column in formula.names(text.tree).items()
    ]
    for index, benefit in enumerate(files.product.benefits):
        if benefit.account:
            uses.append((("benefits", index, "account"), ACCOUNT_BASES[benefit.account], 0))
    yield from _unknown_names(given, uses, files.prospect_file, files.product_file)
    for name in files.prospect.facts:
        if name in files.product.assumptions:
            place = files.product_file.problem(("assumptions", name), "", key=True)
            where = f"{place.file}:{place.line}" if place.line else place.file
            hint = f"keep one; the other stands in {where}"
            yield files.prospect_file.problem(("facts", name), "is an assumption of the product too", hint, key=True)


def _references(files: Files) -> Iterator[Problem]:
    assumptions = files.product.assumptions
    for path, name in parts_of(files.product, Ref):
        if name not in assumptions:
            yield files.product_file.problem(path, f"names {name}, no assumption", did_you_mean(name, assumptions))
        elif assumptions[name].kind != "month":
            kind = assumptions[name].kind
            yield files.product_file.problem(path, f"names {name}, in {kind}", f"give {name} unit: month")
        elif (first := assumptions[name].ends[0]) < (least := _least_month(path)):
            hint = f"write at least {least} in assumptions.{name}"
            yield files.product_file.problem(path, f"names {name}, which reaches month {digits(first)}", hint)


def _least_month(path: Path) -> int:
    """A length, and the first month of a recurring cost, is at least 1; any other month may be 0."""
    return 1 if path[-1] in ("months_to_full", "over_months") or (path[0], path[-1]) == ("costs", "from_month") else 0


def _months(files: Files) -> Iterator[Problem]:
    horizon = files.product.conventions.horizon_months
    months = [
        (path, sourced)
        for path, sourced in parts_of(files.product, Sourced)
        if sourced.kind == "month" and path[-1] in ("month", "from_month")
    ]
    named = [
        (path, files.product.assumptions[name])
        for path, name in parts_of(files.product, Ref)
        if name in files.product.assumptions and path[-1] in ("month", "from_month")
    ]
    for path, sourced in months + named:
        last = sourced.ends[1]
        if last > horizon:
            hint = f"the case ends in month {horizon}; write an earlier month or a longer horizon_months"
            yield files.product_file.problem(path, f"reaches month {digits(last)}", hint)
    for part in ("costs", "benefits"):
        for index, row in enumerate(getattr(files.product, part)):
            most = horizon if row.listed_by == "month" else -(-horizon // 12)
            if isinstance(row.amount, tuple) and len(row.amount) > most + 1:
                message = f"holds month 0 and {len(row.amount) - 1} {row.listed_by}s, the case {most}"
                hint = f"write at most {most + 1} amounts, or a longer horizon_months"
                yield files.product_file.problem((part, index, "amount"), message, hint)


def _covers(files: Files) -> Iterator[Problem]:
    for index, cost in enumerate(files.product.costs):
        for kind in cost.covers:
            if kind in files.product.no_cost:
                path = ("costs", index, "covers")
                yield files.product_file.problem(path, f"holds {kind}", "no_cost says that it is nil; keep one")


def _objectives(files: Files) -> Iterator[Problem]:
    known = [objective.id for objective in files.prospect.objectives]
    for part in ("costs", "benefits"):
        for index, row in enumerate(getattr(files.product, part)):
            if row.objective and known and row.objective not in known:
                hint = f"add it to objectives in {files.prospect_file.file}, or mend the name; it is left out"
                path = (part, index, "objective")
                yield files.product_file.problem(
                    path, f"is {row.objective}, no objective of the prospect", hint, severity=WARNING
                )


def _not_read(files: Files) -> Iterator[Problem]:
    if not files.prospect_file.keys:
        return  # a row of a list, which was read with them, or a model that was made in Python
    for key in ("benchmarks", "mapping"):
        if getattr(files.product, key) is not None:
            message, hint = "is not read for a single page", "it serves lists of prospects"
            yield files.product_file.problem((key,), message, hint, severity=WARNING)


OF_TEXTS: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    cross_text.languages,
    cross_text.placeholders,
    cross_text.suffixes,
    cross_text.mixed,
)
RULES: tuple[Callable[[Files], Iterator[Problem]], ...] = (
    _names,
    _references,
    _months,
    cross_money.currency,
    cross_money.hurdle_rate,
    cross_money.inflation,
    *OF_TEXTS,
    _covers,
    _objectives,
    cross_money.taxes,
    cross_money.financing,
    cross_money.salvage,
    cross_money.part_units,
    cross_money.correlations,
    cross_money.same_money,
    _not_read,
)
