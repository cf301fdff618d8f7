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
