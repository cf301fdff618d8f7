// A thread of the page: it opens blocks of a list with the keys of its brief, or writes rows as a file.
import { keyring } from "./envelope.js";
import { openedRow } from "./opened_line.js";
import { packed, picked } from "./rows.js";
import { split } from "./sealed_list.js";
import { shape } from "./shapes.js";

const AT_ONCE = 8; // lines, since browsers work on the steps of several beside each other

let brief;

async function opened({ number, block }) {
  const facts = await brief;
  const lines = split(block);
  const rows = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const some = lines.slice(from, from + AT_ONCE).map((line, n) => openedRow(line, { ...facts, number: number + from + n }));
    for (const row of some) row.catch(() => {}); // the first one's refusal is told
    for (const row of some) rows.push(await row);
  }
  const kept = rows.filter(Boolean);
  return { lines: rows.length, count: kept.length, packed: packed(kept) };
}

/** These rows as a file, a Blob. */
function shaped({ kind, about, pieces }) {
  const file = shape(kind, about);
  for (const [bytes, within] of pieces) file.add(picked(bytes, within));
  return new Blob(file.end());
}

async function begin({ secrets, ...facts }) {
  return { ...facts, ring: await keyring(secrets) };
}

/** Answer the page's messages. */
export function startWorker() {
  addEventListener("message", async ({ data: { question, ...piece } }) => {
    if (piece.brief) return (brief = begin(piece.brief));
    try {
      const answer = piece.block ? await opened(piece) : shaped(piece);
      postMessage({ question, answer }, piece.block ? [answer.packed.buffer] : []);
    } catch (problem) {
      const { reason, facts, name } = problem;
      postMessage({ question, ...(reason ? { refused: { reason, facts } } : { unforeseen: name }) });
    }
  });
}
