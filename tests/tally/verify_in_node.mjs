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

const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** The parts of the program that tests compare alone, by what they are asked for. */
const PARTS = {
  stored: (addresses) => addresses.map(Verifier.asStored),
  places: (typed) => typed.map(Verifier.typedAddress),
  hashed: ({ raw, prefix }) => {
    const out = new Uint8Array(32);
    Verifier.hashInto(out, 0, fromHex(raw), 0, raw.length / 2, prefix);
    return Buffer.from(out).toString("hex");
  },
  signed: (parts) => {
    try {
      return Verifier.signed(...parts.map(fromHex));
    } catch (problem) {
      if (problem.check !== "signature") throw problem;
      return false;
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { folder, letter, receipt, before, ...asked } = JSON.parse(line);
  const [part] = Object.keys(PARTS).filter((name) => name in asked);
  const files = { letter: bytes(letter), receipt: bytes(receipt), before: bytes(before) };
  const answer = part ? PARTS[part](asked[part]) : await Verifier.answer(filesOf(folder), { ...asked, ...files });
  console.log(JSON.stringify(answer));
}
