// What the oldest browsers that a page is for know of CSS and of a browser's interfaces, by MDN's data.
import { readFileSync } from "node:fs";

const { css, api, javascript } = JSON.parse(
  readFileSync(new URL("node_modules/@mdn/browser-compat-data/data.json", import.meta.url), "utf8"),
);
// A list of families is its own fallback.
const OWN_FALLBACK = new Set(["font-family", "font"]);
// clip has a rect() of its own, as old as it is.
const OWN_FUNCTION = new Set(["clip"]);

const numbers = (version) => version.replace("≤", "").split(".").map(Number);

function older(version, floor) {
  const [a, b] = [numbers(version), numbers(floor)];
  return a[0] < b[0] || (a[0] === b[0] && (a[1] ?? 0) <= (b[1] ?? 0));
}

const within = (statement, floor) =>
  typeof statement.version_added === "string" &&
  older(statement.version_added, floor) &&
  !(statement.version_removed && older(statement.version_removed, floor)) &&
  !statement.flags;

const alias = (statement, name) => statement.alternative_name ?? (statement.prefix && statement.prefix + name);

/** Whether each browser of the floor knows a feature by its name, or by one of `others` that stands before it. */
export const knows = (compat, floor, name = "", others = []) =>
  Object.entries(floor).every(([browser, version]) =>
    [compat.support[browser] ?? []].flat().some((statement) => {
      const other = alias(statement, name);
      return within(statement, version) && (!other || others.includes(other));
    }),
  );

/** A property's feature; null for a name of its makers or of before, such as -webkit-… and grid-gap. */
export const property = (name) => css.properties[name]?.__compat ?? null;

/** What a value needs besides its property: each keyword and function, as [words, feature]. */
export function ofValue(name, words, functions) {
  const own = css.properties[name] ?? {};
  const keywords = OWN_FALLBACK.has(name) ? [] : words.map((word) => [word, own[word]?.__compat]);
  const shapes = css.types["basic-shape"] ?? {};
  const called = functions.map((each) => [`${each}()`, (css.types[each] ?? shapes[each] ?? css.types.color[each])?.__compat]);
  return [...keywords, ...(OWN_FUNCTION.has(name) ? [] : called)].filter(([, feature]) => feature);
}

export const selector = (name) => css.selectors[name]?.__compat ?? null;
export const listInNot = css.selectors.not.selector_list.__compat;
export const atRule = (name) => css["at-rules"][name]?.__compat ?? null;
export const inMedia = (name) => css["at-rules"].media[name.replace(/^(min|max)-/, "")]?.__compat ?? null;
export const inFlex = css.properties.gap.flex_context.__compat;

/** What belongs to an interface, by its name or by that of its one object: Clipboard, clipboard. */
export const interfaceOf = (name) => Object.keys(api[name[0].toUpperCase() + name.slice(1)] ?? {});

/** Each name that a member of something may have, with the features it may be. */
export function members() {
  const named = new Map();
  const walk = (node, name) => {
    for (const [key, child] of Object.entries(node)) {
      if (key === "__compat") named.set(name, [...(named.get(name) ?? []), child]);
      else if (typeof child === "object") walk(child, key.replace(/_(static|event)$/, ""));
    }
  };
  walk(api, "");
  walk(javascript.builtins, "");
  return named;
}
