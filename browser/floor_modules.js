// Reads a module as the oldest browsers do: ES2017, and no interface that they lack.
import { parse } from "acorn";
import { interfaceOf, knows, members } from "./floor_features.js";

const named = members();

/** Sentences about what of a module they can't run. What a condition asks for first may be used, with its members. */
export function readModule(source, floor) {
  let tree;
  try {
    tree = parse(source, { ecmaVersion: 2017, sourceType: "module" });
  } catch (error) {
    return [`isn't ES2017: ${error.message}`];
  }
  const [used, asked] = [names(tree), new Set()];
  visit(tree, (node) => {
    const condition = node.test ?? (node.type === "LogicalExpression" && node.left);
    if (!condition) return;
    for (const name of names(condition)) [name, ...interfaceOf(name)].forEach((each) => asked.add(each));
  });
  const newer = (name) => named.has(name) && !named.get(name).some((feature) => knows(feature, floor));
  return [...used].filter((name) => newer(name) && !asked.has(name)).map((name) => `${name} is newer, and nothing asks for it`);
}

/** The names of members, of what is made with `new`, and of what is looked for with `in`. */
function names(tree) {
  const found = new Set();
  visit(tree, (node) => {
    if (node.type === "MemberExpression" && !node.computed) found.add(node.property.name);
    if (node.type === "NewExpression" && node.callee.type === "Identifier") found.add(node.callee.name);
    if (node.type === "BinaryExpression" && node.operator === "in" && node.left.value) found.add(node.left.value);
  });
  return found;
}

function visit(node, tell) {
  tell(node);
  for (const child of Object.values(node).flat()) if (child && typeof child.type === "string") visit(child, tell);
}
