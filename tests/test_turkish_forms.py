"""Turkish suffixes by their laws, and which words are forms of a noun or a verb."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from valuepitch import turkish
from valuepitch.turkish import VOWELS, attach, is_form

ALPHABET = "aâbcçdefgğhıiîjklmnoöprsştuûüvyz"
CONSONANTS = "bcçdfgğhjklmnprsştvyz"
VOICELESS = "fstkçşhp"  # fıstıkçı şahap
BACK, ROUNDED = "aıouâû", "ouöüû"


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
