// A log at an address, as verify.py reads it: within the same origin, within bounds of bytes and time, with no cookies.
import { bareKey } from "./checkpoint.js";
import { Failure, need } from "./failure.js";
import { MOST_BYTES, needSmall } from "./source.js";
import { joined } from "./tree.js";

const SECONDS = 60; // for a file; all of them may take sixty times that
// A page's address has a language before the campaign's name.
const PAGE = /^(https?:\/\/[^/]+)\/[a-z]{2,3}\/([^/?#]+)([/?#].*)?$/i;

/** The address below which the log that a key or a receipt names lies; null for what names none. */
export function addressOf(origin) {
  const [, host, path] = /^([^/\s]+)\/(\S+?)\/log(?:-\d+)?$/.exec(origin) ?? [];
  if (!host) return null;
  return `${schemeOf(host)}://${host}/${path}`;
}

/** An address as it is typed or pasted: with or without its beginning, what a page has behind it, the log's own folder. */
export function typedAddress(text) {
  const bare = bareKey(text).replace(/[?#].*$/, "").replace(/\/+(log[-0-9]*(\/+checkpoint)?\/*)?$/, "");
  return /^https?:/i.test(bare) ? bare : `${schemeOf(bare)}://${bare}`;
}

const schemeOf = (host) => (/^(127\.[0-9.]+|localhost|\[::1\])(?=[:/]|$)/.test(host) ? "http" : "https");

/** The files of a source at `base`; `again` asks past every cache. */
export function webFiles(base, { signal, again = false } = {}) {
  const ends = Date.now() + 60 * SECONDS * 1000;
  return {
    names: () => null,
    async read(path) {
      const limit = new AbortController();
      const stop = () => limit.abort();
      const timer = setTimeout(stop, Math.max(0, Math.min(SECONDS * 1000, ends - Date.now())));
      signal?.addEventListener("abort", stop);
      try {
        return await fetched(base, path, { cache: again ? "reload" : "default", signal: limit.signal });
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
      }
    },
  };
}

async function fetched(base, path, options) {
  try {
    const answer = await fetch(`${base}/${path}`, { ...options, credentials: "omit", referrerPolicy: "no-referrer" });
    const stays = new URL(answer.url).origin === new URL(base).origin;
    need(stays, "missing", `${path} leads to ${answer.url}`, "leads-elsewhere", { address: answer.url });
    need(answer.ok, "missing", `${path} ${answer.status}`, ...gone(base, path));
    return await whole(answer, path);
  } catch (problem) {
    if (problem.check) throw problem;
    throw new Failure("missing", `${path} ${problem.name}`, problem.name === "AbortError" ? "too-slow" : "away", { address: base });
  }
}

/** Why a file isn't there: the address may be that of a page. */
function gone(base, path) {
  const page = PAGE.exec(base);
  return page ? ["page", { address: `${page[1]}/${page[2]}` }] : ["missing", { file: path }];
}

async function whole(answer, path) {
  const [pieces, reader] = [[], answer.body.getReader()];
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces);
    pieces.push(value);
    bytes += value.length;
    if (bytes <= MOST_BYTES) continue;
    reader.cancel();
    needSmall(bytes, path);
  }
}
