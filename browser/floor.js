// node floor.js FLOOR FILE…: as JSON, what of each file the browsers of that floor can't read and has no fallback,
// and a stylesheet as they read it. A floor is written chrome=61,firefox=60,safari=11.
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { read } from "./floor_styles.js";
import { readModule } from "./floor_modules.js";

const [written, ...files] = process.argv.slice(2);
const floor = Object.fromEntries(written.split(",").map((each) => each.split("=")));

async function answer(file) {
  const source = await readFile(file, "utf8");
  if (extname(file) !== ".css") return { lacking: readModule(source, floor) };
  const [lacking, left] = read(source, floor);
  return { lacking, left };
}

const answers = await Promise.all(files.map(async (file) => [file, await answer(file)]));
console.log(JSON.stringify(Object.fromEntries(answers)));
