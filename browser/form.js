// A form of the page: while it works its button waits, and what can't be done is said above the button.
import { Refusal } from "./refusal.js";

/** Have `work` done when the form is sent, told by which button; a Refusal becomes its sentence, anything else too, without what it holds.
 *
 * `result` is what showed the outcome of the last time: it goes when the next begins.
 */
export function onSubmit(form, words, work, result = null) {
  const button = form.querySelector("button:not([type=button])");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    tell(form, words, null);
    if (result) result.hidden = true;
    button.disabled = true;
    form.setAttribute("aria-busy", "true");
    await aMoment();
    try {
      await work(event.submitter);
    } catch (problem) {
      if (problem.name !== "AbortError") tell(form, words, problem);
    } finally {
      button.disabled = false;
      form.removeAttribute("aria-busy");
    }
  });
}

function tell(form, words, problem) {
  const place = form.querySelector("[data-error]");
  place.hidden = !problem;
  if (!problem) return place.replaceChildren();
  const refused = problem instanceof Refusal ? problem : new Refusal("unforeseen", { says: problem.name });
  place.replaceChildren(words.say(refused.reason, refused.facts));
}

/** Stretching a passphrase holds the page up for seconds: what is said of that has to be drawn before. */
export const aMoment = () => new Promise((resolve) => setTimeout(resolve, 60));
