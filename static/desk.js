/* What makes the desk nicer where there is JavaScript; all of it works without. */

// The answer to a form is where the eye and the focus are.
const answer = document.getElementById("answer");
if (answer) answer.focus();

// A button that was pressed isn't pressed a second time by an impatient finger.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 3000);
  });
}

// Whoever signs out leaves nothing behind in the tab.
for (const form of document.querySelectorAll('form[action$="/sign-out"]')) {
  form.addEventListener("submit", () => sessionStorage.clear());
}

// Times are UTC; before each stands what the reader's own clock says, with its day where that is another one.
const here = document.querySelector("[data-here]");
const digits = document.documentElement.lang === "ar" ? "ar-u-nu-arab" : document.documentElement.lang;
for (const time of here ? document.querySelectorAll("time.instant") : []) {
  const moment = new Date(time.dateTime);
  if (!moment.getTimezoneOffset()) continue;
  const isSameDay = moment.getDate() === moment.getUTCDate();
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (!isSameDay) Object.assign(parts, { day: "numeric", month: "long" });
  const said = moment.toLocaleString(digits, parts);
  time.before(here.dataset.here.replace("{time}", said), " ");
}
