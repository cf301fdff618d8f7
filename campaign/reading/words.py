"""Words by which a place is told from a sentence, in the six languages of the UN. All folded: see `dates.fold`."""

from campaign.reading.dates import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


PARTICLES = _words(
    "of and the de del la le les el al ad as ar an ul las los du des d' et y sur sous am der da do e ez and und"
)
JOINING = ("and", "et", "y", "e", "und", "и", "та", "和", "与", "及", "&")

# What places are called besides their names: "Khan Sheikhoun", "ريف إدلب", "город Алеппо".
GENERIC = _words(
    "г rural city town village camp district province governorate state region north south east west northern southern "
    "eastern western central khan tel tell deir beit ain ras kafr kafar jabal wadi saint st san santa new port "
    "fort mount las los el al la le the cox's bandar abu umm bab ville camp province nord sud est ouest ciudad "
    "campo norte sur este oeste город село лагерь северный южный восточный западный مدينة بلدة قرية مخيم ريف "
    "محافظة منطقة شمال جنوب شرق غرب خان تل دير بيت عين رأس كفر جبل وادي باب ابو أم جسر معرة شمالي جنوبي شرقي "
    "غربي الغوطة نيو سان"
)

PLACES = (
    "new york, nyc, united nations, the hague, geneva, vienna, nairobi, strasbourg, washington, london, "
    "brussels, aleppo, homs, hama, idlib, idleb, raqqa, daraa, latakia, tartus, qamishli, hasakah, hassakeh, "
    "deir ez-zor, deir ezzor, afrin, kobani, douma, ghouta, eastern ghouta, rojava, gaziantep, urfa, "
    "sanliurfa, hatay, antakya, istanbul, ankara, erbil, sulaymaniyah, mosul, basra, kirkuk, tripoli, saida, "
    "zaatari, irbid, mafraq, gaza, gaza city, rafah, khan younis, ramallah, jerusalem, east jerusalem, nablus, "
    "hebron, bethlehem, sana'a, aden, taiz, hodeidah, khartoum, darfur, el fasher, juba, goma, bangui, kyiv, "
    "kiev, kharkiv, mariupol, odesa, lviv, tbilisi, yerevan, stepanakert, minsk, moscow, barcelona, munich, "
    "hamburg, cologne, frankfurt, milan, lyon, marseille, birmingham, manchester, boston, san francisco, los "
    "angeles, chicago, toronto, montreal, ottawa, rangoon, yangon, naypyidaw, cox's bazar, rakhine, sittwe, "
    "kashmir, srinagar, kabul, kandahar, herat, tigray, mekelle, addis ababa, port-au-prince, bogota, caracas",
    "geneve, la haye, vienne, londres, bruxelles, alep, damas, beyrouth, le caire, bagdad, jerusalem, gaza, "
    "ramallah, kiev, moscou, nations unies, deraa, lattaquie, marseille, lyon, strasbourg, la ghouta, la "
    "ghouta orientale, tripoli",
    "ginebra, nueva york, la haya, viena, londres, bruselas, alepo, damasco, beirut, el cairo, bagdad, "
    "jerusalen, gaza, madrid, barcelona, moscu, kiev, naciones unidas, estrasburgo, guta oriental, ciudad de "
    "mexico",
    "нью-йорк, женева, гаага, вена, лондон, брюссель, алеппо, дамаск, хомс, хама, идлиб, бейрут, каир, багдад, "
    "иерусалим, газа, москва, санкт-петербург, киев, харьков, мариуполь, минск, страсбург, найроби, "
    "гази-антеп, стамбул, анкара",
    "نيويورك, جنيف, لاهاي, فيينا, لندن, بروكسل, حلب, دمشق, حمص, حماة, حماه, إدلب, الرقة, درعا, اللاذقية, "
    "طرطوس, القامشلي, الحسكة, دير الزور, عفرين, كوباني, عين العرب, دوما, الغوطة, الغوطة الشرقية, غازي عنتاب, "
    "عنتاب, إسطنبول, اسطنبول, أنقرة, أربيل, السليمانية, الموصل, البصرة, كركوك, طرابلس, صيدا, الزعتري, إربد, "
    "غزة, رفح, خان يونس, رام الله, القدس, نابلس, الخليل, بيت لحم, صنعاء, عدن, تعز, الحديدة, الخرطوم, دارفور, "
    "الفاشر, بيروت, القاهرة, بغداد, عمان, عمّان, تونس, الدوحة, الرياض, واشنطن, باريس, برلين, مدريد, روما, "
    "موسكو, كييف, ستراسبورغ, نيروبي, الأمم المتحدة",
    "纽约, 日内瓦, 海牙, 维也纳, 伦敦, 布鲁塞尔, 阿勒颇, 大马士革, 霍姆斯, 哈马, 伊德利卜, 拉卡, 贝鲁特, 开罗, "
    "巴格达, 安曼, 耶路撒冷, 加沙, 拉马拉, 华盛顿, 巴黎, 柏林, 马德里, 罗马, 莫斯科, 基辅, 内罗毕, 北京, 上海, "
    "香港, 台北, 联合国, 仰光",
)

# Words of headlines and sentences: what has one of them names no place.
ORDINARY = _words(
    "today tonight yesterday tomorrow aujourd'hui hier hoy ayer сегодня вчера "
    "a an our their his her your my we they i it who what why how when where no not never again don't do will "
    "is are was were be been has have had must can should to for with without in at on since from by until "
    "till after before under over against during about between updated early late this that these those all "
    "every each one two three years days day remember remembering stop save protect free help end open close "
    "join sign act speak call calls demand demands ask asks urge urges condemn condemns bomb bombs bombed "
    "bombing bombings attack attacks attacked killed kill killing killings dead death deaths die war peace "
    "justice truth rights human women children doctors doctor dr mr mrs ms prof nurses workers civilians "
    "residents refugees families people groups group society organisations organizations statement update "
    "appeal letter release news media press report vigil rally protest march demonstration conference event "
    "anniversary massacre siege ceasefire truce aid relief action emergency crisis hospital hospitals school "
    "schools water said says director head chair spokesperson founder member commemoration memorial signed "
    "remembered published posted date dated le jour nous vous ils elles qui que quoi ne pas plus jamais pour "
    "avec sans dans depuis avant apres pendant contre entre souvenez-vous n'oublions sauvez protegez liberez "
    "arretez stop appel lettre declaration communique veillee marche rassemblement manifestation anniversaire "
    "guerre paix medecins docteur enfants femmes civils habitants hopitaux attaque massacre morts nosotros "
    "ellos que quien no nunca mas para con sin en desde hasta antes despues durante contra entre recordemos "
    "recordad recuerden salven protejan liberen alto llamamiento carta declaracion comunicado vigilia marcha "
    "protesta aniversario guerra paz medicos doctor ninos mujeres civiles habitantes hospitales ataque masacre "
    "muertos мы они он она кто что не ни нет больше никогда для без в на с со от до после перед против между "
    "помните вспомним спасите защитите освободите остановите день дня обращение письмо заявление митинг марш "
    "годовщина война мир врачи врач дети женщины жители гражданские больницы удар атака убиты погибли доктор "
    "نحن هم من ما لماذا كيف لا لن لم ليس منذ بعد قبل حتى على عن مع بدون ضد بين خلال إلى الى تذكروا اذكروا "
    "لنتذكر أنقذوا احموا أوقفوا افتحوا طالبوا نداء رسالة بيان تصريح خبر ذكرى مجزرة حصار قصف قصفت هجوم مقتل قتل "
    "استشهاد غارة غارات وقفة مظاهرة مسيرة حملة سلام عدالة حرية أطباء طبيب الدكتور د أطفال نساء مدنيون المدنيون "
    "السكان سكان الأهالي أهالي المستشفيات مستشفى مدرسة قال قالت أعلن أعلنت طالب طالبت يخشى تعرضت تعرض شنت "
    "اليوم أمس يوم في بتاريخ مدير رئيس النظام الجيش القوات كان كانت هناك هذا هذه كل "
    # When, and what kind of text.
    "dawn dusk midnight midday noon morning evening night afternoon breaking urgent alert live exclusive testimony "
    "interview diary opinion editorial reminder campaign council committee commission association network union "
    "federation coalition initiative aube matin midi soir soiree nuit minuit demain rapport temoignage entretien "
    "alerte rappel alba manana noche tarde mediodia medianoche informe testimonio entrevista urgente alerta "
    "ночь утро вечер рассвет полдень полночь завтра срочно доклад отчет интервью свидетельство напоминание "
    "فجر الفجر صباح مساء ليل ليلة ظهر عصر مغرب منتصف ضحى غدا غداً فجراً صباحاً مساءً ليلاً البارحة "
    "الليلة الآن عاجل تحديث تذكير شهادة تقرير وثيقة "
    "قرار صورة مقابلة حوار رأي الأطباء الهدنة الحصار القصف المجلس الأمن المدينة البلدة صمود كفى نعم هنا أنا أنت هو هي "
    "بدأ عاد سقط وقع جرى حدث استيقظ انتهى توقف مرت مر"
)
