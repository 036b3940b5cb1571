"""The table of contact levels: the program's own, a user's over it, and every way to write it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from valuepitch.inputs.levels import FILE, built_in, levels_in

WHOLE = """\
[sizes]
small = { employees = 50, revenue = 10_000_000 }
mid = { employees = 500, revenue = 100_000_000 }

[levels]
small = "controller"
mid = "owner"
large = "cfo"
unknown = "division"

[[exceptions]]
sector = "NACE 18"
level = "division"
"""


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_text(text, "utf-8")
    return folder


def test_the_programs_own_table_is_whole() -> None:
    table = built_in()
    assert table.sizes is not None
    assert [table.level([""], size) for size in ("small", "mid", "large", "unknown")] == [
        "owner",
        "cfo",
        "division",
        "cfo",
    ]
    assert levels_in([]) == (table, ())


def test_a_users_table_stands_over_it_with_its_exceptions_first(tmp_path: Path) -> None:
    table, problems = levels_in([write(tmp_path, WHOLE)])
    assert problems == ()
    assert table.sizes is not None
    assert table.sizes.small.employees == 50
    assert table.level(["NACE 18.1"], "mid") == "division"
    assert table.level(["", "Hospital"], "mid") == "controller"  # the program's own exception
    assert table.level([], "large") == "cfo"


def test_what_a_table_leaves_out_is_the_programs(tmp_path: Path) -> None:
    retail = '[[exceptions]]\nsector = "Retail"\nsize = "large"\nlevel = "owner"\n'
    table, problems = levels_in([write(tmp_path, retail)])
    assert problems == ()
    assert table.sizes == built_in().sizes
    assert (table.level(["retail trade"], "large"), table.level(["retail trade"], "mid")) == ("owner", "cfo")


def test_the_first_folder_that_has_one_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first", write(tmp_path / "second", WHOLE)
    assert levels_in([first, second])[0].level([], "large") == "cfo"
    write(first, '[[exceptions]]\nsector = "x"\nlevel = "owner"\n')
    assert levels_in([first, second])[0].level([], "large") == "division"


WRONG = {
    'level = "division"': ('level = "ceo"', "exceptions[0].level  is ceo, not one of owner, cfo, controller, division"),
    'small = "controller"': ("small = 3", "levels.small  is 3, not one of owner"),
    'unknown = "division"\n': ("", "levels.unknown  is missing; add it"),
    "employees = 50,": ('employees = "fifty",', "sizes.small.employees  is fifty; write a number above nil"),
    "employees = 50, ": ("employees = 0, ", "sizes.small.employees  is 0; write a number above nil"),
    "employees = 500": ("employees = 50", "sizes.mid.employees  is 50, not above that of small firms, 50; raise it"),
    "revenue = 100_000_000": ("turnover = 5", "sizes.mid.turnover  is not a known key"),
    'sector = "NACE 18"': ('sector = "NACE 18"\nsize = "tiny"', "exceptions[0].size  is tiny, not one of small, mid"),
    "[levels]": ("[levels", "is not TOML"),
}  # fmt: skip


@pytest.mark.parametrize("written", WRONG)
def test_a_fault_of_the_table_is_said_with_its_remedy(written: str, tmp_path: Path) -> None:
    assert written in WHOLE
    wrong, said = WRONG[written]
    table, problems = levels_in([write(tmp_path, WHOLE.replace(written, wrong, 1))])
    assert table == built_in()
    assert problems
    text = "\n".join(map(str, problems))
    assert said in text
    assert str(tmp_path / FILE) in text


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    text = (
        WHOLE.replace('"controller"', "3")
        .replace('level = "division"', 'level = "ceo"')
        .replace("employees = 50,", "employees = 0,")
    )
    assert len(levels_in([write(tmp_path, text)])[1]) == 3
