"""From files to a ranking: the list, the profile, the table of levels and the funnel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from valuepitch.batch.rank import Ranking, rank
from valuepitch.errors import InputError, in_order
from valuepitch.inputs.funnel import built_in, funnel_in, load_funnel
from valuepitch.inputs.levels import levels_in
from valuepitch.inputs.load import load_product
from valuepitch.inputs.targets import NUMBERS, read_targets


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
    model = load_product(profile)
    file, problems = levels_in(folders)
    if problems:
        raise InputError(problems[0].file, in_order(problems))
    named = Path(funnel) if funnel is not None else funnel_in(folders)
    weights = load_funnel(named)[0] if named else built_in()
    targets = read_targets(Path(path), model, folder=profile.parent, columns=NUMBERS, **reading)
    return rank(targets, model, file, weights, workers=workers), str(named) if named else ""


def _folders(*files: str | Path) -> Sequence[Path]:
    return tuple(dict.fromkeys(Path(file).parent for file in files))
