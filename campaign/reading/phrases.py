"""Words that newsrooms' lines are told by, in the six languages of the UN, German and Turkish."""

import re

ANNOUNCES = re.compile(
    r"\W*(?:for (?:immediate )?(?:press )?release(?! law)|(?:joint )?(?:press|news|media) (?:release|statement"
    r"|advisory)"
    r"|for immediate publication"
    r"|communiqué(?: de presse| commun)?|pour (?:diffusion|publication) immédiate|à diffuser immédiatement"
    r"|(?:comunicado|nota|boletín)(?: conjunto)? de prensa|comunicado|para (?:su )?(?:publicación|difusión) inmediata"
    r"|بيان صحفي|بيان صحافي|بيان إعلامي|خبر صحفي|للنشر الفوري|للنشر فورا|للنشر فوراً|пресс-релиз|пресс релиз"
    r"|заявление для (?:прессы|печати|СМИ)|сообщение для (?:прессы|печати|СМИ)|для немедленно(?:й публикации"
    r"|го опубликования)"
    r"|新闻稿|新闻公报|新聞稿|新闻发布|即时发布|立即发布|供立即发布|請即發佈"
    r"|pressemitteilung|presseerklärung|medienmitteilung|zur sofortigen (?:veröffentlichung|freigabe)"
    r"|basın (?:bülteni|açıklaması|duyurusu)|hemen yayınlanmak üzere|derhal yayınlanmak üzere)\W*(?P<rest>.*)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\W*(?:no|n°|nº|n|№|nr|number|numéro|número|номер|رقم|العدد|第"
    r"|sayı)?\W*\d{1,4}(?:[/-]\d{2,4})?\W*[号號期]?\W*",
    re.IGNORECASE,
)
"""What stands beside "Press release" to number it."""
EMBARGO = re.compile(
    r"\W*(?:(?:strictly )?(?:(?:under )?embargo(?:ed)?(?!\w)(?! on\b| of\b| against\b)|not for (?:release"
    r"|publication))"
    r"|hold (?:for release )?until|sous embargo|embargo jusqu|ne pas (?:diffuser|publier) avant"
    r"|(?:con embargo|embargado|embargada)\b|no (?:publicar|difundir) antes"
    r"|под эмбарго|эмбарго до|не (?:для публикации|публиковать) до"
    r"|محظور النشر|حظر النشر|ممنوع النشر|يمنع النشر|يُمنع النشر|غير مخصص للنشر قبل"
    r"|禁发|发布限制|限时发布|禁止.{0,4}前发布|此前不得发布|請勿於"
    r"|sperrfrist|nicht vor .{2,40} veröffentlichen|ambargolu|ambargo:|.{2,40} önce yayınlanamaz)",
    re.IGNORECASE,
)

AROUND_AN_END = r"[\s\-–—‒―*•_()（）\[\]【】/#~=+<>«»“”|.]*"
END_MARK = re.compile(
    AROUND_AN_END + r"(?:ends?|end of (?:(?:press|news|media) )?(?:release|statement)|fin"
    r"|fin du communiqué(?: de presse)?|fin del? comunicado(?: de prensa)?|انتهى|انتهى البيان|انتهت|النهاية"
    r"|نهاية البيان"
    r"|конец|конец (?:пресс-релиза|сообщения)|完|完结|全文完|本文完|(?:新闻稿)?(?:结束|完毕)"
    r"|ende|ende der (?:pressemitteilung|mitteilung)"
    r"|son|bülten sonu|basın bülteninin sonu)"
    + AROUND_AN_END
    + r"|[■∎◼]|xxx|(?:#\s*){3,}|[\s\-–—*]*[-–—]\s*30\s*[-–—][\s\-–—*]*",
    re.IGNORECASE,
)
END_MARK_LONGEST = 80
EDITORS = re.compile(
    r"\W*(?:notes? (?:to|for) (?:the )?editors?|editors?['’]s? notes?|background notes?|notes? aux rédact(?:ions"
    r"|eurs)"
    r"|notes? à l['’]attention des rédact(?:ions|eurs)|nota[s]? (?:a|para) (?:los|las) (?:editores|redacciones"
    r"|redactores)"
    r"|ملاحظات? (?:إلى |الى )?(?:المحررين|للمحررين|للمحرّرين)|ملاحظة للمحررين"
    r"|примечани[ея] для (?:редактор(?:ов|а)|редакций)|редакторам на заметку|к сведению редакторов"
    r"|编者按|编辑注意|编辑备注|致编辑|編者按|hinweise? (?:für|an) (?:die )?redaktion(?:en)?"
    r"|editörlere not(?:lar)?|editöre not)\W*(?P<more>.*)",
    re.IGNORECASE | re.DOTALL,
)
FOR_THE_PRESS = re.compile(
    r"\W*(?:for |pour |para |all )*"
    r"(?:(?:any |all |further |more )*(?:media|press|interview|presse|prensa|medios)\b.{0,40}?"
    r"(?:inquir(?:y|ies)|enquir(?:y|ies)|quer(?:y|ies)|requests?|contacts?|information|office(?:r)?)"
    r"|(?:press|media|for media|for press)\s*:|contacts?\s*(?:presse|médias|de prensa|details)?\s*:"
    r"|(?:contacts?|contacto|kontakt|контакты|联系方式|iletişim)\W*$"
    r"|contacto (?:de|para la|para los) (?:prensa|medios)|contacto\s*:|(?:relations|service) (?:de )?presse\s*:"
    r"|(?:for )?(?:more|further) (?:information|details)|pour (?:plus|de plus amples|tout)|para más información"
    r"|renseignements\s*:|للاستفسار|للتواصل|التواصل الإعلامي|لمزيد من المعلومات|للمزيد من المعلومات|للاستعلام"
    r"|جهة الاتصال"
    r"|للاتصال|مسؤول الإعلام|المكتب الإعلامي|контакт|пресс-служба|для (?:СМИ|прессы|справок|запросов)"
    r"|дополнительная информация|媒体联系|媒体联络|媒体查询|新闻联系|新闻联络|联系人|联系方式|垂询|媒體聯絡|聯絡人"
    r"|pressekontakt|kontakt\s*:|ansprechpartner(?:in)?\b|rückfragen|für (?:rückfragen|weitere informationen)"
    r"|basın (?:iletişim|irtibat|sorumlusu)|iletişim(?: için| bilgileri)?\s*:|irtibat\s*:|ayrıntılı bilgi için"
    r"|daha fazla bilgi için)",
    re.IGNORECASE,
)
REACHES_THE_PRESS = re.compile(
    r"\W*(?:(?:for |to (?:arrange|request|book) )(?:an? )?interviews?\b"
    r"|(?:spokes(?:person|man|woman)|e-?mail|interviews?)\s*:"
    r"|(?:journalists|reporters|the press|media)\b.{0,40}\b(?:contact|reach|call|write)\b"
    r"|presse\s*:|pour (?:toute|une) (?:demande d['’])?(?:interview|question)|porte-parole\s*:|prensa\s*:"
    r"|para entrevistas\b|portavoz\s*:|по вопросам\b|за (?:дополнительной|более подробной)\b|пресса\s*:|для интервью\b"
    r"|пресс-секретарь"
    r"|للصحافة|للإعلام|للصحفيين|المكتب الصحفي|للمقابلات|لإجراء المقابلات|الناطق|البريد الإلكتروني\s*:"
    r"|联系电话|联络|记者联系|采访|如需.{0,16}(?:信息|采访|资料)|发言人"
    r"|für interviews\b|basın için\b|röportaj)",
    re.IGNORECASE,
)
"""What is for the press where a number or an address follows; without one it may begin a sentence."""
TELEPHONE = re.compile(
    r"\W*(?:tel(?:ephone)?|phone|mobile?|cell|fax|whatsapp|signal|tél(?:éphone)?|portable|teléfono|móvil"
    r"|тел(?:ефон)?|моб"
    r"|هاتف|الهاتف|جوال|الجوال|موبايل|فاكس|واتساب|电话|手机|传真|電話|手機|telefon|handy|mobil|cep|faks)\b\W{0,4}"
    r"(?=\W*\d)",
    re.IGNORECASE,
)
SIGNATORIES = re.compile(
    r"(?:signatories|signatory|signed|co-signed|endorsed by|signataires?|signé|cosignataires?|firmantes|firman"
    r"|firmad[oa]s?"
    r"|подписали|подписанты|подписавшие|подписи|подписано|الموقعون|الموقعين|الموقعة|الموقّعون|الموقّعة|الموقعات"
    r"|وقع على|التوقيعات"
    r"|签署|联署|簽署|聯署|unterzeichner|unterzeichnet|unterzeichnende|imzacı|imzalayan|imzalar)",
    re.IGNORECASE,
)
SIGNATORIES_LONGEST = 90
# From the beginning of a word on: a long row of signs is looked through once.
ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
PHONE = re.compile(r"(?:\+|00)\s?\(?\d(?:[\s().-]*\d){6,}|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}")
WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
FOOTNOTE = r"(?:\s?\[\d{1,3}\]|[¹²³⁰-⁹]+)*"
FULL_STOP = re.compile(rf"[.。．।۔][\"'”’»)\]]*{FOOTNOTE}$")


def is_end_mark(line: str) -> bool:
    """Whether a line says that the release ends."""
    return len(line) <= END_MARK_LONGEST and bool(END_MARK.fullmatch(line))


def heads_signatories(line: str) -> bool:
    """Whether a line says that names of signatories follow, one on each line."""
    line = line.rstrip("*_ ")
    return len(line) <= SIGNATORIES_LONGEST and line.endswith((":", "：")) and bool(SIGNATORIES.search(line))
