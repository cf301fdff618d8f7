// Names of one page of the desk's signatures: fetched sealed, opened here. docs/holders.md has the protocol.
import { fromBase64, fromHex } from "./bytes.js";
import { NotToUs, Unreadable } from "./envelope.js";
import { openedRecord, rowOf } from "./opened_line.js";
import { Refusal } from "./refusal.js";

const REASONS = { 403: "names-begin", 404: "names-begin", 409: "names-begin", 422: "names-filter" };

/** A page as the desk gives it; `asked` has the filters, and where it begins. Throws Refusal. */
export async function fetchPage(campaign, asked, signal) {
  const address = `/desk/campaigns/${campaign}/signatures/names.json?${new URLSearchParams(asked)}`;
  const how = { credentials: "same-origin", redirect: "manual", cache: "no-store", signal };
  const answer = await fetch(address, how).catch(() => {
    signal.throwIfAborted();
    throw new Refusal("names-away");
  });
  if (answer.type === "opaqueredirect") throw new Refusal("names-signed-out");
  if (!answer.ok) throw new Refusal(REASONS[answer.status] ?? "names-away");
  return answer.json();
}

/** For each row what the server knows, and either the opened `row` or `why` there is none. */
export const openPage = ({ rows }, { campaign, ring }) =>
  Promise.all(rows.map((known) => opened(known, { campaign, ring }).catch((problem) => ({ known, why: reason(problem) }))));

async function opened(known, { campaign, ring }) {
  if (!known.sealed) return { known, why: "name-gone" };
  const record = await openedRecord({ sealed: fromBase64(known.sealed), recordId: fromHex(known.record) }, ring);
  return record.campaign === campaign ? { known, row: rowOf(record, known) } : { known, why: "name-of-another" };
}

function reason(problem) {
  if (problem instanceof NotToUs) return "name-not-opened";
  return problem instanceof Unreadable ? "name-changed" : "name-of-another-version";
}
