"""What is read before a page is drawn: two files, the template and the page; what stops a build, and what is a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from valuepitch import build, evaluate, load_product, load_prospect
from valuepitch.errors import ERROR, WARNING, InputError, Problem
from valuepitch.inputs.load import folder_of
from valuepitch.inputs.wording import Vocabulary, vocabulary_in
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.parts import listed
from valuepitch.page.spoken import Names, Piece, count_of, names, pieces
from valuepitch.pipeline import Evaluation, printed_texts
from valuepitch.proofread import Texts, proofread
from valuepitch.render import template as templates
from valuepitch.render.spoken import words_of
from valuepitch.render.template import Template, load_template

DAY = date(2026, 11, 23)

# Ten lines, over which nothing is to be said.
PROSPECT = """\
name: Northfield
currency: USD
hurdle_rate: {value: 11%, source: Capital plan, origin: prospect}
contact: {name: Dana Whitfield, title: Treasurer}
preparer: {name: Lee Okan, title: Analyst}
sector: {name: Car parts}
objectives:
  - {id: scrap, text: Halve the scrap}
pressures:
  - {text: the lease ends, date: 2027-02-01}
"""
# The benefit begins in line 9, the decision in line 27.
PRODUCT = """\
name: Tally
seller: Maker
plain_name: one press
action: Replacing the press
currency: USD
costs:
  - {name: Press, amount: 1_000, month: 0, source: Quote 7, origin: quote}
benefits:
  - name: Less scrap
    kind: cash
    amount: {value: 1_200, low: 900, high: 1_300, source: Plant log, origin: benchmark, as_of: 2025-06-30}
    ramp: {from_month: 1, months_to_full: 1}
    objective: scrap
    proof: {line: Ledger 5000, months: [6, 12]}
    contract: Clause 4
no_cost:
  internal_labour: none
  process_redesign: none
  integration: none
  migration: none
  training: none
  dip_in_output: none
  parallel_running: none
  administration: none
  renewal_uplift: none
  exit: none
decision: {ask: approve the order, by: 2026-12-15, because: the lease ends soon}
"""

Changes = Mapping[str, str]


def written(changes: Changes | None = None) -> tuple[Path, Path]:
    """Both files in this folder, with parts replaced: ``{old: new}``."""
    missed = set(changes or {})
    files = Path("prospect.yaml"), Path("product.yaml")
    for path, text in zip(files, (PROSPECT, PRODUCT), strict=True):
        for old, new in (changes or {}).items():
            missed -= {old} if old in text else set()
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    assert not missed, missed
    return files


def composer_of(evaluated: Evaluation, day: date = DAY) -> Composer:
    sizes = ChartSizes(290.0, 200.0, 118.0)
    return Composer(evaluated.case, evaluated.language, day, "7F3A-91C2", sizes, evaluated.reader)


def page_of(evaluated: Evaluation, day: date = DAY) -> dict[str, Any]:
    """The plain context of a page with every input listed."""
    composer = composer_of(evaluated, day)
    return composer.page(Shown(len(listed(composer.figures)))).plain()


Read = Callable[..., list[Problem]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything runs in an empty folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def read() -> Read:
    """Everything that is found: files with parts replaced, parts of the page, another template, another day."""

    def find(
        changes: Changes | None = None,
        page: Mapping[str, Any] | None = None,
        template: Template | None = None,
        day: date = DAY,
    ) -> list[Problem]:
        evaluated = evaluate(*written(changes))
        case = evaluated.case
        whole = {**page_of(evaluated, day), **(page or {})}
        vocabulary = vocabulary_in(folder_of(evaluated.documents[1]))
        code = evaluated.language.code
        printed = printed_texts(evaluated, composer_of(evaluated, day).figures)
        return proofread(
            Texts(
                case.prospect,
                case.product,
                evaluated.documents,
                day,
                code,
                vocabulary,
                template or load_template(),
                whole,
                [text for _, text in printed.values()],
            )
        )

    return find


def said(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    return [f"{problem.severity}: {problem}" for problem in problems]


def paths(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.file, problem.path) for problem in problems]


def test_two_files_of_plain_words_give_no_word(read: Read) -> None:
    assert said(read()) == []


# --- what stops a build ---

SUPERLATIVE = (
    "product.yaml:9:11  benefits[0].name  says “Best-in-class”, a superlative without a source; "
    "write: the measured difference and its source"
)


def test_a_superlative_in_a_profile_stops_the_build_and_writes_nothing(tmp_path: Path) -> None:
    files = written({"Less scrap": "Best-in-class scrap"})
    with pytest.raises(InputError) as stopped:
        build(*files, "page.pdf", date=DAY)
    assert said(stopped.value.problems) == [f"error: {SUPERLATIVE}"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["product.yaml", "prospect.yaml"]


def test_a_build_that_stops_leaves_an_older_page_as_it_was() -> None:
    Path("page.pdf").write_bytes(b"older")
    with pytest.raises(InputError):
        build(*written({"Less scrap": "Best-in-class scrap"}), "page.pdf", date=DAY)
    assert Path("page.pdf").read_bytes() == b"older"


@pytest.mark.parametrize(
    "old, new, place, phrase",
    [
        ("plain_name: one press", "plain_name: a world-class press", "product.yaml:3:15  plain_name", "world-class"),
        ("Replacing the press", "Installing the unrivalled press", "product.yaml:4:24  action", "unrivalled"),
        ("{name: Press,", "{name: World-class press,", "product.yaml:7:12  costs[0].name", "World-class"),
        ("migration: none", "migration: risk-free", "product.yaml:20:14  no_cost.migration", "risk-free"),
        ("approve the order", "act now", "product.yaml:27:17  decision.ask", "act now"),
        ("the lease ends soon", "it is risk-free", "product.yaml:27:67  decision.because", "risk-free"),
        ("{value: 1_200", "{label: Unrivalled yield, value: 1_200", "product.yaml:11:21  benefits[0].amount.label",
         "Unrivalled"),
    ],
)  # fmt: skip
def test_every_text_of_a_profile_is_read_at_its_place(old: str, new: str, place: str, phrase: str, read: Read) -> None:
    found = [problem for problem in read({old: new}) if problem.severity == ERROR]
    assert [str(problem).partition(",")[0] for problem in found] == [f"{place}  says “{phrase}”"]
    assert found[0].hint.startswith("write: ")


def test_a_text_of_another_language_is_read_in_its_own(read: Read) -> None:
    found = read({"name: Less scrap": "name: {en: Less scrap, tr: Benzersiz hurda}"})
    assert [str(problem).partition(";")[0] for problem in found] == [
        "product.yaml:9:32  benefits[0].name.tr  says “Benzersiz”, a superlative without a source"
    ]


def test_a_word_is_no_finding_where_its_language_is_another(read: Read) -> None:
    assert read({"name: Less scrap": "name: {en: Less scrap, tr: Robust}"}) == []


def test_a_warning_does_not_stop_a_build() -> None:
    built = build(*written({"Less scrap": "A robust cut in scrap"}), "page.pdf", date=DAY)
    assert built.path == Path("page.pdf")
    assert built.path.is_file()
    assert [line for line in said(built.warnings) if "% full" not in line] == [
        "warning: product.yaml:9:13  benefits[0].name  says “robust”, an adjective that nothing measures; "
        "write: the tested load or failure rate"
    ]


def test_a_build_that_stops_tells_errors_as_problems_and_no_warning_as_one() -> None:
    files = written({"Less scrap": "Best-in-class scrap", "{name: Press,": "{name: Robust press,"})
    with pytest.raises(InputError) as stopped:
        build(*files, "page.pdf", date=DAY)
    # What is counted and printed as a problem is to be mended; a warning is not.
    assert str(stopped.value) == "prospect.yaml and product.yaml: 1 problem"


def test_two_models_made_in_python_are_read_too() -> None:
    prospect, product = written({"Less scrap": "Best-in-class scrap"})
    with pytest.raises(InputError) as stopped:
        build(load_prospect(prospect), load_product(product), date=DAY)
    (problem,) = stopped.value.problems
    assert (problem.file, problem.path, problem.line) == ("product", "benefits[0].name", 0)


# --- what is never read ---

NAMES = {
    "a prospect": ("name: Northfield", "name: Best-in-Class Solutions"),
    "a contact": ("Dana Whitfield", "World-Class Dana"),
    "a contact's title": ("title: Treasurer", "title: Treasurer of World-Class Works"),
    "a preparer": ("Lee Okan", "Unrivalled Okan"),
    "a preparer's title": ("title: Analyst", "title: Best-in-class analyst"),
    "a seller": ("seller: Maker", "seller: World-Class Presses"),
    "a product": ("name: Tally", "name: Unrivalled"),
    "a sector": ("name: Car parts", "name: World-class car parts"),
    "a source of the prospect": ("Capital plan", "World-class capital plan"),
    "a source of a cost": ("Quote 7", "Best-in-class quote 7"),
    "a source of an amount": ("Plant log", "Best-in-class plant log"),
    "a clause of a contract": ("contract: Clause 4", "contract: Best-in-class clause 4"),
    "a ledger line": ("Ledger 5000", "Ledger of world-class scrap"),
}


@pytest.mark.parametrize("old, new", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("title", ["Treasurer", "Controller", "Owner"])
def test_a_name_is_never_read(title: str, old: str, new: str, read: Read) -> None:
    # A controller sees the ledger lines too.
    changes = {old: new} | ({} if old == "title: Treasurer" else {"title: Treasurer": f"title: {title}"})
    assert said(read(changes)) == []


def test_a_prospect_called_best_in_class_solutions_gets_its_page() -> None:
    built = build(*written({"name: Northfield": "name: Best-in-Class Solutions"}), "page.pdf", date=DAY)
    assert Path("page.pdf").is_file()
    assert [line for line in said(built.warnings) if "says" in line] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name: Northfield": "name: Best-in-Class Solutions", "Less scrap": "Less scrap at Best-in-Class Solutions"},
        {"seller: Maker": "seller: World-Class Presses", "{name: Press,": "{name: Fee of World-Class Presses,"},
        {"name: Northfield": "name: Unrivalled Castings", "Halve the scrap": "Halve Unrivalled Castings’ scrap"},
    ],
    ids=["a benefit", "a cost", "an objective"],
)
def test_a_name_is_not_read_inside_a_text_of_the_files(changes: Changes, read: Read) -> None:
    assert [line for line in said(read(changes)) if "says" in line] == []


def test_a_word_beside_a_name_is_read(read: Read) -> None:
    found = read({"name: Northfield": "name: World-Class Castings", "Less scrap": "World-class scrap"})
    assert paths(found) == [(ERROR, "product.yaml", "benefits[0].name")]


# --- the prospect's own words ---


@pytest.mark.parametrize(
    "old, new, place",
    [
        ("Halve the scrap", "Become best-in-class", "objectives[0].text"),
        ("the lease ends,", "act now or lose the lease,", "pressures[0].text"),
        ("{text: the lease ends, date: 2027-02-01}",
         "{text: the lease ends, date: 2027-02-01}\n  - {text: act now or lose the hall, date: 2027-03-01}",
         "pressures[1].text"),
        ("{text: the lease ends, date: 2027-02-01}", "{text: an unrivalled fall in scrap, date: 2026-02-01}",
         "pressures[0].text"),
    ],
    ids=["an objective", "a pressure", "a second pressure", "a recent event"],
)  # fmt: skip
def test_a_sellers_word_in_the_prospects_own_words_is_a_warning(old: str, new: str, place: str, read: Read) -> None:
    assert paths(read({old: new})) == [(WARNING, "prospect.yaml", place)]


def test_other_texts_of_a_prospect_file_are_read_as_the_profile_is(read: Read) -> None:
    facts = "facts: {loss: {label: World-class loss, value: 5%}}\n"
    found = read({"pressures:\n": facts + "pressures:\n"})
    assert paths(found) == [(ERROR, "prospect.yaml", "facts.loss.label")]


# --- the page ---


@pytest.mark.parametrize(
    "changes",
    [
        {"Less scrap": "World-class scrap"},
        {"Replacing the press": "world-class presses"},
        {"approve the order": "streamline the order"},
        {"ask: approve the order": 'ask: "save up to {hurdle_rate} of scrap"'},
    ],
    ids=["a name", "a word that gets a capital in the title", "a word of the decision", "a figure that is filled in"],
)
def test_words_that_came_from_a_file_are_named_there_alone(changes: Changes, read: Read) -> None:
    changes = {old: new.replace("{hurdle_rate}", "{cut}") for old, new in changes.items()}
    if "{cut}" in str(changes):
        changes["costs:\n"] = "assumptions: {cut: 40%}\ncosts:\n"
    assert [problem.file for problem in read(changes)] == ["product.yaml"]


def test_what_only_the_page_says_is_named_with_its_place_there(read: Read) -> None:
    (found,) = read(page={"summary": "A best-in-class case. It is told in few words."})
    assert str(found) == (
        "the page of Northfield  summary  says “best-in-class”, a superlative without a source; "
        "write: the measured difference and its source"
    )
    assert found.severity == ERROR


def test_the_page_is_named_after_the_prospect(read: Read) -> None:
    (found,) = read({"name: Northfield": "name: Harlow & Sons"}, page={"summary": "A best-in-class case."})
    assert found.file == "the page of Harlow & Sons"


def test_words_that_stand_in_a_file_are_named_there_alone_though_the_page_says_them_elsewhere(read: Read) -> None:
    found = read({"Less scrap": "World-class scrap"}, page={"summary": "A World-class case, best in class."})
    assert paths(found) == [
        (ERROR, "product.yaml", "benefits[0].name"),
        (ERROR, "the page of Northfield", "summary"),
    ]
    assert "“best in class”" in found[1].message


def test_a_word_of_a_text_in_another_language_hides_none_of_the_page(read: Read) -> None:
    changes = {"name: Less scrap": "name: {en: Less scrap, tr: World-class hurda}"}
    assert paths(read(changes, page={"summary": "A world-class case."})) == [
        (ERROR, "the page of Northfield", "summary")
    ]


def test_the_fingerprint_of_a_case_is_not_read(read: Read) -> None:
    footer = {"text": "Prepared by Maker.", "case": "Case ABCD-BEST in class 1 of 1"}
    assert read(page={"footer": footer}) == []


def test_the_same_words_on_the_page_are_told_once(read: Read) -> None:
    page = {"summary": "A world-class case.", "title": "A world-class case."}
    assert len(read(page=page)) == 1


# --- the template's own words ---


@pytest.fixture
def template() -> Callable[[Mapping[str, str]], Template]:
    """The default template with files replaced or added."""

    def make(files: Mapping[str, str]) -> Template:
        base = load_template()
        data = {name: text.encode() for name, text in files.items()}
        return replace(base, files={**base.files, **data}, digest=repr(sorted(files.items())))

    return make


Made = Callable[[Mapping[str, str]], Template]
SUMMARY = "partials/summary.html.j2"


def test_the_default_template_has_no_words_of_its_own() -> None:
    # A dot between two figures is no word.
    assert [text for _, text in load_template().words if any(map(str.isalpha, text))] == []


@pytest.mark.parametrize(
    "source, place, phrase",
    [
        ("<p>A world-class page</p>", "1:6", "world-class"),
        ("{% set x = 1 %}\n<p>\n  best in class {{ page.title }}</p>", "3:3", "best in class"),
        ("<p>Save <b>big</b>, act now</p>", "1:21", "act now"),
        ('<img alt="A world-class press" src="a.svg"/>', "1:13", "world-class"),
        ("<img\n alt='world-class' src='a.svg'/>", "2:7", "world-class"),
        ('<svg aria-label="world-class"></svg>', "1:18", "world-class"),
        ('<p title="world-class">x</p>', "1:11", "world-class"),
        ("<svg><title>world-class</title></svg>", "1:13", "world-class"),
        ("<p>{% if page.title %}world-class{% endif %}</p>", "1:23", "world-class"),
        ("{# x #}\n<!-- y -->\n<p>world-class</p>", "3:4", "world-class"),
    ],
    ids=["text", "after code", "after a tag", "alt", "alt on a line of its own", "aria-label", "title attribute",
         "title of a chart", "inside a condition", "after comments"],
)  # fmt: skip
def test_words_of_a_template_are_found_with_file_and_line(
    source: str, place: str, phrase: str, read: Read, template: Made
) -> None:
    found = [problem for problem in read(template=template({SUMMARY: source})) if problem.severity == ERROR]
    assert [str(problem).partition(",")[0] for problem in found] == [f"onepager/{SUMMARY}:{place}  says “{phrase}”"]


@pytest.mark.parametrize(
    "source",
    [
        '{{ "world-class" }}',
        "{% if page.title == 'world-class' %}<p>x</p>{% endif %}",
        "{# a world-class\n comment #}",
        "<!-- a world-class\n comment -->",
        "<style>\n.world-class { color: red }\n</style>",
        "<script>world-class</script>",
        '<p class="world-class" id="best-in-class" data-x="unrivalled">x</p>',
        "<p\n  class='world-class'\n>x</p>",
        "<world-class>x</world-class>",
        '<img alt="{{ page.world_class }} {# world-class #}" src="a.svg"/>',
    ],
    ids=["an expression", "a condition", "a comment of Jinja", "a comment", "a style", "a script", "attributes",
         "attributes over lines", "tags", "code in alt"],
)  # fmt: skip
def test_code_tags_and_styles_of_a_template_are_not_read(source: str, read: Read, template: Made) -> None:
    assert said(read(template=template({SUMMARY: source}))) == []


def test_a_phrase_that_a_template_breaks_over_two_lines_is_found(read: Read, template: Made) -> None:
    found = read(template=template({SUMMARY: "<p>\nThis press is best in\nclass.\n</p>"}))
    assert [(problem.file, problem.line) for problem in found] == [(f"onepager/{SUMMARY}", 2)]


def test_drawings_are_read_and_style_sheets_and_settings_are_not(read: Read, template: Made) -> None:
    files = {
        "logo.svg": "<svg><text>world-class</text></svg>",
        "charts/own.svg.j2": "<svg>\n<text>unrivalled</text></svg>",
        "extra.css": "/* world-class */ .best-in-class {}",
        "extra.toml": 'x = "world-class"',
    }
    assert [(problem.file, problem.line) for problem in read(template=template(files))] == [
        ("onepager/charts/own.svg.j2", 2),
        ("onepager/logo.svg", 1),
    ]


def test_a_template_that_sells_stops_the_build(template: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    own = template({"partials/decision.html.j2": '<p class="decision">A world-class page</p>'})
    monkeypatch.setattr(templates, "load_template", lambda name="onepager": own)
    with pytest.raises(InputError) as stopped:
        build(*written(), "page.pdf", date=DAY)
    assert [str(problem).partition(",")[0] for problem in stopped.value.problems] == [
        "onepager/partials/decision.html.j2:1:23  says “world-class”"
    ]
    assert not Path("page.pdf").exists()


def test_words_of_a_template_stand_where_they_stood() -> None:
    files = {"a.html.j2": b'<p>one</p>\n\n{{ two }}\n<b alt="three">four</b>\n', "b.css": b"five", "c.svg": b"six"}
    assert list(words_of(files)) == [
        ("a.html.j2", "   one    \n\n         \n        three  four    \n"),
        ("c.svg", "six"),
    ]


# --- the trade name ---


def test_a_trade_name_in_the_action_is_an_error_there(read: Read) -> None:
    found = [problem for problem in read({"Replacing the press": "Replacing the press by Tally"}) if
             problem.severity == ERROR]  # fmt: skip
    assert [str(problem) for problem in found] == [
        "product.yaml:4:9  action  brings the trade name into the title; say what is done, without Tally"
    ]


@pytest.mark.parametrize("action", ["Tallying the scrap", "Replacing the tally", "Replacing a SuperTally"])
def test_a_word_that_holds_the_trade_name_is_not_the_trade_name(action: str, read: Read) -> None:
    assert [problem for problem in read({"Replacing the press": action}) if problem.severity == ERROR] == []


def test_a_trade_name_more_than_three_times_is_an_error(read: Read) -> None:
    # Once in the footer, and in the summary, the decision and its reason.
    changes = {"one press": "one Tally", "approve the order": "approve the Tally", "the lease ends soon": "Tally waits"}
    found = [problem for problem in read(changes) if problem.severity == ERROR]
    assert [str(problem) for problem in found] == [
        "product.yaml:1:7  name  stands 4 times on the page (summary, decision, footer); at most 3; use plain_name"
    ]


def test_a_trade_name_three_times_is_fine(read: Read) -> None:
    changes = {"one press": "one Tally", "approve the order": "approve the Tally"}
    assert [problem for problem in read(changes) if problem.severity == ERROR] == []


def test_a_trade_name_too_often_stops_the_build() -> None:
    changes = {"one press": "one Tally", "approve the order": "approve the Tally", "the lease ends soon": "Tally waits"}
    with pytest.raises(InputError) as stopped:
        build(*written(changes), "page.pdf", date=DAY)
    assert ("name", 1) in [(problem.path, problem.line) for problem in stopped.value.problems]
    assert not Path("page.pdf").exists()


# --- how the page speaks ---


def test_a_sentence_of_more_than_28_words_is_a_warning(read: Read) -> None:
    page = {"summary": f"It is {' '.join(['very'] * 26)} long."}
    assert said(read(page=page)) == [
        "warning: the page of Northfield  has a sentence of 29 words, “It is very very very very …”; "
        "at most 28 read well; part it"
    ]
    assert read(page={"summary": f"It is {' '.join(['very'] * 25)} long."}) == []


LONG = f"It is {' '.join(['very'] * 24)} long."  # 27 words


def test_long_sentences_on_average_are_a_warning(read: Read) -> None:
    (found,) = read(page={"summary": " ".join([LONG] * 100)})
    (line,) = said([found])
    words = r"has 2[45]\.\d words in a sentence on average; at most 18 read well; part some"
    assert re.fullmatch(f"warning: the page of Northfield  {words}", line)


def test_an_average_that_is_too_long_is_not_printed_as_the_most_that_is_read_well(read: Read) -> None:
    messages = [problem.message for n in range(8, 20) for problem in read(page={"summary": " ".join([LONG] * n)})]
    assert messages
    assert not [message for message in messages if message.startswith(("has 18 words", "has 18.0 words"))]


def test_the_list_of_what_is_not_costed_is_no_long_sentence(read: Read) -> None:
    # The program writes it, so that nobody can part it.
    kinds = PRODUCT[PRODUCT.index("no_cost:") : PRODUCT.index("decision:")]
    assert said(read({kinds: ""})) == []


def test_a_sentence_that_a_file_makes_too_long_is_a_warning_that_does_not_stop(read: Read) -> None:
    ask = "approve the order of one press and of the tools that go with it and of those who fit it"
    because = "the lease of the hall ends soon and the old press has to be out by then"
    (found,) = read({"approve the order": ask, "the lease ends soon": because})
    assert found.severity == WARNING
    assert "“approve the order of one press …”" in found.message


def test_a_page_that_speaks_too_much_of_the_seller_is_a_warning(read: Read) -> None:
    found = read({"Less scrap": "Less scrap by Maker"})
    assert {(problem.severity, problem.file) for problem in found} == {(WARNING, "the page of Northfield")}
    (problem,) = found
    assert problem.message.startswith("speaks of the seller ")
    assert problem.hint == "speak of the reader 3 times as often; use the plain name of the product"


@pytest.mark.parametrize(
    "summary, warned",
    [
        ("Maker.", True),
        ("Maker and you.", True),
        ("Maker, you, your plant, Northfield, and Dana Whitfield.", False),
        ("You and yours, your plant.", False),
    ],
)
def test_the_reader_is_spoken_of_three_times_as_often(summary: str, warned: bool, read: Read) -> None:
    # Without a summary of its own the page speaks of the seller twice, and of the reader seven times.
    found = [problem.message for problem in read(page={"summary": summary})]
    assert any(message.startswith("speaks of the seller 3 times") for message in found) == warned
    assert len(found) == warned


def test_we_us_and_our_more_than_three_times_is_a_warning(read: Read) -> None:
    reader = "You, your plant, your press, your people, your scrap and your plan. " * 2
    three, four = "We press. Our press. Us.", "We press. Our press. Us and our scrap."
    assert read(page={"summary": reader + three}) == []
    (found,) = read(page={"summary": reader + four})
    assert said([found]) == [
        "warning: the page of Northfield  says we, us or our 4 times; at most 3 times; say what the reader gets"
    ]


def test_we_us_and_our_in_the_objectives_are_the_prospects(read: Read) -> None:
    aims = "\n".join(f"  - {{id: a{n}, text: Keep our scrap and our plan low}}" for n in range(3))
    assert (
        said(read({"  - {id: scrap, text: Halve the scrap}": f"  - {{id: scrap, text: Halve our scrap}}\n{aims}"}))
        == []
    )


@pytest.mark.parametrize(
    "part",
    ["sources.notes[0]", "objectives.note", "objectives.rows[0].name", "cash_flow.rows[0].name", "wrong.heading"],
)
def test_what_is_no_sentence_of_the_page_is_not_counted_as_one(part: str) -> None:
    assert not Piece(part, "A note.").is_prose


@pytest.mark.parametrize(
    "part", ["title", "summary", "decision.text", "footer.text", "sensitivity.note", "cash_flow.notes[1]"]
)
def test_what_is_made_of_sentences_is_prose(part: str) -> None:
    assert Piece(part, "A sentence.").is_prose


def test_objectives_on_the_page_are_in_the_prospects_own_words(read: Read) -> None:
    page = page_of(evaluate(*written()))
    labels = [piece for piece in pieces(page) if piece.is_label]
    assert [piece.text for piece in labels if not piece.place.endswith(".tag")] == ["Halve the scrap"]
    tags = [piece.text for piece in pieces(page) if piece.place.endswith(".tag")]
    assert tags
    assert [piece.text for piece in labels if piece.place.endswith(".tag")] == tags


@pytest.mark.parametrize(
    "summary, told",
    [("Maker.", "3 times"), ("Nobody.", "twice")],
)
def test_small_counts_are_told_in_words(summary: str, told: str, read: Read) -> None:
    changes = {"objectives:\n  - {id: scrap, text: Halve the scrap}\n": "", "    objective: scrap\n": ""}
    found = [problem.message for problem in read(changes, page={"summary": summary})]
    assert [message for message in found if message.startswith(f"speaks of the seller {told} and of the reader ")]


def test_a_country_in_capitals_is_not_us(read: Read) -> None:
    assert read(page={"summary": "In the US, in the US and in the US, in the US and in the US."}) == []


@pytest.mark.parametrize(
    "text, unexplained",
    [
        ("Less OEE loss", ["OEE"]),
        ("Less OEE and MTTR loss", ["OEE", "MTTR"]),
        ("Equipment effectiveness (OEE)", []),
        ("OEE (equipment effectiveness)", []),
        ("NPV, IRR, ROI and EBITDA", []),
        ("Less scrap in Hall B", []),
    ],
)
def test_an_abbreviation_that_is_not_explained_is_a_warning(text: str, unexplained: list[str], read: Read) -> None:
    assert said(read({"name: Less scrap": f'name: "{text}"'})) == [
        f"warning: the page of Northfield  does not explain {one}; "
        "write it out where it first stands, or allow it in wording.yaml"
        for one in unexplained
    ]


@pytest.mark.parametrize(
    "old, new",
    [
        ("name: Northfield", "name: ACME"),
        ("seller: Maker", "seller: MKR"),
        ("title: Analyst", "title: MBA"),
        ("Quote 7", "RFQ 7"),
        ("Ledger 5000", "GL 5000"),
        ("currency: USD", "currency: CHF"),
    ],
)
def test_a_name_in_capitals_is_no_abbreviation(old: str, new: str, read: Read) -> None:
    assert said(read({old: new})) == []


@pytest.mark.parametrize("origin", ["prospect", "filing", "quote", "evidence", "benchmark", "estimate", "unsourced"])
def test_a_tag_in_capitals_is_no_abbreviation(origin: str, read: Read) -> None:
    assert said(read({"origin: benchmark": f"origin: {origin}"})) == []


# --- figures that are old ---

OLD = (
    "product.yaml:11:96  benefits[0].amount.as_of  is of 2025-06-30, more than 3 years before the page; "
    "look for a newer figure; the page marks it as old"
)


def marked(day: date) -> bool:
    """Whether the page marks an input as old."""
    return "over three years old" in str(page_of(evaluate(*written()), day)["sources"])


@pytest.mark.parametrize("day, old", [(date(2028, 6, 29), False), (date(2028, 6, 30), False), (date(2028, 7, 1), True)])
def test_a_benchmark_more_than_three_years_before_the_page_is_warned_of_and_marked(
    day: date, old: bool, read: Read
) -> None:
    assert said(read(day=day)) == ([f"warning: {OLD}"] if old else [])
    assert marked(day) == old


@pytest.mark.parametrize("day, old", [(date(2027, 2, 28), False), (date(2027, 3, 1), True)])
def test_a_leap_day_is_three_years_old_when_february_is_over(day: date, old: bool, read: Read) -> None:
    found = read({"as_of: 2025-06-30": "as_of: 2024-02-29"}, day=day)
    assert len(found) == old


@pytest.mark.parametrize(
    "origin, old",
    [("benchmark", True), ("evidence", True), ("quote", False), ("prospect", False), ("filing", False),
     ("estimate", False), ("unsourced", False)],
)  # fmt: skip
def test_only_what_was_measured_at_others_grows_old(origin: str, old: bool, read: Read) -> None:
    found = read({"origin: benchmark, as_of: 2025-06-30": f"origin: {origin}, as_of: 2020-06-30"})
    assert [problem.path for problem in found] == (["benefits[0].amount.as_of"] if old else [])


def test_an_old_figure_of_the_prospect_file_is_warned_of_there(read: Read) -> None:
    fact = "facts: {loss: {value: 5%, source: Survey, origin: benchmark, as_of: 2021-01-01}}\n"
    (found,) = read({"pressures:\n": fact + "pressures:\n"})
    assert (found.severity, found.file, found.path, found.line) == (WARNING, "prospect.yaml", "facts.loss.as_of", 9)


def test_an_old_figure_does_not_stop_a_build() -> None:
    built = build(*written(), "page.pdf", date=date(2030, 1, 1))
    assert [line for line in said(built.warnings) if "full" not in line] == [f"warning: {OLD}"]


def test_an_old_figure_is_marked_in_turkish_too() -> None:
    changes = {
        "currency: USD\nhurdle": "currency: USD\nlanguage: tr\nhurdle",
        "Halve the scrap": "Hurdayı yarıya indirmek",
        "the lease ends,": "kira biter,",
    }
    evaluated = evaluate(*written(changes))
    fresh, old = (str(page_of(evaluated, day)["sources"]["rows"]) for day in (date(2028, 6, 30), date(2028, 7, 1)))
    assert fresh != old
    assert "three years" not in old


# --- wording.yaml ---


def wording(text: str) -> None:
    Path("wording.yaml").write_text(text, "utf-8")


def test_a_phrase_that_is_allowed_passes(read: Read) -> None:
    changes = {"Less scrap": "Best-in-class scrap"}
    assert len(read(changes)) == 1
    wording("allow:\n  - {phrase: best in class scrap, reason: the name of a grade of scrap}\n")
    assert read(changes) == []
    assert build(*written(changes), "page.pdf", date=DAY).path == Path("page.pdf")


def test_a_phrase_that_is_allowed_lets_nothing_else_pass(read: Read) -> None:
    wording("allow:\n  - {phrase: best in class scrap, reason: the name of a grade}\n")
    assert len(read({"Less scrap": "Best-in-class yield"})) == 1


def test_a_phrase_that_is_allowed_passes_in_template_and_page_too(read: Read, template: Made) -> None:
    wording("allow:\n  - {phrase: world class, reason: the name of a machine}\n")
    page = {"summary": "A world-class case."}
    assert read(page=page, template=template({SUMMARY: "<p>world-class</p>"})) == []


def test_words_of_a_users_own_are_found(read: Read) -> None:
    wording("add:\n  en:\n    hype:\n      - {find: less scrap, write: the tonnes of scrap}\n")
    assert said(read()) == [
        "warning: product.yaml:9:11  benefits[0].name  says “Less scrap”, hype; write: the tonnes of scrap"
    ]


def test_words_of_a_users_own_can_stop_a_build() -> None:
    wording("add:\n  en:\n    superlative:\n      - {find: less scrap, write: the tonnes of scrap}\n")
    with pytest.raises(InputError, match="1 problem"):
        build(*written(), "page.pdf", date=DAY)
    assert not Path("page.pdf").exists()


def test_an_abbreviation_can_be_allowed_or_known(read: Read) -> None:
    changes = {"Less scrap": "Less OEE loss"}
    assert len(read(changes)) == 1
    wording("allow:\n  - {phrase: OEE, reason: the plant speaks of nothing else}\n")
    assert read(changes) == []
    wording("add:\n  en:\n    known: [OEE]\n")
    assert read(changes) == []


def test_a_fault_of_the_word_file_stops_a_build_at_its_place() -> None:
    wording("allow:\n  - {phrase: best in class}\n")
    with pytest.raises(InputError) as stopped:
        build(*written(), "page.pdf", date=DAY)
    assert said(stopped.value.problems) == ["error: wording.yaml:2:5  allow[0].reason  is missing; add it"]
    assert not Path("page.pdf").exists()


def test_only_the_word_file_beside_the_profile_is_read(read: Read) -> None:
    prospect, product = written({"Less scrap": "Best-in-class scrap"})
    Path("products").mkdir()
    product = product.rename("products/product.yaml")
    wording("allow:\n  - {phrase: best in class scrap, reason: the name of a grade}\n")
    with pytest.raises(InputError):
        build(prospect, product, date=DAY)
    Path("wording.yaml").rename("products/wording.yaml")
    assert build(prospect, product, date=DAY).pdf


def test_without_a_word_file_the_lists_are_the_programs_own(tmp_path: Path) -> None:
    assert vocabulary_in(tmp_path) == vocabulary_in(None) == Vocabulary()


# --- the parts of it ---


def test_pieces_are_texts_with_words_and_their_places() -> None:
    page = {
        "title": "One sentence",
        "author": "Maker",
        "reader": "cfo",
        "cash": {
            "heading": "A finding",
            "alt": "Not drawn",
            "chart": {"labels": [{"text": "month 9", "style": "quiet"}]},
        },
        "measures": [{"id": "npv", "value": "$662K", "note": "a note"}],
        "sources": {"rows": [{"name": "Sites", "source": "Register", "value": "14"}], "notes": ["A note."]},
    }
    found = {piece.place: (piece.text, piece.is_prose) for piece in pieces(page)}
    assert found == {
        "title": ("One sentence", True),
        "cash.heading": ("A finding", False),
        "cash.chart.labels[0].text": ("month 9", False),
        "measures[0].note": ("a note", True),
        "sources.rows[0].name": ("Sites", False),
        "sources.notes[0]": ("A note.", False),
    }


def test_names_are_those_of_the_reader_of_the_seller_and_others() -> None:
    found = names(*map(lambda load, path: load(path), (load_prospect, load_product), written()))
    assert found.reader == ("Northfield", "Dana Whitfield")
    assert found.seller == ("Maker", "Tally")
    assert {"Lee Okan", "Analyst", "Treasurer", "Car parts", "Capital plan", "Quote 7", "Plant log", "Clause 4"} <= set(
        found.other
    )
    assert "Ledger 5000" in found.other


def test_each_file_has_names_of_its_own() -> None:
    prospect, product = written()
    theirs, ours = names(load_prospect(prospect)), names(load_product(product))
    assert (theirs.reader, theirs.seller) == (("Northfield", "Dana Whitfield"), ())
    assert (ours.reader, ours.seller) == ((), ("Maker", "Tally"))
    assert "Capital plan" in theirs.other
    assert "Quote 7" not in theirs.other
    assert {"Quote 7", "Plant log", "Clause 4", "Ledger 5000"} <= set(ours.other)


def test_a_hidden_name_keeps_its_length_so_that_places_stay() -> None:
    text = "At Nor Field’s press, Tally is best"
    hidden = Names(("Nor Field",), ("Tally",), ()).hidden(text)
    assert hidden == "At ◆◆◆◆◆◆◆◆◆’s press, ◆◆◆◆◆ is best"
    assert len(hidden) == len(text)


def test_a_preparer_is_not_the_reader() -> None:
    prospect, product = written({"name: Dana Whitfield, ": ""})
    assert names(load_prospect(prospect), load_product(product)).reader == ("Northfield",)


def test_the_longest_name_is_hidden_first_and_as_whole_words() -> None:
    proper = Names(("Nor", "Nor Field"), ("Tally",), ())
    assert proper.hidden("Nor Field, Nor, North, Tally’s") == f"{'◆' * 9}, ◆◆◆, North, ◆◆◆◆◆’s"
    assert proper.counted(["Nor Field", "Nor", "North"], proper.reader) == ["Nor Field", "Nor"]
    assert Names((), (), ()).hidden("Nor") == "Nor"


@pytest.mark.parametrize(
    "name, text, count",
    [("Tally", "Tally, Tally’s and tally", 2), ("C++", "C++ and C", 1), ("T4", "T4 T40 T4'ün", 2), ("Tally", "", 0)],
)
def test_a_name_is_counted_as_whole_words(name: str, text: str, count: int) -> None:
    assert count_of(name, text) == count
