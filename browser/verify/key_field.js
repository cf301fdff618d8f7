// The field for a key: its digits to compare by telephone, or that something is mistyped, while it is typed.
import { bareKey, digitsOf, parseKey } from "./checkpoint.js";

export function keyField(form, words) {
  const field = form.elements.key;
  const [slip, digits] = ["[data-slip]", "[data-digits]"].map((each) => form.querySelector(each));
  field.addEventListener("input", () => {
    const key = bareKey(field.value);
    const reason = key && slipIn(key);
    slip.hidden = !reason;
    slip.replaceChildren(reason ? words.say(reason) : "");
    digits.hidden = !key || Boolean(reason);
    digits.querySelector(".code").textContent = digits.hidden ? "" : digitsOf(key).join(" ");
  });
}

function slipIn(key) {
  try {
    parseKey(key);
  } catch (problem) {
    return problem.reason;
  }
  return "";
}
