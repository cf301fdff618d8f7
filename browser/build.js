// Makes static/holder.js and static/verify.js, or the same in the folder named on the command line: `make browser`.
//
// The same bytes each time: what is bundled is fixed by package-lock.json, and nothing of the machine goes in.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const FLOOR = ["chrome105", "firefox115", "safari16"];
const MADE = "Made from browser/ by `make browser`; what is bundled is named at the end.";
const FREE = [
  "SPDX-License-Identifier: 0BSD",
  "Anyone may use, copy, change and carry on this file, for any purpose, without asking or naming us.",
];
// Classic scripts, as a module can't be loaded from disk; the same bytes are their workers'.
const PROGRAMS = {
  holder: { head: [...FREE, `Campaign's page for holders of keys. ${MADE}`], format: "iife" },
  verify: { head: [...FREE, `Campaign's verifier. ${MADE}`], format: "iife", globalName: "Verifier" },
};

/** The folders of the packages that went into a bundle, as its metafile tells. */
function bundled(metafile) {
  const folders = Object.keys(metafile.inputs).map((path) => path.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);
  return [...new Set(folders)].filter(Boolean).sort();
}

/** Name, version and whole licence of a package. */
async function notice(path) {
  const folder = join(HERE, path);
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const text = await readFile(join(folder, "LICENSE"), "utf8");
  return `${name} ${version}, ${license}\n\n${text.trim()}\n`;
}

async function bundle(name, folder) {
  const { head, ...shape } = PROGRAMS[name];
  const made = await build({
    absWorkingDir: HERE,
    entryPoints: [`${name}.js`],
    bundle: true,
    charset: "utf8",
    ...shape,
    legalComments: "none",
    metafile: true,
    minify: true,
    target: FLOOR,
    write: false,
  });
  const notices = await Promise.all(bundled(made.metafile).map(notice));
  const program = new TextDecoder().decode(made.outputFiles[0].contents);
  const above = head.map((line) => `// ${line}\n`).join("");
  await writeFile(join(folder, `${name}.js`), `${above}${program}/*\n${notices.join("\n")}*/\n`);
}

for (const name of Object.keys(PROGRAMS)) await bundle(name, process.argv[2] ?? join(HERE, "..", "static"));
