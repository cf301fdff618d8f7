// Runs static/verify.js, the very bytes that are served, on folders of this disk: a JSON line in, a JSON line out.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

runInThisContext(readFileSync(new URL("../../static/verify.js", import.meta.url), "utf8"));

/** The files of a folder as a browser gives them. */
function filesOf(folder) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());
  const blobs = paths.map((path) => {
    const file = join(folder, path);
    return [`copy/${path}`, { size: statSync(file).size, arrayBuffer: async () => readFileSync(file) }];
  });
  return Verifier.folderFiles(blobs);
}

const bytes = (file) => file && new Uint8Array(readFileSync(file));

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, letter, receipt, before, stored, ...asked } = JSON.parse(line);
  const answer = stored
    ? stored.map(Verifier.asStored)
    : await Verifier.answer(filesOf(folder), { ...asked, letter: bytes(letter), receipt: bytes(receipt), before: bytes(before) });
  console.log(JSON.stringify(answer));
}
