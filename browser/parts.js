// The parts of a page, one for each language: which of them its reader is shown.

/** Every part of the page, in the page's order. */
export const pageParts = () => [...document.querySelectorAll("template[data-part]")];

const codeOf = (part) => part.dataset.part || part.lang;

/** [language, script, whether the tag says more than a language] of a tag such as zh-TW. */
function read(tag) {
  const { language, script } = new Intl.Locale(tag).maximize();
  const code = { kmr: "ku", prs: "fa" }[language] ?? language;
  return [code === "ku" && script === "Arab" ? "ckb" : code, script, tag.includes("-")];
}

/** That of the first language of the browser that the page has: never in another script than the reader's. */
export function preferred(parts) {
  const wished = navigator.languages.map(read);
  const isOurs = (part, [code, script]) => codeOf(part) === code && read(part.lang)[1] === script;
  const isOpen = ([code, script, says]) => says || !wished.some(([other, its, said]) => said && other === code && its !== script);
  const wish = wished.find((each) => isOpen(each) && parts.some((part) => isOurs(part, each)));
  return (wish && parts.find((part) => isOurs(part, wish))) ?? parts[0];
}

/** The part with what it consists of, which lies elsewhere until it is asked for; the first one where that can't be had. */
export async function filled(part, parts) {
  if (!part.dataset.at) return part;
  try {
    const answer = await fetch(part.dataset.at);
    if (!answer.ok) return parts[0];
    part.innerHTML = await answer.text();
    delete part.dataset.at;
    return part;
  } catch {
    return parts[0];
  }
}

/** Call `chosen` with the part that a link of this view asks for. */
export function onLanguage(view, parts, chosen) {
  for (const link of view.querySelectorAll("[data-language]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      chosen(parts.find((part) => codeOf(part) === link.dataset.language));
    });
  }
}
