// The parts of a page, one for each language: which of them its reader is shown.

/** Every part of the page, in the page's order. */
export const pageParts = () => [...document.querySelectorAll("template[data-part]")];

/** That of the first language of the browser that the page has. */
export function preferred(parts) {
  const wished = navigator.languages.map((code) => code.split("-")[0]);
  const code = wished.find((each) => parts.some((part) => part.lang === each));
  return parts.find((part) => part.lang === code) ?? parts[0];
}

/** Call `chosen` with the part that a link of this view asks for. */
export function onLanguage(view, parts, chosen) {
  for (const link of view.querySelectorAll("[data-language]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      chosen(parts.find((part) => part.lang === link.dataset.language));
    });
  }
}
