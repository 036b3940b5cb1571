"""From files to a ranking: the list, the profile, the table of levels and the funnel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from valuepitch.batch.rank import Ranking, rank
from valuepitch.documents import Document
from valuepitch.errors import WARNING, InputError, in_order
from valuepitch.inputs.cross import figures_check
from valuepitch.inputs.funnel import built_in, funnel_in, load_funnel
from valuepitch.inputs.levels import levels_in
from valuepitch.inputs.load import load, validate
from valuepitch.inputs.targets import NUMBERS, Targets, read_targets
from valuepitch.model import Product, Prospect


def rank_list(
    path: str | Path,
    product: str | Path,
    *,
    funnel: str | Path | None = None,
    workers: int = 2,
    **reading: Any,
) -> tuple[Ranking, str]:
    """Rank a target list for a product profile.

    Args:
        path: CSV, TSV, XLSX or Parquet.
        product: the profile; ``levels.toml`` and ``funnel.yaml`` are looked for beside it, then beside the list.
        funnel: the file whose likelihoods weigh the value.
        workers: chunks that are computed at once.
        reading: how the list is read, as :func:`~valuepitch.inputs.targets.read_targets` takes it.

    Returns:
        The ranking, and whose likelihoods weighed it: a file, or "" for the starter's estimates.

    Raises:
        InputError: every problem of the files; rows with problems are no error, but stand last.
        FileError: a file cannot be read.
    """
    profile, folders = Path(product), _folders(product, path)
    loaded = load(profile, Product)
    if loaded.model is None:
        raise InputError(str(profile), in_order(p for p in loaded.problems if p.severity != WARNING))
    model = loaded.model
    file, problems = levels_in(folders)
    if problems:
        raise InputError(problems[0].file, in_order(problems))
    named = Path(funnel) if funnel is not None else funnel_in(folders)
    weights = load_funnel(named)[0] if named else built_in()
    targets = read_targets(Path(path), model, folder=profile.parent, columns=NUMBERS, **reading)
    _check_profile(targets, loaded.document, model)
    return rank(targets, model, file, weights, workers=workers), str(named) if named else ""


def _check_profile(targets: Targets, document: Document, product: Product) -> None:
    """Refuse a profile that does not hold together, as the first row shows; what is wrong with a row is its own."""
    if not targets.n:
        return
    row = validate(targets.prospect(0), Prospect)
    found = figures_check(row.model, product, row.document, document) if row.model else ()
    wrong = [problem for problem in found if problem.severity != WARNING and problem.file == document.file]
    if wrong:
        raise InputError(document.file, in_order(wrong))


def _folders(*files: str | Path) -> Sequence[Path]:
    return tuple(dict.fromkeys(Path(file).parent for file in files))
