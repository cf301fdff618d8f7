// Keeps what is typed into a long form until it is stored, in this tab alone: a session may end, a page may be left.
// The form says by its version what it was typed over; once that has changed, what was kept is let go.
const form = document.querySelector("form[data-typed]");
const key = form && `typed ${form.dataset.typed}`;
const fields = form ? [...form.querySelectorAll("textarea, input:not([type=hidden], [type=file], [type=checkbox], [type=radio])")] : [];

function keep() {
  const typed = Object.fromEntries(fields.filter((field) => !field.readOnly).map((field) => [field.name, field.value]));
  try {
    sessionStorage.setItem(key, JSON.stringify({ version: form.elements.version.value, typed }));
  } catch {
    // No room, or not allowed: the page says what to do without.
  }
}

function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!kept) return;
  if (kept.version !== form.elements.version.value) return sessionStorage.removeItem(key);
  const other = fields.filter((field) => field.name in kept.typed && field.value !== kept.typed[field.name]);
  for (const field of other) field.value = kept.typed[field.name];
  if (other.length) document.querySelector("[data-restored]")?.removeAttribute("hidden");
}

// The phone beside the form follows when a field is left.
async function show() {
  const sent = new FormData(form);
  sent.set("act", "show");
  const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const phone = page.getElementById("phone");
  if (phone) document.getElementById("phone").replaceWith(phone);
}

if (form) {
  if ("answered" in form.dataset) keep();
  else bringBack();
  form.addEventListener("input", keep);
  if ("preview" in form.dataset) form.addEventListener("change", show);
}
