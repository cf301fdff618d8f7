"""Words of mail programs and of those who write mails, in the six languages of the UN, German and Turkish; of headers,
of forwarding and of devices in a dozen more.

Each pattern is matched against a clean line without the marks that emphasise it.
"""

import re


def _any(*languages: str) -> str:
    return "|".join("|".join(re.escape(word) for word in words.split(", ")) for words in languages)


FROM_AND_TO = _any(
    "from, to, cc, bcc, reply-to, sender",
    "de, à, a, cci, expéditeur, destinataire, répondre à",
    "para, cco, remitente, responder a",
    "от, от кого, кому, копия, отправитель, получатель",
    "من, إلى, الى, نسخة, نسخة إلى, المرسل, المستلم",
    "发件人, 收件人, 抄送, 密送, 寄件者, 收件者, 副本",
    "von, an, kopie, absender, empfänger",
    "kimden, kime, bilgi, gönderen, alıcı",
    "da, van, aan, från, till, fra, til, od, do, dw, ccn, kopia, від, копія, از, به, מאת, אל, עותק",
    "差出人, 宛先, 보낸 사람, 받는 사람, 보낸사람, 받는사람, 참조",
)
WHEN_AND_WHAT = _any(
    "date, sent, subject, attachments, importance, priority, message-id, received, mime-version, content-type",
    "envoyé, envoyé le, objet, pièces jointes",
    "fecha, enviado, enviado el, asunto, datos adjuntos",
    "дата, отправлено, тема, вложения",
    "التاريخ, تاريخ الإرسال, تاريخ, الموضوع, أرسل, المرفقات",
    "日期, 发送时间, 发送日期, 时间, 主题, 附件, 主旨, 日期時間",
    "datum, gesendet, betreff, anlagen",
    "tarih, gönderildi, gönderme tarihi, konu, ekler",
    "data, assunto, enviada, enviado em, anexos, inviato, oggetto, allegati, onderwerp, verzonden, bijlagen",
    "skickat, ämne, sendt, emne, temat, wysłano, надіслано, تاریخ, موضوع, فرستاده شده, תאריך, נושא, נשלח",
    "送信日時, 日付, 件名, 보낸 날짜, 날짜, 제목",
    "return-path, dkim-signature, thread-topic",
)
HYPHENED = r"[A-Za-z]+(?:-[A-Za-z0-9]+)+"
"""A field of a mail as it is sent: X-Mailer, Content-Transfer-Encoding."""
HEADER = re.compile(rf"(?:(?P<label>{FROM_AND_TO}|{WHEN_AND_WHAT})|{HYPHENED})\s?[:：](?!//)", re.IGNORECASE)
ADDRESSED = re.compile(rf"(?:{FROM_AND_TO})\s?[:：].*(?:@|<|\[mailto)", re.IGNORECASE)
ADDRESS = r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
ENTRY = rf"(?:[^<>@,;:.!?\n]{{0,60}}<(?:mailto:)?{ADDRESS}>|(?:mailto:)?{ADDRESS})"
ADDRESSES_ONLY = re.compile(rf"{ENTRY}(?:(?:\s*[,;،]\s*|\s){ENTRY})*\s*[,;،]?", re.IGNORECASE)
SEVERAL_ADDRESSES = re.compile(rf"{ENTRY}(?:(?:\s*[,;،]\s*|\s){ENTRY})+\s*[,;،]?", re.IGNORECASE)
"""One address alone may be where the press writes to; several are the people that a mail went to."""

RULE = re.compile(r"[-_=*–—]{5,}")
FORWARDED = re.compile(
    r"[-\s>=_*]*(?:begin |start of )?(?:"
    + _any(
        "forwarded message, original message, original mail, forwarded mail",
        "message transféré, message transmis, message d'origine, message d’origine, message original, "
        "début du message transféré, début du message réexpédié, mail transféré",
        "mensaje reenviado, mensaje original, inicio del mensaje reenviado",
        "пересылаемое сообщение, пересылаемое письмо, исходное сообщение, переадресованное сообщение, "
        "начало переадресованного сообщения, начало пересылаемого сообщения, пересланное сообщение",
        "رسالة معاد توجيهها, رسالة معاد إرسالها, الرسالة المعاد توجيهها, بداية الرسالة المعاد توجيهها, "
        "الرسالة الأصلية, رسالة محولة, رسالة مُعاد توجيهها, بدء الرسالة المُعاد توجيهها",
        "转发的邮件, 已转发邮件, 转发邮件, 原始邮件, 邮件原件, 被转发邮件信息, 轉寄的郵件, 原始郵件, "
        "以下是转发的邮件",
        "weitergeleitete nachricht, ursprüngliche nachricht, anfang der weitergeleiteten nachricht, "
        "originalnachricht, weitergeleitete e-mail",
        "iletilmiş ileti, yönlendirilen ileti, özgün ileti, orijinal ileti, iletilen mesaj, orijinal mesaj, "
        "yönlendirilmiş ileti başlangıcı",
        "mensagem encaminhada, mensagem original, mensagem reencaminhada, messaggio inoltrato, messaggio originale, "
        "inizio messaggio inoltrato, doorgestuurd bericht, oorspronkelijk bericht, begin doorgestuurd bericht",
        "vidarebefordrat meddelande, ursprungligt meddelande, vidarebefordrat brev, videresendt melding, videresendt "
        "besked, wiadomość przekazana, przekazana wiadomość, oryginalna wiadomość, переслане повідомлення",
        "הודעה שהועברה, 転送メッセージ, 転送されたメッセージ, 元のメッセージ, 전달된 메시지, 전달된 메일, 원본 메시지",
    )
    + r")[-\s:：=_*]*",
    re.IGNORECASE,
)
REPLY = re.compile(
    r"(?:on\b.{6,160}\bwrote|le\b.{6,160}\ba écrit|el\b.{6,160}\bescribió|am\b.{6,160}\bschrieb\b.{0,80}"
    r"|.{6,160}(?:пишет|написала?|написал\(а\))|(?:في|بتاريخ|يوم).{6,160}(?:كتبت?|كتب/ت)\b.{0,80}"
    r"|(?:在|于)?.{6,160}(?:写道|寫道)|.{6,160}tarihinde\b.{0,120}(?:şunu|şunları)? ?yazdı"
    rf"|(?=.*\d{{1,2}}[:.]\d{{2}}).{{6,160}}<{ADDRESS}>)\s?[:：]",
    re.IGNORECASE,
)
PARTED = re.compile(r"[-=_*]{3,}[^-=_*\n]{3,60}[-=_*]{3,}")
"""Words between two rules: above a header they say in some language that a mail was forwarded."""
ANSWERED = re.compile(rf"\d{{1,2}}[:.]\d{{2}}|{ADDRESS}")
"""What a line of `REPLY` names besides: the time, or an address. A sentence in a release names neither."""

GREETING = re.compile(
    r"(?:"
    + _any(
        "dear, hi, hello, hey, good morning, good afternoon, good evening, greetings, to whom it may concern",
        "cher, chère, chers, chères, bonjour, bonsoir, madame, monsieur, mesdames, messieurs, salut",
        "estimado, estimada, estimados, estimadas, querido, querida, queridos, queridas, hola, buenos días, "
        "buenas tardes, apreciado, apreciada, apreciados, apreciadas, muy señores míos",
        "уважаемый, уважаемая, уважаемые, дорогой, дорогая, дорогие, здравствуйте, добрый день, доброе утро, привет",
        "عزيزي, عزيزتي, أعزائي, الأعزاء, الزملاء, السادة, السيدات والسادة, السلام عليكم, تحية طيبة, مرحبا, مرحباً, "
        "حضرة, الإخوة, الأصدقاء, أسعد الله, صباح الخير, مساء الخير",
        "sehr geehrte, sehr geehrter, liebe, lieber, hallo, guten tag, guten morgen, werte",
        "sayın, merhaba, merhabalar, değerli, sevgili, iyi günler, günaydın",
    )
    + r")\b(?P<more>.*)"
    r"|(?:各位|尊敬的|亲爱的|大家好|您好|你好|敬启者|諸位|親愛的)(?P<wide>.*)",
    re.IGNORECASE,
)
GREETING_LONGEST = 80
GREETED = re.compile(r"[^.!?؟。！？]*[,،，:：!！.]?")
"""A greeting is one line, with a comma or a mark behind it and no second sentence."""

COVERING = re.compile(
    r"\b(?:"
    + _any(
        "please find, please see, see below, find below, find attached, is attached, see attached, copied below, "
        "pasted below, below is, please publish, for your information, fyi, please share, please circulate",
        "ci-dessous, ci-joint, ci-jointe, ci-après, veuillez trouver, vous trouverez, merci de diffuser, pour "
        "diffusion",
        "a continuación, adjunto, adjunta, adjuntamos, les envío, les enviamos, más abajo, se ruega difundir",
        "ниже, прилагаем, прилагаю, во вложении, высылаю, высылаем, направляем, просим опубликовать",
        "أدناه, مرفق, مرفقا, مرفقاً, تجدون, طيه, نرفق, يرجى النشر, الرجاء النشر, يرجى التعميم",
        "im anhang, anbei, untenstehend, nachstehend, weiter unten, finden sie, bitte veröffentlichen",
        "ekte, ekteki, aşağıda, aşağıdaki, ilişikte, bilginize, yayınlayabilir",
    )
    + r")(?!\w)|(?:以下是|请见|请查收|见附件|附件|如下|敬请|請見|請查收|附上)",
    re.IGNORECASE,
)
COVERING_LONGEST = 300

DEVICE = re.compile(
    r"(?:sent (?:from|via|with) (?:my|outlook|yahoo|proton|mail|samsung|the all-new|an? )"
    r"|get outlook for|envoyé (?:de|depuis|à partir de) (?:mon|ma|outlook|yahoo)|obtenez outlook"
    r"|enviado (?:desde|de) (?:mi|meu|outlook|yahoo)|obtener outlook|отправлено (?:с|из) |отправлено с моего"
    r"|أُ?رسلت? من |مرسلة? من |أُ?رسل هذا |تم الإرسال من |发自我的|從我的|从我的|來自我的|发送自|发自 "
    r"|von (?:meinem|meiner) .{2,40} gesendet"
    r"|gesendet (?:von|mit) "
    r"|verstuurd vanaf mijn |verzonden vanaf mijn |inviato da(?:l mio)? |enviado d[oa] |skickat från min "
    r"|sendt fra min "
    r"|wysłan[eo] z |надіслано з |ارسال شده از |נשלח מה|.{2,30}から送信|.{2,30}에서 보냄"
    r"|outlook für|.{2,40}(?:['’]?[mı]{0,2}den|dan|tan|ten) gönderildi|.{2,40} cihazımdan gönderildi).{0,80}",
    re.IGNORECASE,
)
SIGNED_OFF = re.compile(
    r"(?:"
    + _any(
        "best regards, kind regards, warm regards, regards, best wishes, best, all the best, sincerely, "
        "yours sincerely, yours faithfully, many thanks, thanks, thank you, in solidarity, cheers, thx",
        "cordialement, bien cordialement, bien à vous, meilleures salutations, salutations, merci, merci beaucoup, "
        "amicalement, solidairement",
        "saludos, un saludo, saludos cordiales, atentamente, un abrazo, gracias, muchas gracias, cordialmente",
        "с уважением, с наилучшими пожеланиями, спасибо, всего доброго, с приветом",
        "مع التحية, مع خالص التحية, تحياتي, مع التقدير, مع أطيب التحيات, وتفضلوا بقبول, شكرا, شكراً, شكرا لكم, "
        "مع الشكر, مع فائق الاحترام",
        "此致, 敬礼, 谢谢, 祝好, 顺祝商祺, 致礼",
        "mit freundlichen grüßen, freundliche grüße, viele grüße, beste grüße, herzliche grüße, danke, vielen dank, "
        "mfg, liebe grüße",
        "saygılarımla, saygılarımızla, iyi çalışmalar, selamlar, teşekkürler, sevgiler, iyi dileklerimle",
    )
    + r")\s*[,،，.!！。]*",
    re.IGNORECASE,
)
SIGNATURE_LINES = 10
SIGNATURE_WIDEST = 100
MARK_OF_A_SIGNATURE = re.compile(r"--|—|__")

FOOTER = re.compile(
    r"(?:you (?:received|are receiving|got) this (?:message|e-?mail|mail)|to unsubscribe|unsubscribe\b|to opt out"
    r"|view this e-?mail in|this (?:e-?mail|message) (?:and|is|may|contains)\b.*(?:confidential|privileged|intended)"
    r"|confidentiality notice|please consider the environment|virus-free|scanned by|click here to"
    r"|[\w-]+ mailing list\b|vous recevez (?:ce|cet) |se désabonner|pour vous désabonner|ce message (?:et"
    r"|est).*confidentiel"
    r"|pensez à l['’]environnement|ha recibido este|recibe este (?:correo|mensaje)|darse de baja"
    r"|para cancelar la suscripción"
    r"|este (?:correo|mensaje).*confidencial|вы получили это|отписаться|чтобы отписаться|это (?:сообщение"
    r"|письмо).*конфиденц"
    r"|تلقيت هذه الرسالة|تتلقى هذه الرسالة|لإلغاء الاشتراك|إلغاء الاشتراك|هذه الرسالة.*سري|您收到此邮件|退订"
    r"|取消订阅|本邮件.*保密|此邮件.*机密"
    r"|sie erhalten diese|abmelden|um sich abzumelden|diese (?:e-?mail|nachricht).*vertraulich|bu e-?posta(?:yı"
    r"|.*gizli)"
    r"|bu mesajı|abonelikten|aboneliğinizi"
    r"|copyright\b|©|\(c\)\s*\d{4}|all rights reserved|tous droits réservés|todos los derechos reservados"
    r"|все права защищены|جميع الحقوق محفوظة|版权所有|alle rechte vorbehalten|tüm hakları saklıdır)",
    re.IGNORECASE,
)
PICTURE = re.compile(
    r"\[(?:image|cid|inline image|logo|bild|imagen|изображение|صورة|图片|resim)\b[^\]\n]{0,200}\]"
    r"|<https?://[^\s>]+>|!\[[^\]\n]*\]\([^)\s]*\)|\ufffc",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(
    r"(?:p ?a ?g ?e|página|pág\.?|стр\.?|страница|صفحة|الصفحة|seite|sayfa)\s*[:.|]?\s*\d{1,3}"
    r"(?:\s*(?:[/|]|of|sur|de|из|من|von)\s*\d{1,3})?"
    r"|\d{1,3}\s*[|]\s*(?:p ?a ?g ?e|página|страница|صفحة|seite|sayfa)|\d{1,3}\s?/\s?\d{1,3}"
    r"|第\s?\d{1,3}\s?[页頁](?:\s*[,，/]?\s*[共/]\s*\d{1,3}\s?[页頁]?)?|[-–—]\s?(?!30\b)\d{1,2}\s?[-–—]",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"\W*(?:external|extern|externe|externo|esterno|внешн[а-я]+|خارجي|外部)"
    r"(?: (?:e-?mail|sender|message|mail|письмо))?\W*"
    r"|(?=.*(?:outside|external|extern|außerhalb|esterno|внешн|خارج|外部))"
    r"(?=.*(?:mail|message|sender|nachricht|absender|courriel|correo|письм|رسالة|البريد|邮件))"
    r"\W*(?:external.{0,20}?\W+)?(?:caution|warning|attention|achtung|vorsicht|advertencia|atención|внимание|تنبيه|تحذير|注意"
    r"|警告|dikkat)\b.{0,240}"
    r"|\W*(?:view|read|having trouble|can['’]t|problems? viewing|voir|ver|lire|diese|im|bekijk|просмотреть|открыть"
    r"|عرض|在)\b.{0,60}(?:browser|navigateur|navegador|браузере?|المتصفح|浏览器).{0,20}",
    re.IGNORECASE,
)
"""What an office's server puts above a mail from outside."""
QUOTED = re.compile(r"(?:[>›]\s?)+(?=\S|$)")
PIPED = re.compile(r"\|(?:\s|$)(?!.*\|)")
SAID_IN_A_CHAT = re.compile(
    r"[\u200e\u200f]?\[?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[,،]?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?(?:[ap]\.?m\.?|[صم]))?(?:\]|\s[-–])\s*[^:\n]{1,60}:(?:\s|$)",
    re.IGNORECASE,
)
"""What a chat program copies along before a message: day, hour and who wrote it."""
