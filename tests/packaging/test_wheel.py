"""The wheel without the checkout: built, installed in an empty environment, used from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, folder: Path) -> str:
    """A command's output; fails with what it said."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, folder=ROOT)
    return next(out.glob("valuepitch-*.whl"))


def test_the_wheel_holds_templates_catalogues_and_starter_files(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "valuepitch/templates/board/page.css",
        "valuepitch/templates/onepager/template.toml",
        "valuepitch/templates/onepager/partials/title.html.j2",
        "valuepitch/templates/owner/base.html.j2",
        "valuepitch/locale/en/LC_MESSAGES/page.mo",
        "valuepitch/inputs/starter/prospect.yaml",
        "valuepitch/py.typed",
        "valuepitch/web/static/index.html",
        "valuepitch/web/static/preview.css",
        "valuepitch/web/static/preview.js",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests", "samples", "tools"))]


def test_an_empty_environment_builds_a_sample_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    lock = ROOT / "requirements.lock"
    run(
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", lock, wheel,
        folder=tmp_path,
    )  # fmt: skip
    sample = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "samples" / "quickstart", sample)
    program = home / "bin" / "valuepitch"
    said = run(program, "build", "prospect.yaml", "--product", "product.yaml", "-o", "page.pdf", folder=sample)
    assert "$662K" in said
    assert (sample / "page.pdf").read_bytes().startswith(b"%PDF")
    run(program, "new", "started", folder=sample)
    run(program, "build", "started/prospect.yaml", "-p", "started/product.yaml", "-o", "s.pdf", folder=sample)
    assert "missing" not in run(program, "doctor", folder=sample).lower()
    where = run(python, "-c", "import valuepitch; print(valuepitch.__file__)", folder=sample)
    assert str(home) in where
