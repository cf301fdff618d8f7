"""What the campaigns of a tour say, by language; all of it is made up, and no figure of signatures is among it."""

PROMISED = {
    "en": (
        "A meeting is promised",
        "The organisers were told that the demand will be read out. No day is set yet.",
    ),
    "ar": ("وعد باجتماع", "أُبلغت الجهة المنظِّمة بأن المطلب سيُقرأ علناً. ولم يُحدَّد موعد بعد."),
}
WITHDRAWN = {
    "en": ("An update that was taken back", "Its place stays, and its words are gone."),
    "ar": ("مستجد سُحب", "يبقى مكانه، أما نصه فقد أُزيل."),
}
MET = {
    "en": (
        "The demand was read out",
        "It was read out in full. The letters were handed over on the same day.",
    ),
    "ar": ("قُرئ المطلب علناً", "قُرئ كاملاً، وسُلِّمت الرسائل في اليوم نفسه."),
}
WRITING = {
    "en": ("An update that is being written", "Nobody but the organisers reads it yet."),
    "ar": ("مستجد قيد الكتابة", "لا تقرؤه بعدُ سوى الجهة المنظِّمة."),
}
CORRECTED = {"en": "An earlier text gave another number.", "ar": "ذكر النص السابق عدداً آخر."}
ENDED = {
    "en": "The demand was read out, and no decision was taken. The organisers go on.",
    "ar": "قُرئ المطلب علناً ولم يُتخذ قرار. وتواصل الجهة المنظِّمة عملها.",
}
PRESS = {
    "en": "Nobody pays for this campaign but the organisers themselves.",
    "ar": "لا يموّل هذه الحملة أحد سوى الجهة المنظِّمة نفسها.",
}
# Of three missions what the organisers understood; then a mission's own words.
ANSWERS = (
    "It supports the demand.",
    "It has received the letter and passed it on.",
    "A call, about which nothing is published yet.",
    "We have taken note of the letter and share its concern.",
)
