// The check in a thread of its own, so that the page stays awake. What comes from the web is fetched by the page, whose
// rules of what may be fetched are its own; files on disk are read here.
import { answer } from "./ask.js";
import { Failure } from "./failure.js";
import { folderFiles } from "./folder.js";
import { needSmall } from "./source.js";
import { zipFiles } from "./zip.js";

const TOLD_EACH = 100; // milliseconds

const waiting = new Map();
let questions = 0;

/** Files that the page fetches. */
const pageFiles = {
  names: () => null,
  read: (path) =>
    new Promise((resolve, reject) => {
      waiting.set(++questions, { resolve, reject });
      postMessage({ question: questions, path });
    }),
};

function fetched({ question, raw, failure }) {
  const { resolve, reject } = waiting.get(question);
  waiting.delete(question);
  if (raw) resolve(raw);
  else reject(new Failure(failure.check, failure.where, failure.reason, failure.facts));
}

const filesOf = { web: () => pageFiles, folder: ({ files }) => folderFiles(files), zip: ({ file }) => zipFiles(file) };

async function bytesOf(file) {
  if (!file) return null;
  needSmall(file.size, file.name);
  return new Uint8Array(await file.arrayBuffer());
}

/** Read the files that are asked about, then the log. */
async function check({ source, letter, receipt, before, ...asked }, tell) {
  try {
    const [ofLetter, ofReceipt, ofBefore] = await Promise.all([letter, receipt, before].map(bytesOf));
    const files = await filesOf[source.kind](source);
    return await answer(files, { ...asked, letter: ofLetter, receipt: ofReceipt, before: ofBefore }, tell);
  } catch (problem) {
    if (problem.name === "NotFoundError" || problem.name === "NotReadableError") {
      return { status: new Failure("missing").status, check: "missing", reason: "file-gone", where: problem.name };
    }
    if (!problem.check) throw problem;
    return { status: problem.status, check: problem.check, reason: problem.reason, where: problem.where, ...problem.facts };
  }
}

function progress() {
  let next = 0;
  return (count, all) => {
    if (Date.now() < next && count < all) return;
    next = Date.now() + TOLD_EACH;
    postMessage({ count, all });
  };
}

/** Answer the page's messages: first what is asked, then what was fetched for it. */
export function startWorker() {
  addEventListener("message", async ({ data }) => {
    if (data.question) return fetched(data);
    try {
      postMessage({ answer: await check(data, progress()) });
    } catch (problem) {
      postMessage({ unforeseen: problem.name });
    }
  });
}
