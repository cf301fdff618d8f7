// Reads a stylesheet as the oldest browsers do: what of it they can't read, and what is left of it then.
import { generate, lexer, parse, walk } from "css-tree";
import { atRule, inFlex, inMedia, knows, listInNot, ofValue, property, selector } from "./floor_features.js";

const FOREIGN = /^-(webkit|moz)-/; // a rule with a maker's part of an element is read by that maker's browsers alone

/** [sentences about what has no fallback, the stylesheet as it is read]. */
export function read(text, floor) {
  const found = [];
  const sheet = parse(text, { parseCustomProperty: true, onParseError: (error) => found.push(error.message) });
  readBlock(sheet.children, { floor, found, guarded: false });
  return [found, generate(sheet)];
}

function readBlock(children, context) {
  children.forEach((node, item) => {
    const keeps = node.type === "Rule" ? readRule(node, context) : node.type === "Atrule" ? readAtRule(node, context) : true;
    if (!keeps) children.remove(item);
  });
}

/** Whether the floor reads an at-rule. What it passes over as a question, @supports and @media, needs no fallback. */
function readAtRule(node, context) {
  const { floor, found } = context;
  if (!knows(atRule(node.name) ?? { support: {} }, floor)) {
    if (!context.guarded) found.push(`@${node.name}`);
    return false;
  }
  const asked = node.name === "supports" ? conditions(node, floor) : node.name === "media" ? media(node, floor) : [];
  const passed = asked.length > 0;
  if (node.block) readBlock(node.block.children, { ...context, guarded: context.guarded || passed });
  return !passed;
}

const text = (node) => generate(node);

/** What an @supports asks for that the floor hasn't. */
function conditions(node, floor) {
  const missing = [];
  walk(node.prelude, (part) => {
    if (part.type === "Declaration") missing.push(...lacks(part, floor, false));
    if (part.type === "FeatureFunction" || (part.type === "Function" && part.name === "selector")) missing.push("selector()");
  });
  return missing;
}

function media(node, floor) {
  const missing = [];
  walk(node.prelude, (part) => {
    if (part.type === "FeatureRange") missing.push("range");
    if (part.type === "Feature" && !knows(inMedia(part.name) ?? { support: {} }, floor)) missing.push(part.name);
  });
  return missing;
}

function readRule(node, { floor, found, guarded }) {
  const missing = selectors(node.prelude, floor);
  if (missing.length) {
    if (!guarded) found.push(...missing.map((name) => `${text(node.prelude)}: ${name}`));
    return false;
  }
  const flexes = node.block.children.some((each) => each.property === "display" && /flex/.test(text(each.value)));
  const before = [];
  node.block.children.forEach((each, item) => {
    if (each.type !== "Declaration") return;
    const lacking = lacks(each, floor, flexes);
    if (!lacking.length) return before.push(each.property);
    node.block.children.remove(item);
    if (!guarded && !fallsBack(each.property, before, floor)) found.push(`${text(node.prelude)} { ${lacking.join(", ")} }`);
  });
  return true;
}

/** Whether a property that isn't read stands behind one that is: another value of it, or an earlier name of it. */
const fallsBack = (name, before, floor) =>
  before.includes(name) || (property(name) && !knows(property(name), floor) && knows(property(name), floor, name, before));

function selectors(prelude, floor) {
  const missing = [];
  walk(prelude, (part) => {
    if (part.type !== "PseudoClassSelector" && part.type !== "PseudoElementSelector") return;
    const feature = selector(part.name);
    const alone = FOREIGN.test(part.name) && prelude.children.size === 1;
    if (part.name === "not" && part.children?.first.children.size > 1 && !knows(listInNot, floor)) missing.push(":not(…, …)");
    if (!alone && !knows(feature ?? { support: {} }, floor)) missing.push(`:${part.name}`);
  });
  return missing;
}

/** The names of what the floor lacks for a declaration in a rule that `flexes`. */
function lacks(node, floor, flexes) {
  const name = node.property;
  const [words, functions] = [[], []];
  walk(node.value, (part) => {
    if (part.type === "Identifier") words.push(part.name);
    if (part.type === "Function") functions.push(part.name);
  });
  const feature = property(name);
  const missing = [];
  if (feature && !knows(feature, floor)) missing.push(name);
  if (!feature && !/^-/.test(name) && lexer.matchProperty(name, node.value).error) missing.push(`${name}?`);
  for (const [what, needs] of ofValue(name, words, functions)) if (!knows(needs, floor)) missing.push(`${name}: ${what}`);
  if (/^(row-|column-|grid-)?gap$/.test(name) && flexes && !knows(inFlex, floor)) missing.push(`${name} in flex`);
  return missing;
}
