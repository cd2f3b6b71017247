"""Articles in other languages are told from English ones; what says too little is taken for English."""

from importlib.util import find_spec

import pytest
from diplograph.extract.text import language as module
from diplograph.extract.text.language import identify_language

SENTENCES = {
    "de": "Die Außenminister der Europäischen Union haben sich am Montag in Brüssel auf neue Sanktionen geeinigt.",
    "fr": "Le président français a rencontré lundi à Berlin la chancelière allemande pour parler de la guerre en Ukraine.",
    "es": "El presidente de México dijo el lunes que su gobierno no participará en la cumbre de los países de la región.",
    "pt": "O presidente do Brasil disse na segunda-feira que o país não vai participar da reunião.",
    "it": "Il presidente del Consiglio ha incontrato a Roma il ministro degli Esteri della Francia.",
    "nl": "De minister van Buitenlandse Zaken heeft maandag met zijn Duitse collega over de oorlog in Oekraïne gesproken.",
    "pl": "Minister powiedział w poniedziałek, że Polska nie zgodzi się na propozycję, która jest nowa.",
    "tr": "Erdoğan, İsveç ile yapılan görüşmelerde bir anlaşma olmadığını ve daha çok zaman istediğini dedi.",
    "id": "Presiden mengatakan bahwa Indonesia tidak akan ikut dalam pertemuan itu.",
    "ru": "Министр иностранных дел России заявил, что переговоры с Украиной не были успешными и что он не поедет.",
    "uk": "Президент України заявив, що переговори з Росією не відбудуться, та закликав Європу до нових санкцій.",
    "ar": "قال وزير الخارجية المصري إن المحادثات مع إسرائيل في القاهرة لم تنجح بعد",
    "fa": "وزیر خارجه ایران گفت که این کشور با آمریکا مذاکره نمی‌کند و از پیشنهاد اروپا استقبال کرد",
    "zh": "中国外交部发言人周一表示，中国反对任何国家以任何理由干涉中国的内政。",
    "ja": "日本の外務大臣は月曜日に韓国の外務大臣と電話で会談した。",
    "ko": "한국 외교부 장관은 월요일에 일본과 회담을 가질 것이라고 밝혔다.",
    "el": "Ο υπουργός Εξωτερικών της Ελλάδας είπε ότι οι συνομιλίες με την Τουρκία θα συνεχιστούν.",
    "he": "ראש הממשלה אמר כי ישראל לא תשתתף בשיחות השלום בקהיר",
}


# Headlines and short sentences: words that English has not, but few of the commonest of their languages.
SHORT = {
    "de": ["Norwegen lädt zu Gesprächen ein.", "Russland lehnt Vorschlag ab", "Kanzler trifft Präsidenten in Paris"],
    "fr": ["La Norvège accueille des pourparlers.", "Moscou rejette la proposition de Kiev", "Paris rappelle son ambassadeur"],
    "es": ["Moscú rechaza la propuesta", "Los ministros de Exteriores acordaron nuevas sanciones contra Rusia."],
    "it": ["I ministri degli Esteri hanno concordato nuove sanzioni contro la Russia."],
    "pl": ["Moskwa odrzuca propozycję", "Ministrowie spraw zagranicznych uzgodnili nowe sankcje wobec Rosji."],
    "tr": ["Moskova öneriyi reddetti", "Dışişleri bakanları yeni yaptırımlar konusunda anlaştı."],
    "ru": ["Норвегия принимает переговоры.", "Осло отзывает посла"],
    "ar": ["موسكو ترفض الاقتراح", "اتفق وزراء الخارجية على عقوبات جديدة"],
}
with_library = pytest.mark.skipif(find_spec("py3langid") is None, reason="py3langid is not installed")


def code_of(text: str, declared: str | None = None) -> str | None:
    found = identify_language(text, declared)
    return found.code if found is not None else None


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_classifier", lambda: None)


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=SENTENCES.keys())
@with_library
def test_language_of_a_sentence_is_told(language: str, text: str) -> None:
    assert code_of(text) == language


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=SENTENCES.keys())
@pytest.mark.usefixtures("without_library")
def test_language_of_a_sentence_is_told_by_its_commonest_words_or_letters(language: str, text: str) -> None:
    assert code_of(text) == {"id": "ms"}.get(language, language)


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in SHORT.items() for text in texts])
@with_library
def test_short_text_is_not_taken_for_english(language: str, text: str) -> None:
    found = identify_language(text, language)
    assert found is not None and found.code == language and found.name[0].isupper()


def test_script_is_named_where_no_language_is_known() -> None:
    found = identify_language("ދިވެހިރާއްޖޭގެ ރައީސުލްޖުމްހޫރިއްޔާ ވިދާޅުވެއްޖެ")
    assert found is not None and (found.code, found.name) == ("und", "a language with Thaana letters")


@pytest.mark.parametrize("library", [pytest.param(True, marks=with_library), False], ids=["library", "words"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "Norway accuses Iceland",
        "Erdoğan, Orbán, Fico, Vučić, Lukashenko, Sánchez, Meloni, Macron, Scholz, Tusk, Kallas, Costa, von der Leyen",
        "Angela Merkel, Emmanuel Macron, Giuseppe Conte, Pedro Sánchez: Brussels, Berlin, Paris, Rome, Madrid, Lisbon, Kyiv",
        "Le Monde, El País, La Repubblica, Der Spiegel, De Standaard, Die Zeit, Il Foglio, La Vanguardia, Las Últimas",
        "US-RUSSIA TALKS: LAVROV, RUBIO MEET RIYADH; KYIV, EU ANGRY",
        "Rio de Janeiro hosts Mercosur; Paraguay, Uruguay, Argentina attend; Bolivia joins.",
        "“La guerre est une chose trop grave,” the minister said in French, and left for Paris before the vote on the budget.",
        "习近平 (Xi Jinping) met Vladimir Putin (Владимир Путин) in Moscow on Monday.",
    ],
)
def test_english_and_bare_names_are_never_refused(library: bool, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not library:
        monkeypatch.setattr(module, "_classifier", lambda: None)
    assert code_of(text) in (None, "en")


def test_english_article_with_a_long_foreign_quotation_is_english() -> None:
    report = "The two ministers met in Paris on Monday, and said that the talks would go on. " * 12
    assert code_of(report + SENTENCES["fr"] * 4 + report) == "en"


def test_declared_language_decides_only_where_the_text_does_not() -> None:
    assert code_of("1945") is None
    assert code_of("Scholz, Merz, Kallas", "de-AT") == "de"
    assert code_of("Scholz, Merz, Kallas", "en-GB") == "en"
    assert code_of("Scholz, Merz, Kallas", "no language") is None
    assert code_of("The two ministers met in Paris on Monday.", "de") == "en"
    assert code_of(SENTENCES["de"], "en") == "de"
