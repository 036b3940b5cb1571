"""What the page says, from good news to bad, in both languages: every text of every part, and every message.

``--update-golden`` writes the texts anew; read the difference aloud before a commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po
from funnel_pages import FUNNELS
from funnel_pages import page_of as funnel_page
from scenarios import SCENARIOS

from valuepitch.inputs.readers import built_in
from valuepitch.locale import Language, language, languages
from valuepitch.model.reader import level_of
from valuepitch.page import doubt
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.context import PageContext
from valuepitch.page.data import evaluation
from valuepitch.page.figures import Figures

GOLDEN = Path(__file__).parent / "golden" / "scenarios"
LOCALE = Path(__file__).resolve().parents[2] / "src" / "valuepitch" / "locale"
DAY = date(2026, 11, 23)
# Geometry and styles of charts, and what is the same on every page.
DRAWN = frozenset(
    {"anchor", "style", "expected", "conservative", "band", "id", "author", "language", "charts", "reader", "brand"}
)


# What other templates show beyond what every page has.
SHOWN = ("lowest", "rates", "draws", "ways")


def page_of(name: str, code: str, shows: tuple[str, ...] = ()) -> PageContext:
    case = SCENARIOS[name]
    reader = level_of(case.prospect, built_in())[0]
    sizes = ChartSizes(cash=290.0, sensitivity=200.0, height=118.0)
    attached = name == "withheld"  # evidence is kept back where data go out
    composer = Composer(case, language(code), DAY, "7F3A-91C2", sizes, reader, attached, shows=shows)
    return composer.page(Shown(sources=99))


def texts(value: Any, place: str = "") -> Iterator[str]:
    """Every text of a page with its place, a line each."""
    if isinstance(value, str):
        yield f"{place}: {value}"
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in DRAWN:
                yield from texts(item, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield f"{place}: {' | '.join(value)}"
            return
        for item in value:
            yield from texts(item, place)


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_text_of_the_page_is_as_it_was_read_and_found_good(name: str, code: str, update_golden: bool) -> None:
    path = GOLDEN / f"{name}.{code}.txt"
    more = page_of(name, code, SHOWN).plain()
    shown = {"lowest": more["lowest"], "tables": more["tables"]}
    said = "\n".join([*texts(page_of(name, code).plain()), *texts(shown)]) + "\n"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert path.read_text("utf-8") == said


def test_no_golden_text_is_left_over() -> None:
    kept = {path.name for path in GOLDEN.iterdir()}
    assert kept == {f"{name}.{code}.txt" for name in SCENARIOS for code in languages()}


def messages() -> set[str]:
    """What a page may say; the workbook and the attachments have words of their own."""
    with (LOCALE / "page.pot").open("rb") as file:
        return {item.id[0] if isinstance(item.id, tuple) else item.id for item in read_po(file) if _on_a_page(item)}


def _on_a_page(item: Message) -> bool:
    return bool(item.id) and not all(place.startswith(("workbook/", "pipeline/")) for place, _line in item.locations)


# Said by `measure` and in JSON of flows that no case gives.
NOT_ON_A_PAGE = {
    "the rate is at or below −100%",
    "none that can be written: next to −100%, or beyond all measure",
    "a formula divides by zero",
    "a formula has no finite value",
    "too large to be computed",
    "Share of them in research",  # printed by `funnel`
    "Cost of the hours",
}


def test_every_message_of_the_page_is_said_by_a_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    said: set[str] = set()
    one, many = Language.say, Language.say_n

    def say(self: Language, message: str, /, **figures: str) -> str:
        said.add(message)
        return one(self, message, **figures)

    def say_n(self: Language, singular: str, plural: str, count: int, /, **figures: str) -> str:
        said.add(singular)
        return many(self, singular, plural, count, **figures)

    monkeypatch.setattr(Language, "say", say)
    monkeypatch.setattr(Language, "say_n", say_n)
    for name, case in SCENARIOS.items():
        page_of(name, "en")
        page_of(name, "en", SHOWN)
        evaluation(case, language("en"))
        doubt.payback_spread(Figures(case, language("en")))  # what `evaluate` prints
    for funnel in FUNNELS.values():
        funnel_page(funnel)
    never = messages() - said - NOT_ON_A_PAGE
    assert never == {"no, one, two, three, four, five, six, seven, eight, nine, ten"}
