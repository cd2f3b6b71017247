"""Articles in other languages are told from English ones; what says too little is taken for English."""

import pytest
from diplograph.extract.text.language import foreign_language

SENTENCES = {
    "German": "Die Außenminister der Europäischen Union haben sich am Montag in Brüssel auf neue Sanktionen geeinigt.",
    "French": "Le président français a rencontré lundi à Berlin la chancelière allemande pour parler de la guerre en Ukraine.",
    "Spanish": "El presidente de México dijo el lunes que su gobierno no participará en la cumbre de los países de la región.",
    "Portuguese": "O presidente do Brasil disse na segunda-feira que o país não vai participar da reunião.",
    "Italian": "Il presidente del Consiglio ha incontrato a Roma il ministro degli Esteri della Francia.",
    "Dutch": "De minister van Buitenlandse Zaken heeft maandag met zijn Duitse collega over de oorlog in Oekraïne gesproken.",
    "Polish": "Minister powiedział w poniedziałek, że Polska nie zgodzi się na propozycję, która jest nowa.",
    "Turkish": "Erdoğan, İsveç ile yapılan görüşmelerde bir anlaşma olmadığını ve daha çok zaman istediğini dedi.",
    "Indonesian or Malay": "Presiden mengatakan bahwa Indonesia tidak akan ikut dalam pertemuan itu.",
    "Russian": "Министр иностранных дел России заявил, что переговоры с Украиной не были успешными и что он не поедет.",
    "Ukrainian": "Президент України заявив, що переговори з Росією не відбудуться, та закликав Європу до нових санкцій.",
    "Arabic": "قال وزير الخارجية المصري إن المحادثات مع إسرائيل في القاهرة لم تنجح بعد",
    "Persian": "وزیر خارجه ایران گفت که این کشور با آمریکا مذاکره نمی‌کند و از پیشنهاد اروپا استقبال کرد",
    "Chinese": "中国外交部发言人周一表示，中国反对任何国家以任何理由干涉中国的内政。",
    "Japanese": "日本の外務大臣は月曜日に韓国の外務大臣と電話で会談した。",
    "Korean": "한국 외교부 장관은 월요일에 일본과 회담을 가질 것이라고 밝혔다.",
    "Greek": "Ο υπουργός Εξωτερικών της Ελλάδας είπε ότι οι συνομιλίες με την Τουρκία θα συνεχιστούν.",
    "Hebrew": "ראש הממשלה אמר כי ישראל לא תשתתף בשיחות השלום בקהיר",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=SENTENCES.keys())
def test_language_of_a_sentence_is_named(language: str, text: str) -> None:
    assert foreign_language(text) == language


def test_script_is_named_where_no_language_is_known() -> None:
    assert foreign_language("ދިވެހިރާއްޖޭގެ ރައީސުލްޖުމްހޫރިއްޔާ ވިދާޅުވެއްޖެ") == "a language with Thaana letters"


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
def test_english_and_bare_names_are_never_refused(text: str) -> None:
    assert foreign_language(text) is None


def test_english_article_with_a_long_foreign_quotation_is_english() -> None:
    report = "The two ministers met in Paris on Monday, and said that the talks would go on. " * 12
    assert foreign_language(report + SENTENCES["French"] * 4 + report) is None
