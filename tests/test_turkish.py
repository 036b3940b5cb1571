"""Turkish letters and suffixes: case, vowel harmony, and how names, figures and words are read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from valuepitch.turkish import first_upper, fold, suffixed

# --- letters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written, folded",
    [
        ("IŞIK", "ışık"),
        ("İŞLETME", "işletme"),
        ("İstanbul ve Isparta", "istanbul ve ısparta"),
        ("ÇĞÖŞÜ", "çğöşü"),
        ("NBD %25’İ", "nbd %25’i"),
        ("kâr", "kâr"),
        ("KÂR", "kâr"),
        ("", ""),
    ],
)
def test_fold_lowers_by_the_turkish_rule(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=40))
@example("İI")
@example("ẞ")
def test_fold_keeps_the_length_so_that_places_stay_right(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "text, upper",
    [
        ("iç verim oranı", "İç verim oranı"),
        ("ısıtma", "Isıtma"),
        ("çözüm", "Çözüm"),
        ("ürün", "Ürün"),
        ("yıl", "Yıl"),
        ("NBD", "NBD"),
        ("12 ay", "12 ay"),
        ("i", "İ"),
        ("", ""),
    ],
)
def test_the_first_letter_alone_goes_up_and_i_keeps_its_dot(text: str, upper: str) -> None:
    assert first_upper(text) == upper


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, suffix, said",
    [
        ("Ankara", "DA", "Ankara’da"),
        ("Ankara", "(y)A", "Ankara’ya"),
        ("Ankara", "(n)In", "Ankara’nın"),
        ("İzmir", "DAn", "İzmir’den"),
        ("İzmir", "(y)I", "İzmir’i"),
        ("Sinop", "DA", "Sinop’ta"),
        ("Sinop", "(y)A", "Sinop’a"),
        ("Muş", "DAn", "Muş’tan"),
        ("Ordu", "(n)In", "Ordu’nun"),
        ("Bingöl", "(n)In", "Bingöl’ün"),
        ("Bingöl", "(y)A", "Bingöl’e"),
        ("Gümüşhane", "DAn", "Gümüşhane’den"),
        ("Kırklareli", "(n)In", "Kırklareli’nin"),
        ("Isparta", "DA", "Isparta’da"),
        ("ISPARTA", "DA", "ISPARTA’da"),
        ("IŞIK", "(n)In", "IŞIK’ın"),
        ("İSTANBUL", "DA", "İSTANBUL’da"),
        ("Zonguldak", "(y)A", "Zonguldak’a"),
        ("Gaziantep", "(n)In", "Gaziantep’in"),
        ("Şişecam", "(n)In", "Şişecam’ın"),
        ("Halkbank", "(y)A", "Halkbank’a"),
        ("Arçelik", "(n)In", "Arçelik’in"),
        ("Koç", "(n)In", "Koç’un"),
        ("Türkiye İş Bankası", "(n)In", "Türkiye İş Bankası’nın"),
        ("Acme", "(n)In", "Acme’nin"),
        ("15 Ağustos", "DAn", "15 Ağustos’tan"),
        ("31 Mart", "(y)A", "31 Mart’a"),
    ],
)
def test_a_name_takes_an_apostrophe_and_its_suffix_in_harmony(name: str, suffix: str, said: str) -> None:
    assert suffixed(name, suffix) == said


@pytest.mark.parametrize(
    "name, suffix, said",
    [
        ("Yıldız Makine A.Ş.", "(n)In", "Yıldız Makine A.Ş.’nin"),
        ("Yıldız Makine A.Ş.", "(y)A", "Yıldız Makine A.Ş.’ye"),
        ("Yıldız Makine A.Ş.", "DAn", "Yıldız Makine A.Ş.’den"),
        ("Yıldız Makine AŞ", "(n)In", "Yıldız Makine AŞ’nin"),
        ("Demir Ltd. Şti.", "(n)In", "Demir Ltd. Şti.’nin"),
        ("Demir Ltd. Şti.", "(y)A", "Demir Ltd. Şti.’ye"),
        ("Demir San. ve Tic. A.Ş.", "DAn", "Demir San. ve Tic. A.Ş.’den"),
        ("Demir ve Tic.", "DAn", "Demir ve Tic.’ten"),
        ("Demir San.", "(n)In", "Demir San.’nin"),
        ("Demir Ltd.", "(n)In", "Demir Ltd.’in"),
        ("Harlow Co.", "(n)In", "Harlow Co.’nun"),
        ("Harlow Corp.", "(n)In", "Harlow Corp.’un"),
        ("Northfield Components, Inc.", "(n)In", "Northfield Components, Inc.’in"),
        ("9.400 TL", "(y)I", "9.400 TL’yi"),
        ("9.400 TL", "DAn", "9.400 TL’den"),
        ("NBD", "(n)In", "NBD’nin"),
        ("NBD", "DA", "NBD’de"),
        ("KDV", "DA", "KDV’de"),
        ("KDV", "(y)I", "KDV’yi"),
        ("ÖTV", "DAn", "ÖTV’den"),
        ("FAVÖK", "(y)I", "FAVÖK’ü"),
        ("FAVÖK", "(n)In", "FAVÖK’ün"),
        ("FAVÖK", "DA", "FAVÖK’te"),
        ("İVO", "(n)In", "İVO’nun"),
        ("İVO", "DAn", "İVO’dan"),
        ("TÜİK", "DAn", "TÜİK’ten"),
        ("SPK", "(n)In", "SPK’nin"),
        ("TCMB", "(y)A", "TCMB’ye"),
        ("THY", "(n)In", "THY’nin"),
        ("PTT", "DA", "PTT’de"),
        ("AB", "(n)In", "AB’nin"),
        ("BT", "(y)A", "BT’ye"),
        ("DSÖ", "(n)In", "DSÖ’nün"),
        ("OEE", "(n)In", "OEE’nin"),
        ("AMP", "(y)A", "AMP’ye"),
        ("NATO", "(y)A", "NATO’ya"),
    ],
)
def test_an_abbreviation_takes_the_suffix_of_how_it_is_read(name: str, suffix: str, said: str) -> None:
    assert suffixed(name, suffix) == said


@pytest.mark.parametrize(
    "name, suffix, said",
    [
        ("ABD", "(n)In", "ABD’nin"),
        ("ABD", "DA", "ABD’de"),
        ("ABB", "(y)A", "ABB’ye"),
        ("Plan B", "(n)In", "Plan B’nin"),
        ("Tip C", "DA", "Tip C’de"),
    ],
)
def test_what_cannot_be_read_as_a_word_is_read_letter_by_letter(name: str, suffix: str, said: str) -> None:
    assert suffixed(name, suffix) == said


@pytest.mark.parametrize(
    "text, suffix, said",
    [("40 kg", "DAn", "40 kg’dan"), ("5 km", "(y)I", "5 km’yi"), ("120 mm", "DAn", "120 mm’den")],
)
def test_a_unit_of_lower_case_letters_takes_an_apostrophe_and_is_read_out(text: str, suffix: str, said: str) -> None:
    assert suffixed(text, suffix) == said


@pytest.mark.parametrize(
    "name, suffix, said",
    [
        ("Merkez Bankası", "DA", "Merkez Bankası’nda"),
        ("Merkez Bankası", "(y)A", "Merkez Bankası’na"),
        ("Yıldız Fatura Yazılımı", "(y)I", "Yıldız Fatura Yazılımı’nı"),
        ("Merkez Bankası", "DAn", "Merkez Bankası’ndan"),
        ("Merkez Bankası", "(n)In", "Merkez Bankası’nın"),
        ("Yıldız Fatura Sistemi", "DA", "Yıldız Fatura Sistemi’nde"),
        ("Demir Mağazaları", "(y)A", "Demir Mağazaları’na"),
        ("Demir Tesisleri", "DAn", "Demir Tesisleri’nden"),
    ],
)
def test_after_the_possessive_of_a_name_n_joins_the_case(name: str, suffix: str, said: str) -> None:
    assert suffixed(name, suffix) == said


# --- figures ----------------------------------------------------------------------------------

# Each ending of a number that is read aloud, with three suffixes: to it, of it, in it.
READ_ALOUD = {
    "0": ("0’a", "0’ın", "0’da"),
    "1": ("1’e", "1’in", "1’de"),
    "2": ("2’ye", "2’nin", "2’de"),
    "3": ("3’e", "3’ün", "3’te"),
    "4": ("4’e", "4’ün", "4’te"),
    "5": ("5’e", "5’in", "5’te"),
    "6": ("6’ya", "6’nın", "6’da"),
    "7": ("7’ye", "7’nin", "7’de"),
    "8": ("8’e", "8’in", "8’de"),
    "9": ("9’a", "9’un", "9’da"),
    "10": ("10’a", "10’un", "10’da"),
    "20": ("20’ye", "20’nin", "20’de"),
    "30": ("30’a", "30’un", "30’da"),
    "40": ("40’a", "40’ın", "40’ta"),
    "50": ("50’ye", "50’nin", "50’de"),
    "60": ("60’a", "60’ın", "60’ta"),
    "70": ("70’e", "70’in", "70’te"),
    "80": ("80’e", "80’in", "80’de"),
    "90": ("90’a", "90’ın", "90’da"),
    "100": ("100’e", "100’ün", "100’de"),
    "900": ("900’e", "900’ün", "900’de"),
    "1.000": ("1.000’e", "1.000’in", "1.000’de"),
    "10.000": ("10.000’e", "10.000’in", "10.000’de"),
    "1.200": ("1.200’e", "1.200’ün", "1.200’de"),
    "100.000": ("100.000’e", "100.000’in", "100.000’de"),
    "250.000": ("250.000’e", "250.000’in", "250.000’de"),
    "1.000.000": ("1.000.000’a", "1.000.000’un", "1.000.000’da"),
    "20.000.000": ("20.000.000’a", "20.000.000’un", "20.000.000’da"),
    "1.250.000": ("1.250.000’e", "1.250.000’in", "1.250.000’de"),
    "3.000.000.000": ("3.000.000.000’a", "3.000.000.000’ın", "3.000.000.000’da"),
    "2.000.000.000.000": ("2.000.000.000.000’a", "2.000.000.000.000’un", "2.000.000.000.000’da"),
}


@pytest.mark.parametrize("figure, said", READ_ALOUD.items())
def test_a_figure_takes_the_suffix_of_its_last_word(figure: str, said: tuple[str, str, str]) -> None:
    assert tuple(suffixed(figure, suffix) for suffix in ("(y)A", "(n)In", "DA")) == said


@pytest.mark.parametrize("number", range(100))
def test_a_number_below_100_ends_as_its_unit_or_else_as_its_ten(number: int) -> None:
    end = str(number % 10 if number % 10 or not number else number)
    said = [said.removeprefix(end) for said in READ_ALOUD[end]]
    assert [suffixed(str(number), suffix) for suffix in ("(y)A", "(n)In", "DA")] == [f"{number}{s}" for s in said]


@pytest.mark.parametrize(
    "figure, suffix, said",
    [
        ("%25", "(s)I", "%25’i"),
        ("%6", "(s)I", "%6’sı"),
        ("%6", "(s)InA", "%6’sına"),
        ("%30", "(s)IndA", "%30’unda"),
        ("%40", "(y)A", "%40’a"),
        ("%100", "(s)I", "%100’ü"),
        ("%12,5", "(s)I", "%12,5’i"),
        ("%12,5", "DAn", "%12,5’ten"),
        ("%0,3", "(y)A", "%0,3’e"),
        ("%9,9", "DA", "%9,9’da"),
        ("%4,06", "(y)A", "%4,06’ya"),
        ("12,50", "(y)A", "12,50’ye"),
        ("1.234,90", "DAn", "1.234,90’dan"),
        ("−%5", "(y)A", "−%5’e"),
        ("%11–14", "DA", "%11–14’te"),
        ("2026", "DA", "2026’da"),
        ("2027", "(y)A", "2027’ye"),
        ("2030", "DAn", "2030’dan"),
        ("2000", "(n)In", "2000’in"),
        ("15 Aralık 2026", "DA", "15 Aralık 2026’da"),
        ("15.12.2023", "DAn", "15.12.2023’ten"),
        ("15:30", "DA", "15:30’da"),
        ("₺9.400", "DAn", "₺9.400’den"),
        ("₺1.234.567", "(y)I", "₺1.234.567’yi"),
        ("€20", "(y)A", "€20’ye"),
        ("19–24", "DA", "19–24’te"),
    ],
)
def test_percentages_years_dates_and_amounts_are_read_to_their_last_figure(figure: str, suffix: str, said: str) -> None:
    assert suffixed(figure, suffix) == said


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, suffix, said",
    [
        ("üç yıl", "DA", "üç yılda"),
        ("üç yıl", "(n)In", "üç yılın"),
        ("24 ay", "DA", "24 ayda"),
        ("24. ay", "DA", "24. ayda"),
        ("on iki ay", "DAn", "on iki aydan"),
        ("dört çeyrek", "DA", "dört çeyrekte"),
        ("iki hedef", "DAn", "iki hedeften"),
        ("iki hedef", "(n)In", "iki hedefin"),
        ("bütçe", "(y)A", "bütçeye"),
        ("bütçe", "(n)In", "bütçenin"),
        ("tesis", "lAr", "tesisler"),
        ("makine", "(I)m", "makinem"),
        ("hat", "lAr", "hatlar"),
        ("iş", "CI", "işçi"),
        ("göz", "lIk", "gözlük"),
        ("yol", "CI", "yolcu"),
        ("tuz", "lI", "tuzlu"),
        ("sıfır", "(s)I", "sıfırı"),
        ("bir", "(s)InA", "birine"),
        ("iki", "(s)InA", "ikisine"),
        ("dört", "(y)I", "dördü"),
        ("dört", "(s)InA", "dördüne"),
        ("dört", "DA", "dörtte"),
        ("üç", "(s)InA", "üçüne"),
        ("beş", "(s)InA", "beşine"),
        ("altı", "(s)InA", "altısına"),
        ("yedi", "(s)I", "yedisi"),
        ("dokuz", "(s)I", "dokuzu"),
        ("on", "(s)InA", "onuna"),
        ("müdür", "(y)mIş", "müdürmüş"),
        ("ürün", "(I)mIz", "ürünümüz"),
        ("kutu", "(I)nIz", "kutunuz"),
        ("maaş", "DAn", "maaştan"),
        ("gün", "DIr", "gündür"),
        ("ağ", "(y)I", "ağı"),
    ],
)
def test_a_word_in_lower_case_takes_its_suffix_without_an_apostrophe(text: str, suffix: str, said: str) -> None:
    assert suffixed(text, suffix) == said


@pytest.mark.parametrize(
    "text, suffix, said",
    [
        ("saat", "(n)In", "saatin"),
        ("saat", "(y)A", "saate"),
        ("iki saat", "DA", "iki saatte"),
        ("iki saat", "DAn", "iki saatten"),
        ("saat", "lAr", "saatler"),
        ("kontrol", "(y)A", "kontrole"),
        ("kontrol", "(y)I", "kontrolü"),
        ("kontrol", "DA", "kontrolde"),
        ("kontrol", "lAr", "kontroller"),
        ("kontrol", "lI", "kontrollü"),
        ("petrol", "(n)In", "petrolün"),
        ("petrol", "DAn", "petrolden"),
        ("alkol", "(y)I", "alkolü"),
        ("rol", "lAr", "roller"),
        ("protokol", "DA", "protokolde"),
        ("kabul", "DAn", "kabulden"),
        ("ihtimal", "(y)I", "ihtimali"),
        ("ithal", "(y)I", "ithali"),
        ("usul", "DA", "usulde"),
        ("Türk Petrol", "DA", "Türk Petrol’de"),
    ],
)
def test_a_word_with_a_soft_last_consonant_takes_front_suffixes(text: str, suffix: str, said: str) -> None:
    assert suffixed(text, suffix) == said


@pytest.mark.parametrize("text, said", [("bakım ve destek", "bakım ve desteği"), ("demir-çelik", "demir-çeliği")])
def test_a_final_k_of_a_longer_word_softens_before_a_vowel(text: str, said: str) -> None:
    assert suffixed(text, "(y)I") == said


@pytest.mark.parametrize("text", ["", "…", "—"])
def test_what_cannot_be_read_takes_no_suffix(text: str) -> None:
    assert suffixed(text, "DA") == text
