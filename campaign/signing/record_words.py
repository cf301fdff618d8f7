"""The words that nearly all records have, against which they are deflated: pure.

They stay as they are as long as there is a record or a copy made with them. `browser/record_words.json` has `WORDS`,
and so has each sealed list. What is more frequent stands nearer to the end.
"""

# Of copies that were made before records were deflated too.
FIRST_WORDS = (
    b'@yahoo.com@outlook.com@hotmail.com@gmail.com"I agree that my name, email address, country and support for this '
    b"demand are stored by  and  in order to count my signature. This reveals a political opinion. I can withdraw at "
    b'any time.","consent_version":"2","s":"0123456789abcdef","text":"","updates":"yes"}"updates":"no"}{"v":1,'
    b'"campaign":"","name":"","address":"","country":"","consent":"'
)
# What is agreed to, in the languages of pages without English, which is in the words above; mail providers.
_AGREED = (
    "ڕازیم کە ناوم، ناونیشانی ئیمەیڵم، وڵاتم و پشتگیریم بۆ ئەم داوایە لەلایەن  هەڵبگیرێت بۆ ژماردنی "
    "واژۆکەم. ئەمە بیروڕایەکی سیاسی ئاشکرا دەکات. دەتوانم هەر کاتێک بیکشێنمەوە."
    "Ez dipejirînim ku nav, navnîşana e-nameyê, welat û piştgiriya min a ji bo vê daxwazê ji aliyê  "
    "ve bên parastin, da ku îmzeya min bê jimartin. Ev nêrîneke siyasî eşkere dike. Ez dikarim her "
    "dem vekişînim."
    "Даю згоду на те, щоб моє ім’я, адресу електронної пошти, країну та підтримку цієї вимоги "
    "зберігали () для врахування мого підпису. Це розкриває політичні погляди. Підпис можна "
    "відкликати будь-коли."
    "موافقم که نام، نشانی ایمیل، کشور و حمایت من از این خواسته نزد  نگهداری شود تا امضای من شمرده "
    "شود. این کار دیدگاهی سیاسی را آشکار می‌کند. هر زمان می‌توانم آن را پس بگیرم."
    "Adımın, e-posta adresimin, ülkemin ve bu talebe desteğimin, imzamın sayılması için  tarafından "
    "saklanmasını kabul ediyorum. Bu, siyasi bir görüşü ortaya koyar. İmzamı her zaman geri "
    "çekebilirim."
    "我同意由  保存我的姓名、电子邮箱、国家以及我对这项要求的支持，以便计入我的签名。这会透露政治见解。我随时可以撤回。"
    "Aceito que o meu nome, o meu e-mail, o meu país e o meu apoio a esta exigência sejam guardados "
    "por  para contar a minha assinatura. Isto revela uma opinião política. Posso retirá-la a "
    "qualquer momento."
    "Даю согласие на то, чтобы моё имя, адрес электронной почты, страна и поддержка этого требования "
    "хранились () для учёта моей подписи. Это раскрывает политические взгляды. Подпись можно "
    "отозвать в любое время."
    "Ich bin einverstanden, dass mein Name, meine E-Mail-Adresse, mein Land und meine Unterstützung "
    "dieser Forderung von  gespeichert werden, um meine Unterschrift zu zählen. Das verrät eine "
    "politische Meinung. Ich kann sie jederzeit zurückziehen."
    "Acepto que mi nombre, mi correo electrónico, mi país y mi apoyo a esta demanda sean guardados "
    "por  para contar mi firma. Esto revela una opinión política. Puedo retirarla en cualquier "
    "momento."
    "J’accepte que mon nom, mon adresse e-mail, mon pays et mon soutien à cette demande soient "
    "conservés par  afin de compter ma signature. Cela révèle une opinion politique. Je peux la "
    "retirer à tout moment."
    "أوافق على أن يُحفظ اسمي وعنوان بريدي الإلكتروني وبلدي وتأييدي لهذا المطلب لدى ، من أجل احتساب "
    "توقيعي. وهذا يكشف رأياً سياسياً. ويمكنني سحب توقيعي في أي وقت."
    "@icloud.com@web.de@gmx.de@mail.ru@yandex.ru@ukr.net@qq.com@163.com@orange.fr@free.fr@protonmail.com@hotmail.fr"
)
WORDS = _AGREED.encode() + FIRST_WORDS
