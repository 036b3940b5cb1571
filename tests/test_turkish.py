"""Turkish letters and suffixes: case, vowel harmony, how names and figures are read, and which words are forms."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from valuepitch import turkish
from valuepitch.turkish import VOWELS, attach, first_upper, fold, is_form, suffixed

ALPHABET = "aâbcçdefgğhıiîjklmnoöprsştuûüvyz"
CONSONANTS = "bcçdfgğhjklmnprsştvyz"
VOICELESS = "fstkçşhp"  # fıstıkçı şahap
BACK, ROUNDED = "aıouâû", "ouöüû"


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


# --- attach: its laws -------------------------------------------------------------------------

NOUN = sorted({suffix for slot in turkish._NOUN for suffix in slot})
VERB = sorted(
    {suffix for slot in turkish._BEFORE_TENSE for suffix in slot} | {*turkish._TENSES, *turkish._VERBAL_NOUNS}
)
SUFFIXES = sorted({*NOUN, *VERB, *(suffix for slot in turkish._AFTER_TENSE for suffix in slot)})
syllables = st.builds("".join, st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(VOWELS)))
stems = st.builds(
    lambda parts, end: "".join(parts) + end,
    st.lists(syllables, min_size=1, max_size=3),
    st.sampled_from(["", *CONSONANTS]),
).filter(lambda stem: stem not in turkish._FRONT)


def letters(suffix: str) -> str:
    return suffix.replace("(", "").replace(")", "")


@given(stems, st.sampled_from(SUFFIXES))
@example("çözüm", "lAr")
@example("sağla", "(I)yor")
def test_every_vowel_of_a_suffix_follows_the_vowel_before_it(stem: str, suffix: str) -> None:
    made = attach(stem, suffix)
    assume(not set(suffix) & set(VOWELS))  # -yor, -bil and -ki never change
    vowels = [c for c in made if c in VOWELS]
    count = sum(c in VOWELS for c in stem)
    for before, vowel in zip(vowels[count - 1 :], vowels[count:], strict=False):
        assert (vowel in BACK) == (before in BACK)
        if vowel in "ıiuü" and "I" in suffix and "A" not in suffix:
            assert (vowel in ROUNDED) == (before in ROUNDED)
        assert vowel not in "oöâîû"


@given(stems, st.sampled_from(["DA", "DAn", "DIr", "DI", "CA", "CI"]))
def test_a_consonant_hardens_after_a_voiceless_one_and_only_there(stem: str, suffix: str) -> None:
    first = attach(stem, suffix)[len(stem)]
    assert first in "tdçc"
    assert (first in "tç") == (stem[-1] in VOICELESS)


@given(stems, st.sampled_from([suffix for suffix in SUFFIXES if suffix.startswith("(") and suffix != "(I)yor"]))
def test_a_bracketed_letter_keeps_vowels_apart_and_consonants_too(stem: str, suffix: str) -> None:
    added = attach(stem, suffix)[len(stem) :]
    joins = (stem[-1] in VOWELS) != (suffix[1] in "IA")
    assert len(added) == len(letters(suffix)) - (not joins)
    assert added[0] not in VOWELS or stem[-1] not in VOWELS


@given(stems, st.sampled_from([suffix for suffix in SUFFIXES if suffix != "(I)yor"]))
def test_attach_changes_nothing_of_the_stem_and_leaves_no_sign_of_the_pattern(stem: str, suffix: str) -> None:
    made = attach(stem, suffix)
    assert made.startswith(stem)
    assert set(made) <= set(ALPHABET)


@pytest.mark.parametrize(
    "stem, made",
    [("sağla", "sağlıyor"), ("söyle", "söylüyor"), ("bekle", "bekliyor"), ("oku", "okuyor"), ("gör", "görüyor")],
)
def test_before_yor_a_final_a_or_e_narrows(stem: str, made: str) -> None:
    assert attach(stem, "(I)yor") == made


# --- is_form: nouns ---------------------------------------------------------------------------


@given(stems, st.sampled_from(NOUN))
def test_a_noun_with_any_suffix_of_its_slots_is_a_form_of_it(stem: str, suffix: str) -> None:
    assert is_form(attach(stem, suffix), stem)


@given(stems, st.sampled_from(VERB))
def test_a_verb_with_any_suffix_of_its_slots_is_a_form_of_it(stem: str, suffix: str) -> None:
    assume(suffix != "(I)yor" or stem[-1] not in "ae" or len(stem) > 2)
    assert is_form(attach(stem, suffix), stem, verb=True)


@given(stems, st.sampled_from(turkish._TENSES + turkish._VERBAL_NOUNS), st.data())
def test_a_person_or_a_case_follows_a_tense_or_a_verbal_noun(stem: str, tense: str, data: st.DataObject) -> None:
    assume(tense != "(I)yor" or stem[-1] not in "ae" or len(stem) > 2)
    slot = data.draw(st.sampled_from(turkish._AFTER_TENSE))
    assert is_form(attach(attach(stem, tense), data.draw(st.sampled_from(slot))), stem, verb=True)


@given(stems, st.data())
def test_a_chain_with_one_suffix_of_each_slot_is_a_form(stem: str, data: st.DataObject) -> None:
    word = stem
    for slot in (("lAr",), turkish._POSSESSIVES, ("DA", "DAn", "nA", "nDA", "(n)In"), ("ki",), turkish._COPULAS):
        if data.draw(st.booleans()):
            word = attach(word, data.draw(st.sampled_from(slot)))
    assert is_form(word, stem)


@pytest.mark.parametrize(
    "stem, words",
    [
        ("çözüm", "çözüm çözümü çözüme çözümün çözümle çözümler çözümleri çözümlerimiz çözümlerimizden çözümümüzdür"),
        ("çözüm", "çözümlerimizdendir çözümdeki çözümlerinizin çözümümüzün çözümüne çözümünden çözümse çözümcü"),
        ("ortak", "ortağı ortağımız ortakla ortakları ortaklarımızla ortaklık ortaklığımız ortağınızdır ortağıyız"),
        ("destek", "desteği desteğimizle destekler desteğiniz"),
        ("kitap", "kitabı kitabın kitapta kitaptan kitaplık"),
        ("ağaç", "ağacı ağacın ağaçta ağaçlar"),
        ("renk", "rengi rengini renkler renkte"),
        ("ekip", "ekibi ekibimizle ekibiz ekiple ekipte"),
        ("kanat", "kanadı kanada kanatta"),
        ("garanti", "garantili garantisi garantisiyle garantimizdir garantiniz garantiyle garantide"),
        ("lider", "lideri lideridir lideriyiz lidermiş liderse lideriz liderim lidersiniz liderlik liderliğini"),
        ("lider", "liderliğinde liderliğimiz liderler lideriydi"),
        ("öncü", "öncüsü öncüsüyüz öncülük öncülüğünde öncüdür öncüler öncülerinden"),
        ("eşsiz", "eşsizdir eşsizliği eşsizce"),
        ("kesin", "kesindir kesinlik kesinlikle kesinliği"),
        ("önemli", "önemlidir önemlisi önemliydi önemlilerden"),
        ("esnek", "esnektir esneklik esnekliği esnekliğimizle"),
        ("platform", "platformu platformumuz platforma platformdaki platformlarımızdan platformdur"),
        ("ekosistem", "ekosistemi ekosisteminizde ekosistemlerin"),
        ("yolculuk", "yolculuğu yolculuğunuzda yolculuğumuz yolculuklar"),
        ("zirve", "zirveye zirvede zirvesinde zirveden zirvedeyiz"),
        ("fırsat", "fırsatı fırsata fırsattır fırsatıdır fırsatlar"),
        ("firma", "firması firmayı firmasının firmanızda firmalarının firmaya"),
        ("müşteri", "müşterimiz müşterilerimizinki müşterilerinizin müşteriye"),
        ("ev", "evdeki evdekiler evdekilerin evlerimizden"),
        ("saat", "saatin saati saate"),
        ("türkiye", "türkiye'nin türkiye’nin türkiye'de türkiye’deki"),
    ],
)
def test_a_noun_is_found_with_its_chains_of_suffixes(stem: str, words: str) -> None:
    assert [word for word in words.split() if not is_form(word, stem)] == []


@pytest.mark.parametrize(
    "stem, words",
    [
        ("saat", "saatte saatten saatler saatleri saatlik saatlerce"),
        ("kontrol", "kontrolü kontrolde kontroller kontrollü kontrolleri kontrolümüz"),
        ("petrol", "petrolü petrolden petroller petrolde"),
        ("protokol", "protokolü protokolden protokoller"),
    ],
)
def test_a_noun_with_a_soft_last_consonant_is_found_with_front_suffixes(stem: str, words: str) -> None:
    assert [word for word in words.split() if not is_form(word, stem)] == []


@pytest.mark.parametrize(
    "stem, words",
    [
        ("kesin", "kesinti kesintisiz kesintiler kesinleşen kesinleşti kes kesi kesim"),
        ("çözüm", "çözelti çözülen çözücü çözümleme çözümsel çözü çöz"),
        ("önem", "önemsemek önlem önder"),
        ("esnek", "esneme esnedi esnekleşme"),
        ("değer", "değerleme değerlendirme değerlendirildi değmez"),
        ("son", "sonuç sonra sondaj sonbahar sonsuz"),
        ("en", "enerji endeks endüstri engel"),
        ("bin", "bina binası binek"),
        ("masa", "masaj masraf"),
        ("kap", "kapasite kapsam kapanış"),
        ("risk", "risksiz riziko"),
        ("süre", "süreç süreçte sürekli"),
        ("kitap", "kitapdan kitaplerde kitapçe"),
        ("garanti", "garantör garantör garantiya"),
        ("lider", "lidar liderlar lidersel"),
        ("hemen", "hemencecik hemfikir"),
        ("platform", "platin platformler platformde"),
    ],
)
def test_a_word_that_only_begins_like_a_noun_is_no_form_of_it(stem: str, words: str) -> None:
    assert [word for word in words.split() if is_form(word, stem)] == []


# --- is_form: verbs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stem, words",
    [
        ("yarat", "yaratır yaratırız yaratırsınız yaratırlar yaratıyor yaratıyoruz yaratıyorsunuz yaratıyorlar"),
        ("yarat", "yarattı yarattık yaratmış yaratmıştır yaratacak yaratacağız yaratacaksınız yaratmalıyız yaratsa"),
        ("yarat", "yaratan yarattığı yarattığımız yaratacağı yaratmak yaratmakta yaratmaktadır yaratma yaratması"),
        ("yarat", "yaratmayı yaratıp yaratarak yaratınca yaratın"),
        ("yarat", "yaratılan yaratıldı yaratılıyor yaratılır yaratılmıştır yaratılabilir yaratıldığı yaratılmayan"),
        ("yarat", "yaratmıyor yaratmıyoruz yaratmaz yaratmayız yaratmadı yaratmayacak yaratamaz yaratmayan"),
        ("yarat", "yaratabilir yaratabiliyor yaratabilirsiniz"),
        ("et", "eder ederiz ediyor ediyoruz edecek edecektir ettik edilmektedir edin edebilirsiniz etmek etmez edilen"),
        ("sağla", "sağlar sağlıyor sağlıyoruz sağlamak sağlayan sağlayacaktır sağlanmaktadır sağlandı sağlayabilir"),
        ("sağla", "sağlamıyor sağlamaz sağlanır sağlayarak sağlayın"),
        ("git", "gidiyor gider gidecek gitti giden"),
        ("kaçır", "kaçırmayın kaçırıyor kaçırmadan kaçırmayınız"),
        ("göster", "gösteriyor gösterdi gösterilen göstermektedir gösterir"),
        ("büyüt", "büyütür büyütüyor büyütecek büyütmek"),
        ("sun", "sunar sunuyoruz sunulur sunan sundu sunmaktayız sunmaktadır sunulmaktadır"),
        ("kullan", "kullanır kullanılır kullanıyor kullanılan kullanmayan"),
        ("gerçekleştir", "gerçekleştirilmektedir gerçekleştirmekteyiz gerçekleştirildi gerçekleştiriyoruz"),
        ("ol", "olur oluyor olacağız olacak olan olmaz"),
    ],
)
def test_a_verb_is_found_in_its_tenses_participles_passive_and_negation(stem: str, words: str) -> None:
    assert [word for word in words.split() if not is_form(word, stem, verb=True)] == []


@pytest.mark.parametrize(
    "stem, words",
    [
        ("yarat", "yaratık yaratıcı yara yaratıcılık yaranmak"),
        ("göster", "gösterge göstergeler"),
        ("sağla", "sağlık sağlıklı sağlamcı sağ"),
        ("kullan", "kullanıcı kullanışlı"),
        ("sun", "sunucu suni"),
        ("et", "etik etken etiket etap"),
        ("artır", "artı artış artık"),
    ],
)
def test_a_word_that_only_begins_like_a_verb_is_no_form_of_it(stem: str, words: str) -> None:
    assert [word for word in words.split() if is_form(word, stem, verb=True)] == []


@pytest.mark.parametrize(
    "word, stem", [("sağlam", "sağla"), ("sağlamdır", "sağla"), ("etki", "et"), ("etler", "et"), ("katlar", "kat")]
)
def test_a_person_a_plural_or_ki_needs_a_tense_or_a_verbal_noun_before_it(word: str, stem: str) -> None:
    assert not is_form(word, stem, verb=True)


@given(stems, st.booleans())
def test_a_word_is_a_form_of_itself_and_of_nothing_longer(stem: str, verb: bool) -> None:
    assert is_form(stem, stem, verb=verb)
    assert not is_form(stem, stem + "lar", verb=verb)
