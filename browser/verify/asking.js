// Asking a worker: once, with what it needs from the web fetched here.
import { startThread } from "../thread.js";
import { webFiles } from "./web.js";

const PAUSES = [1, 3, 6]; // seconds before an address is asked once more, lest a cache of it is blamed
const GRAVE = ["rollback", "fork"];

/** The answer of ask.js to `asked`, whose source is {kind: "web", base}, {kind: "folder", files} or {kind: "zip", file}. */
export async function ask(asked, { tell, signal }) {
  for (let time = 0; ; time++) {
    const answer = await once(asked, { tell, signal, again: time > 0 });
    const lags = GRAVE.includes(answer.check) && asked.source.kind === "web" && time < PAUSES.length;
    if (!lags) return answer;
    await new Promise((resolve) => setTimeout(resolve, 1000 * PAUSES[time]));
  }
}

function once(asked, { tell, signal, again }) {
  const worker = startThread();
  const files = asked.source.kind === "web" ? webFiles(asked.source.base, { signal, again }) : null;
  const ended = new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }) => {
      if (data.answer) resolve(data.answer);
      else if (data.unforeseen) reject(Object.assign(new Error(), { name: data.unforeseen }));
      else if (data.question) fetchFor(worker, files, data);
      else tell(data);
    });
    worker.postMessage(asked);
  });
  return ended.finally(() => worker.terminate());
}

async function fetchFor(worker, files, { question, path }) {
  try {
    const raw = await files.read(path);
    worker.postMessage({ question, raw }, [raw.buffer]);
  } catch ({ check, where, reason, facts }) {
    worker.postMessage({ question, failure: { check, where, reason, facts } });
  }
}
