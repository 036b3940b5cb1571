"""YAML to plain data: every scalar stays text, everything has its place, what reads two ways is refused."""

from __future__ import annotations

import pytest

from valuepitch.documents import MAX_DEPTH, Document, dotted, read_toml, read_yaml


def read(text: str | bytes) -> Document:
    return read_yaml(text if isinstance(text, bytes) else text.encode(), "a.yaml")


def said(text: str | bytes) -> list[str]:
    return [str(problem) for problem in read(text).problems]


PROFILE = """\
# a comment
name: Acme

facts:
  sites: {label: Sites, value: 14}
  'hours': 61
costs:
  - name: Fee
    amount: [1, 20,
             300]
  - "last"
"""


def test_a_document_is_dictionaries_lists_and_texts() -> None:
    assert read(PROFILE).data == {
        "name": "Acme",
        "facts": {"sites": {"label": "Sites", "value": "14"}, "hours": "61"},
        "costs": [{"name": "Fee", "amount": ["1", "20", "300"]}, "last"],
    }


@pytest.mark.parametrize(
    "path, place",
    [
        ((), (2, 1)),
        (("name",), (2, 7)),
        (("facts",), (5, 3)),
        (("facts", "sites"), (5, 10)),
        (("facts", "sites", "label"), (5, 18)),
        (("facts", "sites", "value"), (5, 32)),
        (("facts", "hours"), (6, 12)),
        (("costs",), (8, 3)),
        (("costs", 0), (8, 5)),
        (("costs", 0, "amount"), (9, 13)),
        (("costs", 0, "amount", 1), (9, 17)),
        (("costs", 0, "amount", 2), (10, 14)),
        (("costs", 1), (11, 5)),
    ],
)
def test_every_value_has_its_line_and_column_from_one(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert read(PROFILE).places[path] == place


@pytest.mark.parametrize(
    "path, place",
    [
        (("name",), (2, 1)),
        (("facts",), (4, 1)),
        (("facts", "sites"), (5, 3)),
        (("facts", "sites", "value"), (5, 25)),
        (("facts", "hours"), (6, 3)),
        (("costs", 0, "name"), (8, 5)),
        (("costs", 0, "amount"), (9, 5)),
    ],
)
def test_every_key_has_its_line_and_column_from_one(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert read(PROFILE).keys[path] == place


@pytest.mark.parametrize(
    "text, line",
    [
        ("name:\ncurrency: USD\n", 1),
        ("a: 1\nname:\n\n\n# a comment\ncurrency: USD\n", 2),
        ("sector:\n  name:\ncurrency: USD\n", 2),
        ("a: 1\nname:\n", 2),
    ],
)
def test_an_empty_value_stands_in_the_line_of_its_key(text: str, line: int) -> None:
    document = read(text)
    path = next(path for path in document.keys if path[-1] == "name")
    assert document.places[path][0] == line


@pytest.mark.parametrize(
    "scalar",
    ["007", "true", "True", "NULL", "null", "~", "NA", "None", "no", "1e5", "0x10", "0o17", ".inf", ".nan", "1_000",
     "2026-12-15", "12:30", "27%", "27,5", "=", "1.0"],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert read(f"name: {scalar}\n").data == {"name": scalar}


@pytest.mark.parametrize("key", ["true", "null", "1", "2026-01-01", "on"])
def test_every_key_stays_the_text_that_was_written(key: str) -> None:
    assert read(f"{key}: x\n").data == {key: "x"}


@pytest.mark.parametrize(
    "written, text",
    [
        ("'007'", "007"),
        ('"a\\tb"', "a\tb"),
        ('"\\u0130"', "İ"),
        ("|\n  one\n  two", "one\ntwo\n"),
        (">-\n  one\n  two", "one two"),
        ("one\n  two", "one two"),
        ("a # a comment", "a"),
        ("'a # no comment'", "a # no comment"),
        ('""', ""),
    ],
)
def test_quotes_blocks_and_comments_are_read_as_yaml_says(written: str, text: str) -> None:
    assert read(f"name: {written}\n").data == {"name": text}


@pytest.mark.parametrize(
    "text, problems",
    [
        ("a: *x\n", ["a.yaml:1:4  a  is an alias; write the value out"]),
        (
            "a: &x 1\nb: *x\n",
            [
                "a.yaml:1:4  a  has an anchor; write the value out where it is needed",
                "a.yaml:2:4  b  is an alias; write the value out",
            ],
        ),
        ("a: !!str 1\n", ["a.yaml:1:4  a  has the tag tag:yaml.org,2002:str; remove the tag"]),
        ("a:\n  - !x {b: 1}\n", ["a.yaml:2:5  a[0]  has the tag !x; remove the tag"]),
        ("!!map\na: 1\n", ["a.yaml:1:1  has the tag tag:yaml.org,2002:map; remove the tag"]),
        ("a: 1\n<<: {b: 1}\n", ["a.yaml:2:1  <<  is a merge key; write the keys out"]),
        (
            "a: &b {c: 1}\nd:\n  <<: *b\n",
            [
                "a.yaml:1:4  a  has an anchor; write the value out where it is needed",
                "a.yaml:3:3  d.<<  is a merge key; write the keys out",
                "a.yaml:3:7  d.<<  is an alias; write the value out",
            ],
        ),
        ("a: 1\nb: 2\na: 3\n", ["a.yaml:3:1  a  stands twice; first in line 1; keep one"]),
        ("a: 1\n'a': 2\n", ["a.yaml:2:1  a  stands twice; first in line 1; keep one"]),
        ("a: {b: 1, b: {c: [2]}}\n", ["a.yaml:1:11  a.b  stands twice; first in line 1; keep one"]),
        ("a: 1\n---\nb: 2\n", ["a.yaml:2:1  holds a second document; keep one document in a file; remove ---"]),
        (
            "? {a: b}\n: c\n",
            ["a.yaml:1:3  has a key that is not a word; write key: value; quote a text with { or ["],
        ),
        (
            "a:\n  b: 1\n  ? [x]\n  : [1, {y: 2}]\n",
            ["a.yaml:3:5  a  has a key that is not a word; write key: value; quote a text with { or ["],
        ),
        ("", ["a.yaml:1:1  is empty; start from `valuepitch new DIR`"]),
        ("# nothing but a comment\n\n", ["a.yaml:1:1  is empty; start from `valuepitch new DIR`"]),
        (
            "a:\n\tb: 1\n",
            [
                "a.yaml:2:1  is not YAML: found character '\\t' that cannot start any token; "
                "indent with spaces, not tabs"
            ],
        ),
        (
            "a: b: c\n",
            [
                "a.yaml:1:5  is not YAML: mapping values are not allowed here; "
                'put a text that holds : , { or [ in "quotes"'
            ],
        ),
    ],
)
def test_what_reads_two_ways_is_refused_at_its_place_with_a_remedy(text: str, problems: list[str]) -> None:
    assert said(text) == problems


@pytest.mark.parametrize("key", ["!!binary bmFtZQ==", "!x name", "&x name"])
def test_a_tag_or_an_anchor_on_a_key_is_refused_too(key: str) -> None:
    problems = read(f"a: 1\n{key}: x\n").problems
    assert [(problem.line, problem.column) for problem in problems] == [(2, 1)]
    assert problems[0].hint


@pytest.mark.parametrize("text", ["a: {b: 1\n", "a: [1, 2\nb: 3\n", "a: 'x\n", "a: @x\n", "  a: 1\n b: 2\n", "a: }\n"])
def test_broken_yaml_has_a_place_and_a_remedy(text: str) -> None:
    document = read(text)
    assert document.data is None
    (problem,) = document.problems
    assert problem.message.startswith("is not YAML: ")
    assert problem.line >= 1
    assert problem.column >= 1
    assert "quote" in problem.hint


@pytest.mark.parametrize(
    "text, place, number",
    [
        ("hurdle_rate: %36\n", "1:14", "36%"),
        ("a: 1\nrate: % 36\n", "2:7", "36%"),
        ("cut: {label: Cut, value: %4.5}\n", "1:26", "4.5%"),
    ],
)
def test_a_percent_sign_before_a_number_is_told_to_stand_behind_it(text: str, place: str, number: str) -> None:
    (problem,) = said(text)
    assert problem.startswith(f"a.yaml:{place}  is not YAML: ")
    assert problem.endswith(f"; the sign stands behind the number: write {number}")
    assert read(text.replace(text[text.index("%") :].strip(" }\n"), number)).problems == ()


def test_a_percent_sign_in_quotes_is_a_text_that_the_model_refuses() -> None:
    assert read('hurdle_rate: "%36"\n').data == {"hurdle_rate": "%36"}


@pytest.mark.parametrize(
    "data, line",
    [
        (b"name: \xfe\n", 1),
        (b"a: 1\nb: 2\nname: T\xfcrk\n", 3),
        ("name: Acme\n".encode("utf-16"), 1),
        ("name: \ud800\n".encode("utf-8", "surrogatepass"), 1),
    ],
)
def test_bytes_that_are_not_utf8_are_refused_in_their_line(data: bytes, line: int) -> None:
    document = read(data)
    assert document.data is None
    (problem,) = document.problems
    assert problem.line == line
    assert (problem.message, problem.hint) == ("is not UTF-8 text", "save the file as UTF-8")


@pytest.mark.parametrize("mark", ["\x00", "\x01", "\x1b", "\x7f", "\ufffe"])
def test_a_character_that_yaml_has_not_is_refused_where_it_stands(mark: str) -> None:
    (problem,) = read(f"a: 1\nb: x{mark}y\n").problems
    assert (problem.line, problem.column) == (2, 5)
    assert problem.hint


def test_the_same_character_as_an_escape_in_quotes_is_read() -> None:
    assert read('name: "Ac\\0me\\ud800"\n').data == {"name": "Ac\x00me\ud800"}


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    document = read(b"\xef\xbb\xbfname: Acme\n")
    assert document.data == {"name": "Acme"}
    assert document.places[("name",)] == (1, 7)
    assert document.problems == ()


def test_line_ends_of_windows_are_read() -> None:
    document = read("a: 1\r\nb: 2\r\n")
    assert document.data == {"a": "1", "b": "2"}
    assert document.places[("b",)] == (2, 4)


def nested(depth: int) -> str:
    return "".join(f"{'  ' * level}k{level}:\n" for level in range(depth)) + "  " * depth + "last: 1\n"


def test_nesting_up_to_the_limit_is_read() -> None:
    assert read(nested(MAX_DEPTH - 1)).problems == ()


def test_deeper_nesting_is_refused_where_it_begins_with_a_remedy() -> None:
    (problem,) = read(nested(MAX_DEPTH + 5)).problems
    assert "deeper than 20" in f"{problem.message} {problem.hint}"
    assert problem.line in (MAX_DEPTH, MAX_DEPTH + 1, MAX_DEPTH + 2)
    assert problem.hint


def test_very_deep_nesting_is_a_problem_and_no_crash() -> None:
    (problem,) = read("a: " + "[" * 5000 + "]" * 5000 + "\n").problems
    assert problem.line == 1


def test_several_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = "a: &x 1\nb: *x\na: 2\nc: !t {d: 1, d: 2}\n"
    assert [(problem.line, problem.path) for problem in read(text).problems] == [
        (1, "a"),
        (2, "b"),
        (3, "a"),
        (4, "c"),
        (4, "c.d"),
    ]


def test_what_was_found_before_broken_yaml_is_kept() -> None:
    assert [problem.line for problem in read("a: 1\na: 2\nb: [\n").problems] == [2, 4]


def test_what_can_be_read_is_read_beside_a_problem() -> None:
    assert read("a: &x 1\nb: 2\n<<: {c: 3}\nd: [4]\n").data == {"a": "1", "b": "2", "d": ["4"]}


@pytest.mark.parametrize(
    "path, place",
    [
        (("facts", "sites", "low"), (5, 10)),
        (("facts", "nope", "value"), (5, 3)),
        (("costs", 7, "amount"), (8, 3)),
        (("nope",), (2, 1)),
    ],
)
def test_a_path_that_is_not_there_has_the_place_of_its_nearest_part(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert read(PROFILE).place(path) == place


def test_a_problem_takes_the_place_of_value_key_or_column() -> None:
    document = read(PROFILE)
    path = ("facts", "sites", "value")
    assert str(document.problem(path, "is wrong", "mend it")) == "a.yaml:5:32  facts.sites.value  is wrong; mend it"
    assert str(document.problem(path, "is wrong", key=True)) == "a.yaml:5:25  facts.sites.value  is wrong"
    assert str(document.problem(path, "is wrong", column=3)) == "a.yaml:5:35  facts.sites.value  is wrong"


def test_without_a_file_a_problem_has_a_path_and_no_line() -> None:
    problem = Document("prospect", None).problem(("costs", 0, "amount"), "is wrong", column=4)
    assert (problem.line, problem.column, str(problem)) == (0, 0, "prospect  costs[0].amount  is wrong")


@pytest.mark.parametrize(
    "path, written",
    [
        (("costs", 0, "amount"), "costs[0].amount"),
        (("a",), "a"),
        ((), ""),
        (("a", 1, 2, "b"), "a[1][2].b"),
        ((0,), "[0]"),
    ],
)
def test_a_path_is_written_as_people_write_it(path: tuple[str | int, ...], written: str) -> None:
    assert dotted(path) == written


def test_toml_is_read_as_plain_data() -> None:
    assert read_toml(b'name = "onepager"\n[fit]\nsteps = [1, 2]\n', "t.toml") == {
        "name": "onepager",
        "fit": {"steps": [1, 2]},
    }


@pytest.mark.parametrize("data", [b"name = \n", b"name = '\xfe'\n"])
def test_what_is_no_toml_is_refused_by_the_name_of_the_file(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"t\.toml is not TOML: "):
        read_toml(data, "t.toml")
