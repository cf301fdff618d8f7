// Keeps what is typed into a long form until it is stored, in this tab alone: a session may end, a page may be left.
// The form says by its version what it was typed over; once that has changed, what was kept is let go.
const form = document.querySelector("form[data-typed]");
const key = form && `typed ${form.dataset.typed}`;
const typing = "textarea, input:not([type=hidden]):not([type=file]):not([type=checkbox]):not([type=radio])";
const fields = form ? [...form.querySelectorAll(typing)] : [];

function keep() {
  const typed = {};
  for (const field of fields) if (!field.readOnly) typed[field.name] = field.value;
  try {
    sessionStorage.setItem(key, JSON.stringify({ version: form.elements.version.value, typed }));
  } catch (full) {
    // No room, or not allowed: the page says what to do without.
  }
}

function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  if (!kept) return;
  if (kept.version !== form.elements.version.value) {
    sessionStorage.removeItem(key);
    return;
  }
  const other = fields.filter((field) => field.name in kept.typed && field.value !== kept.typed[field.name]);
  for (const field of other) field.value = kept.typed[field.name];
  const restored = document.querySelector("[data-restored]");
  if (other.length && restored) restored.removeAttribute("hidden");
}

// The phone beside the form follows when a field is left.
async function show() {
  const sent = new FormData(form);
  sent.set("act", "show");
  const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
  if (!answer || !answer.ok) return;
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
