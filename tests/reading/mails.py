"""A release forwarded by mail, line by line with what each line is: in eight languages."""

from campaign.reading.pieces import PieceKind

HEADLINE = {
    "en": "Give the River Back",
    "fr": "Rendez-nous la rivière",
    "es": "Devuelvan el río",
    "ru": "Верните нам реку",
    "ar": "أعيدوا إلينا النهر",
    "zh": "还我河流",
    "de": "Gebt uns den Fluss zurück",
    "tr": "Nehrimizi geri verin",
}
TEXT = {
    "en": "Sixty villages demand that the gates upstream are opened.",
    "fr": "Soixante villages demandent que les vannes en amont soient ouvertes.",
    "es": "Sesenta aldeas exigen que se abran las compuertas río arriba.",
    "ru": "Шестьдесят деревень требуют открыть затворы выше по течению.",
    "ar": "تطالب ستون قرية بفتح البوابات في أعلى النهر.",
    "zh": "六十个村庄要求打开上游的闸门。",
    "de": "Sechzig Dörfer verlangen, dass die Wehre flussaufwärts geöffnet werden.",
    "tr": "Altmış köy, nehrin yukarısındaki kapakların açılmasını istiyor.",
}
TEXT_AND_LINES = {
    "en": (
        "From: Samir <samir@river.example>\nSent: Tuesday, 13 May 2025 22:15\nTo: All <all@river.example>\n"
        "Subject: Release",
        "Dear colleagues,", "Please find our release below.",
        "FOR IMMEDIATE RELEASE", "EMBARGOED UNTIL 12 MAY, NOON",
        "Page 1 of 2", "- ENDS -", "Notes to editors:\nThe gates were built in 1987.",
        "Media contact: media@river.example", "Kind regards,\nSamir", "Sent from my iPhone",
    ),
    "fr": (
        "De : Samir <samir@river.example>\nEnvoyé : mardi 13 mai 2025 22:15\nÀ : Tous <all@river.example>\n"
        "Objet : Communiqué",
        "Chers collègues,", "Vous trouverez notre communiqué ci-dessous.",
        "COMMUNIQUÉ DE PRESSE", "SOUS EMBARGO JUSQU’AU 12 MAI",
        "Page 1 sur 2", "– FIN –", "Notes aux rédactions :\nLes vannes datent de 1987.",
        "Contact presse : media@river.example", "Cordialement,\nSamir", "Envoyé de mon iPhone",
    ),
    "es": (
        "De: Samir <samir@river.example>\nEnviado el: martes, 13 de mayo de 2025 22:15\nPara: Todos "
        "<all@river.example>\n"
        "Asunto: Comunicado",
        "Estimados colegas:", "A continuación va nuestro comunicado.",
        "COMUNICADO DE PRENSA", "EMBARGADO HASTA EL 12 DE MAYO",
        "Página 1 de 2", "FIN", "Nota para los editores:\nLas compuertas son de 1987.",
        "Contacto de prensa: media@river.example", "Saludos cordiales,\nSamir", "Enviado desde mi iPhone",
    ),
    "ru": (
        "От: Самир <samir@river.example>\nОтправлено: 13 мая 2025 г. 22:15\nКому: Все <all@river.example>\n"
        "Тема: Пресс-релиз",
        "Уважаемые коллеги!", "Наш пресс-релиз ниже.",
        "ПРЕСС-РЕЛИЗ", "ПОД ЭМБАРГО ДО 12 МАЯ",
        "Страница 1 из 2", "КОНЕЦ", "Примечание для редакторов:\nЗатворы построены в 1987 году.",
        "Контакты для СМИ: media@river.example", "С уважением,\nСамир", "Отправлено с iPhone",
    ),
    "ar": (
        "من: سمير <samir@river.example>\nتاريخ الإرسال: 13 أيار 2025 22:15\nإلى: الجميع <all@river.example>\n"
        "الموضوع: بيان",
        "الزملاء الأعزاء،", "تجدون بياننا أدناه.",
        "بيان صحفي", "محظور النشر حتى ١٢ أيار",
        "صفحة ١ من ٢", "انتهى", "ملاحظات للمحررين:\nبنيت البوابات عام 1987.",
        "للتواصل الإعلامي: media@river.example", "مع التحية،\nسمير", "أرسلت من الآيفون",
    ),
    "zh": (
        "发件人：萨米尔 <samir@river.example>\n发送时间：2025年5月13日 22:15\n收件人：全体 <all@river.example>\n"
        "主题：新闻稿",
        "各位同事：", "以下是我们的新闻稿。",
        "新闻稿", "禁发至5月12日",
        "第1页 共2页", "（完）", "致编辑：\n闸门建于1987年。",
        "媒体联系：media@river.example", "此致\n萨米尔", "发自我的 iPhone",
    ),
    "de": (
        "Von: Samir <samir@river.example>\nGesendet: Dienstag, 13. Mai 2025 22:15\nAn: Alle <all@river.example>\n"
        "Betreff: Mitteilung",
        "Liebe Kolleginnen und Kollegen,", "anbei unsere Mitteilung.",
        "PRESSEMITTEILUNG", "Sperrfrist: 12. Mai, 12 Uhr",
        "Seite 1 von 2", "ENDE", "Hinweise für die Redaktion:\nDie Wehre sind von 1987.",
        "Pressekontakt: media@river.example", "Mit freundlichen Grüßen\nSamir", "Von meinem iPhone gesendet",
    ),
    "tr": (
        "Kimden: Samir <samir@river.example>\nGönderildi: 13 Mayıs 2025 Salı 22:15\nKime: Herkes "
        "<all@river.example>\n"
        "Konu: Bülten",
        "Değerli arkadaşlar,", "Bültenimiz aşağıda.",
        "BASIN BÜLTENİ", "AMBARGOLU: 12 Mayıs",
        "Sayfa 1 / 2", "SON", "Editörlere notlar:\nKapaklar 1987 yapımıdır.",
        "Basın iletişim: media@river.example", "Saygılarımla,\nSamir", "iPhone'umdan gönderildi",
    ),
}  # fmt: skip
KINDS = (
    PieceKind.MAIL_HEADER, PieceKind.GREETING, PieceKind.COVERING_NOTE, PieceKind.NEWSROOM, PieceKind.EMBARGO,
    PieceKind.PAGE_NUMBER, PieceKind.END_MARK, PieceKind.NOTES, PieceKind.PRESS, PieceKind.SIGNATURE,
    PieceKind.SIGNATURE,
)  # fmt: skip
FORWARDED = {
    "en": ("---------- Forwarded message ---------", "-----Original Message-----", "Begin forwarded message:"),
    "fr": ("---------- Message transféré ---------", "-----Message d’origine-----", "Début du message transféré :"),
    "es": ("---------- Mensaje reenviado ---------", "-----Mensaje original-----", "Inicio del mensaje reenviado:"),
    "ru": ("-------- Пересылаемое сообщение --------", "-----Исходное сообщение-----",
           "Начало переадресованного сообщения:"),
    "ar": ("---------- رسالة معاد توجيهها ---------", "-----الرسالة الأصلية-----", "بداية الرسالة المعاد توجيهها:"),
    "zh": ("---------- 转发的邮件 ---------", "-----原始邮件-----", "以下是转发的邮件："),
    "de": ("-------- Weitergeleitete Nachricht --------", "-----Ursprüngliche Nachricht-----",
           "Anfang der weitergeleiteten Nachricht:"),
    "tr": ("---------- İletilmiş ileti ---------", "-----Özgün İleti-----", "-----Orijinal ileti-----"),
}  # fmt: skip
ANSWERED = {
    "en": "On Tue, 13 May 2025 at 22:15, Samir <samir@river.example> wrote:",
    "fr": "Le mar. 13 mai 2025 à 22:15, Samir <samir@river.example> a écrit :",
    "es": "El mar, 13 may 2025 a las 22:15, Samir (<samir@river.example>) escribió:",
    "ru": "вт, 13 мая 2025 г. в 22:15, Самир <samir@river.example>:\n13 мая 2025 г., 22:15, Самир пишет:",
    "ar": "في الثلاثاء، 13 مايو 2025 في 22:15 كتب سمير <samir@river.example>:",
    "zh": "萨米尔 <samir@river.example> 于2025年5月13日周二 22:15写道：",
    "de": "Am Di., 13. Mai 2025 um 22:15 Uhr schrieb Samir <samir@river.example>:",
    "tr": "Samir <samir@river.example>, 13 May 2025 Sal, 22:15 tarihinde şunu yazdı:",
}
