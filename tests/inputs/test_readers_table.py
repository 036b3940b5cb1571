"""The program's table of readers, in English and Turkish, and a user's additions beside the product profile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.documents import read_yaml
from valuepitch.errors import FileError, InputError
from valuepitch.inputs.load import Pair, load_pair, pair_of, reader_of, validate
from valuepitch.inputs.readers import FILE, built_in, readers_in
from valuepitch.inputs.tables import LIMIT
from valuepitch.model import Product, Prospect
from valuepitch.model.reader import LEVELS

Said = Callable[[str, str], list[str]]
Read = Callable[[str, str], Pair]


def contact(title: str) -> str:
    return f'contact: {{title: "{title}"}}\n'


# --- titles ---

TITLES = {
    "owner": [
        "Owner", "OWNER", "Owner-Operator", "Proprietor", "President", "President & CEO", "Founder", "Co-Founder",
        "Owner and President", "Managing Partner", "Chief Executive", "Chief Executive Officer (CEO)", "CEO",
        "Managing Director", "General Manager", "Chairwoman of the Board", "Sahibi", "Şirket Sahibi",
        "İşletme Sahibi", "İŞLETME SAHİBİ", "Kurucu", "Kurucu Ortak", "Genel Müdür", "GENEL MÜDÜR", "genel müdür",
        "Yönetim Kurulu Başkanı", "YÖNETİM KURULU BAŞKANI", "İcra Kurulu Başkanı (CEO)", "Murahhas Üye",
    ],
    "cfo": [
        "CFO", "Group CFO", "Chief Financial Officer", "CHIEF FINANCIAL OFFICER", "chief financial officer",
        "Chief Financial Officer (CFO)", "Chief Finance Officer", "Vice President Finance", "Vice President, Finance",
        "Vice-President Finance", "Vice President of Finance", "VP Finance", "VP of Finance",
        "Senior Vice President, Finance", "Executive Vice President, Finance", "Treasurer", "Corporate Treasurer",
        "Mali İşler Genel Müdür Yardımcısı", "MALİ İŞLER GENEL MÜDÜR YARDIMCISI",
        "Mali İşler Genel Müdür Yardımcısı (CFO)", "Finans Genel Müdür Yardımcısı",
        "Finanstan Sorumlu Genel Müdür Yardımcısı", "Mali İşlerden Sorumlu Genel Müdür Yardımcısı",
        "Mali İşler Başkanı", "MALİ İŞLER BAŞKANI",
    ],
    "controller": [
        "Controller", "CONTROLLER", "Corporate Controller", "Financial Controller", "FINANCIAL CONTROLLER",
        "Comptroller", "Finance Director", "FINANCE DIRECTOR", "Director of Finance", "Financial Director",
        "Head of Finance", "Finance Manager", "Chief Accountant", "Chief Accounting Officer", "Accounting Manager",
        "Plant Controller", "Mali İşler Direktörü", "Mali İşler Müdürü", "MALİ İŞLER MÜDÜRÜ", "Finans Direktörü",
        "Finans Müdürü", "FİNANS MÜDÜRÜ", "Muhasebe Müdürü", "Bütçe ve Raporlama Müdürü", "Mali Kontrolör",
    ],
    "operations": [
        "COO", "Chief Operating Officer", "Vice President Operations", "Vice President of Operations",
        "Executive Vice President, Operations", "VP Operations", "Director of Operations", "Operations Manager",
        "Plant Manager", "PLANT MANAGER", "Works Manager", "Production Manager", "Head of Manufacturing",
        "Supply Chain Director", "Logistics Manager", "Maintenance Engineer", "Üretim Müdürü", "ÜRETİM MÜDÜRÜ",
        "Üretim Genel Müdür Yardımcısı", "Operasyon Direktörü", "Fabrika Müdürü", "İşletme Müdürü", "İŞLETME MÜDÜRÜ",
        "Tedarik Zinciri Direktörü", "Lojistik Müdürü", "Bakım Şefi", "BAKIM ŞEFİ",
    ],
    "it": [
        "CIO", "CTO", "Chief Information Officer", "Chief Technology Officer", "IT Director", "IT DIRECTOR",
        "it manager", "Head of IT", "VP, IT", "Vice President of Information Technology",
        "Information Systems Manager", "IT Direktörü", "IT DİREKTÖRÜ", "BT Müdürü", "Bilgi İşlem Müdürü",
        "BİLGİ İŞLEM MÜDÜRÜ", "Bilgi Teknolojileri Direktörü", "Bilişim Müdürü",
    ],
}  # fmt: skip


def test_titles_of_every_level_are_tried() -> None:
    assert tuple(TITLES) == LEVELS


@pytest.mark.parametrize("title, level", [(title, level) for level, titles in TITLES.items() for title in titles])
def test_a_title_names_its_level(title: str, level: str, pair: Read) -> None:
    # Neither 5 people nor 9,000 would give most of these levels.
    assert built_in().by_title(title) == (level,)
    assert pair(contact(title), "").reader == level


@pytest.mark.parametrize(
    "title",
    [
        "Vice President", "VICE PRESIDENT", "Senior Vice President", "Executive Vice President", "VP", "VP Sales",
        "Product Owner", "Process Owner", "Buyer", "Head of Purchasing", "Sales Director", "Cooperation Manager",
        "Item Clerk", "Ownership Clerk", "Genel Müdür Yardımcısı", "GENEL MÜDÜR YARDIMCISI", "genel müdür yardımcısı",
        "Yönetim Kurulu Başkan Yardımcısı", "Satın Alma Müdürü", "Satış Müdürü", "İnsan Kaynakları Müdürü",
    ],
)  # fmt: skip
def test_a_title_without_a_level_falls_to_the_size(title: str, pair: Read) -> None:
    assert built_in().by_title(title) == ()
    levels = [pair(contact(title) + f"employees: {count}\n", "").reader for count in (40, 160, 640)]
    assert levels == ["owner", "controller", "cfo"]


def test_every_phrase_of_the_table_names_the_level_under_which_it_stands() -> None:
    for level, phrases in built_in().titles.items():
        for phrase in phrases:
            assert built_in().by_title(phrase) == (() if level == "none" else (level,)), phrase


def test_no_phrase_of_the_table_stands_twice() -> None:
    phrases = [phrase for phrases in built_in().titles.values() for phrase in phrases]
    assert sorted(phrases) == sorted(set(phrases))


# --- titles that name two levels ---


@pytest.mark.parametrize(
    "title, names, remedy",
    [
        ("Owner and CFO", "owner and cfo", "owner (or cfo)"),
        ("Genel Müdür ve CFO", "owner and cfo", "owner (or cfo)"),
        ("COO & CIO", "operations and it", "operations (or it)"),
        ("Finance and IT Director", "it and controller", "it (or controller)"),
        ("Finance Director / CFO", "controller and cfo", "controller (or cfo)"),
        ("Finans ve Bilgi İşlem Müdürü", "it and controller", "it (or controller)"),
    ],
)
def test_a_title_that_names_two_levels_is_refused_with_the_remedy(
    title: str, names: str, remedy: str, said: Said
) -> None:
    assert said(contact(title), "") == [
        f"prospect.yaml:4:18  contact.title  names 2 levels of readers, {names}; "
        f"say who decides: add level: {remedy} to contact"
    ]


def test_the_place_of_a_title_is_its_own_line(said: Said) -> None:
    (line,) = said("employees: 30\ncontact:\n  name: Ada Okan\n  title: Owner, CFO and CIO\n", "")
    assert line == (
        "prospect.yaml:7:10  contact.title  names 3 levels of readers, owner and cfo and it; "
        "say who decides: add level: owner (or cfo, it) to contact"
    )


def test_the_remedy_is_taken(pair: Read) -> None:
    assert pair("contact: {title: Owner and CFO, level: cfo}\n", "").reader == "cfo"


def test_a_title_with_two_levels_is_told_beside_every_other_problem(said: Said) -> None:
    found = said(contact("Owner and CFO"), "costs: [{name: C, amount: 5, month: soon}]\n")
    assert [line.split("  ")[1] for line in found] == ["costs[0].month", "contact.title"]


# --- what wins ---


@pytest.mark.parametrize("level", LEVELS)
def test_a_stated_level_wins_over_title_and_size(level: str, pair: Read) -> None:
    assert pair(f"employees: 20\ncontact: {{title: CEO, level: {level}}}\n", "").reader == level


def test_a_title_wins_over_size(pair: Read) -> None:
    assert pair(f"employees: 20\n{contact('IT Director')}", "").reader == "it"


def test_a_name_is_no_title(pair: Read) -> None:
    assert pair("contact: {name: Owner Sahibi, title: Buyer}\n", "").reader == "cfo"


@pytest.mark.parametrize(
    "known, level",
    [
        ("", "cfo"),
        ("employees: 99\n", "owner"),
        ("employees: 100\n", "controller"),
        ("employees: 249\n", "controller"),
        ("employees: 250\n", "cfo"),
        ("employees: 640\nsector: {code: NAICS 622, name: Hospitals}\n", "controller"),
        ("employees: 40\nsector: {code: NAICS 622, name: Hospitals}\n", "owner"),
        ("employees: 1000\nsector: {code: NAICS 622, name: Hospitals}\n", "cfo"),
        ("employees: 640\nsector: {code: NAICS 3363, name: Parts}\n", "cfo"),
        ("employees: 640\nsector: {name: Hospitals}\n", "cfo"),
        ("sector: {code: NAICS 622, name: Hospitals}\n", "cfo"),
    ],
)
def test_without_a_title_size_and_sector_give_the_level(known: str, level: str, pair: Read) -> None:
    assert pair(known, "").reader == level


@pytest.mark.parametrize(
    "level, said_of_it",
    [
        ("boss", "is boss, not one of owner, cfo, controller, operations, it"),
        ("cof", "is cof, not one of owner, cfo, controller, operations, it; did you mean cfo?"),
        ("none", "is none, not one of owner, cfo, controller, operations, it"),
    ],
)
def test_an_unknown_level_of_a_contact_is_refused_at_its_place(level: str, said_of_it: str, said: Said) -> None:
    (line,) = said(f"contact: {{title: CEO, level: {level}}}\n", "")
    assert line.startswith(f"prospect.yaml:4:30  contact.level  {said_of_it}")


# --- a user's table ---


def table(text: str) -> None:
    Path(FILE).write_text(text, "utf-8")


def test_without_a_table_of_its_own_a_folder_has_the_programs(tmp_path: Path) -> None:
    assert readers_in(tmp_path) == (built_in(), ())
    assert readers_in(None) == (built_in(), ())


def test_a_table_beside_the_product_adds_titles(pair: Read) -> None:
    assert pair(contact("Bursar"), "").reader == "cfo"  # by size, which is not known
    table('[titles]\ncontroller = ["bursar", "mali müşavir"]\nnone = ["assistant to the ceo"]\n')
    assert pair(contact("Bursar of St Ann’s"), "").reader == "controller"
    assert pair(contact("MALİ MÜŞAVİR"), "").reader == "controller"
    assert pair(contact("Assistant to the CEO") + "employees: 640\n", "").reader == "cfo"
    assert pair(contact("CEO"), "").reader == "owner"  # the program's own are still there


def test_a_table_beside_the_product_puts_its_sizes_first(pair: Read) -> None:
    table('[[sizes]]\nbelow = 20\nlevel = "operations"\n\n[[sizes]]\nsector = "SIC 1"\nlevel = "it"\n')
    assert [pair(f"employees: {count}\n", "").reader for count in (19, 20, 100)] == [
        "operations",
        "owner",
        "controller",
    ]
    assert pair("employees: 20\nsector: {code: SIC 1611, name: Roads}\n", "").reader == "it"


def test_a_row_without_a_limit_stands_before_every_size_of_the_program(pair: Read) -> None:
    table('[[sizes]]\nlevel = "controller"\n')
    assert [pair(known, "").reader for known in ("", "employees: 5\n", "employees: 9000\n")] == ["controller"] * 3
    assert pair("employees: 5\n" + contact("COO"), "").reader == "operations"


def test_a_title_of_the_table_can_make_a_title_unclear(pair: Read, said: Said) -> None:
    pair("", "")
    table('[titles]\nit = ["of systems"]\n')
    (line,) = said(contact("CFO, Head of Systems"), "")
    assert "names 2 levels of readers, it and cfo" in line


def test_only_the_table_beside_the_product_is_read(pair: Read, tmp_path: Path) -> None:
    pair(contact("Bursar"), "")
    for folder in ("prospects", "products"):
        Path(folder).mkdir()
    prospect = Path("prospect.yaml").rename("prospects/prospect.yaml")
    product = Path("product.yaml").rename("products/product.yaml")
    table('[titles]\nowner = ["bursar"]\n')
    Path("prospects", FILE).write_text('[titles]\nit = ["bursar"]\n', "utf-8")
    assert load_pair(prospect, product).reader == "cfo"
    Path("products", FILE).write_text('[titles]\noperations = ["bursar"]\n', "utf-8")
    assert load_pair(prospect, product).reader == "operations"


def test_a_pair_that_was_made_in_python_reads_no_table_of_the_folder_it_runs_in(pair: Read) -> None:
    made = pair(contact("Bursar"), "")
    table('[titles]\nit = ["bursar"]\n')
    assert pair(contact("Bursar"), "").reader == "it"
    assert pair_of(made.prospect, made.product).reader == "cfo"


def test_an_empty_table_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("# nothing yet\n", "utf-8")
    assert readers_in(tmp_path) == (built_in(), ())


# --- a user's table with faults ---


@pytest.mark.parametrize(
    "text, said_of_it",
    [
        ("[titles\n", "is not TOML: Expected ']' at the end of a table declaration (at line 1, column 8); "
         "mend it, or remove the file"),
        ('[titles]\nboss = ["x"]\n', "titles.boss  is boss, not one of owner, cfo, controller, operations, it, none"),
        ('[titles]\ncfo = "kasadar"\n', "titles.cfo  is not a list; write [a, b]"),
        ('[title]\ncfo = ["kasadar"]\n', "title  is not a known key; did you mean titles?"),
        ('[[sizes]]\nbelow = 5\nlevel = "boss"\n',
         "sizes[0].level  is boss, not one of owner, cfo, controller, operations, it"),
        ("[[sizes]]\nbelow = 5\n", "sizes[0].level  is missing; add it"),
        ('[[sizes]]\nunder = 5\nlevel = "cfo"\n',
         "sizes[0].under  is not a known key; known: below, level, sector"),
        ("sizes = 3\n", "sizes  is not a list; write [a, b]"),
    ],
)  # fmt: skip
def test_a_fault_of_the_table_names_the_file_and_the_remedy(text: str, said_of_it: str, pair: Read, said: Said) -> None:
    pair("", "")
    table(text)
    assert said("", "") == [f"{FILE}  {said_of_it}"]


def test_a_negative_size_names_the_file_and_the_place(pair: Read, said: Said) -> None:
    pair("", "")
    table('[[sizes]]\nbelow = -5\nlevel = "owner"\n')
    (line,) = said("", "")
    assert line.startswith(f"{FILE}  sizes[0].below  ")


def test_every_fault_of_the_table_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text('colour = 1\n[titles]\ncfo = [""]\n[[sizes]]\nbelow = -1\nlevel = "ceo"\n', "utf-8")
    used, problems = readers_in(tmp_path)
    assert used == built_in()
    assert {problem.file for problem in problems} == {str(file)}
    assert {problem.severity for problem in problems} == {"error"}
    assert sorted(problem.path for problem in problems) == [
        "colour", "sizes[0].below", "sizes[0].level", "titles.cfo[0]",
    ]  # fmt: skip


def test_a_table_that_is_no_utf_8_text_names_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'[titles]\ncfo = ["kasadar\xff"]\n')
    used, (problem,) = readers_in(tmp_path)
    assert used == built_in()
    assert problem.file == str(tmp_path / FILE)
    assert problem.message.startswith("is not TOML: ")


def test_a_table_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("#" * (LIMIT + 1), "utf-8")
    with pytest.raises(FileError, match=FILE):
        readers_in(tmp_path)


def test_faults_of_the_table_are_told_beside_those_of_the_two_files(pair: Read, said: Said) -> None:
    pair("", "")
    table("[titles\n")
    found = said("employees: many\n", "costs: [{name: C, amount: nope, month: 0}]\n")
    assert {line.split(":")[0].split("  ")[0] for line in found} == {FILE, "prospect.yaml", "product.yaml"}


def test_a_pair_with_a_broken_table_is_refused(pair: Read) -> None:
    pair("", "")
    table("[titles\n")
    with pytest.raises(InputError, match=r"prospect\.yaml and product\.yaml: 1 problem"):
        load_pair(Path("prospect.yaml"), Path("product.yaml"))


# --- one prospect alone ---


def test_the_level_of_a_prospect_alone_is_known_too() -> None:
    loaded = validate(read_yaml(b"name: Acme\ncurrency: USD\ncontact: {title: Treasurer}\n", "a.yaml"), Prospect)
    assert reader_of(loaded, None) == (("cfo",), ())


def test_a_prospect_with_faults_has_no_level() -> None:
    loaded = validate(read_yaml(b"name: Acme\ncontact: {title: Owner and CFO}\n", "a.yaml"), Prospect)
    assert reader_of(loaded, None) == ((), ())


def test_a_product_alone_needs_no_reader() -> None:
    assert "contact" not in Product.model_fields
