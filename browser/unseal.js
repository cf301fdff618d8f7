// Opening a sealed list: in the order of the file, in small portions, so that the page stays alive.
import { decoded, whole } from "./bytes.js";
import { beginning, row } from "./csv.js";
import { keyring, NotToUs, openWith, Unreadable } from "./envelope.js";
import { Refusal } from "./refusal.js";
import { blocks, readLine } from "./sealed_list.js";

const FIRST = 2; // the line after the header
const PORTION = 40; // milliseconds of work before the page gets its turn
const FIELDS = ["campaign", "name", "address", "country", "consent", "consent_version", "s", "text"];

/** The opened list as a .csv Blob, once it is whole; `progress` is told how many are open. Throws Refusal. */
export async function unseal({ file, frame, identities, progress, signal }) {
  const ring = keyring(identities);
  const parts = [beginning()];
  let opened = 0;
  let turn = performance.now();
  for await (const { number, lines } of blocks(file, frame)) {
    let text = "";
    for (const [place, line] of lines.entries()) {
      text += await openedRow(line, { number: number + place, file, slug: frame.header.slug, ring });
      opened += 1;
      if (performance.now() - turn < PORTION) continue;
      progress(opened);
      await othersTurn();
      signal.throwIfAborted();
      turn = performance.now();
    }
    parts.push(text);
  }
  return new Blob(parts, { type: "text/csv" });
}

async function openedRow(line, { number, file, slug, ring }) {
  const known = readLine(line, number, file.name);
  const record = await openedRecord(known, ring).catch((problem) => {
    throw new Refusal(reason(problem, number), { number, file: file.name });
  });
  if (record.campaign !== slug) throw new Refusal("line-of-another-campaign", { number, file: file.name });
  return row(record, known);
}

async function openedRecord(known, ring) {
  const record = JSON.parse(decoded(await openWith(known.sealed, known.recordId, ring)));
  const fits = FIELDS.every((field) => typeof record[field] === "string" && whole(record[field]));
  if (record.v !== 1 || !fits) throw new TypeError("a record of another version");
  return record;
}

function reason(problem, number) {
  if (problem instanceof NotToUs) return number === FIRST ? "list-not-opened" : "line-not-opened";
  return problem instanceof Unreadable ? "line-of-another-record" : "line-of-another-version";
}

/** Lets the page draw and listen. A timer would do, but browsers slow timers down in a tab that nobody looks at. */
function othersTurn() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  }).finally(() => port1.close());
}
