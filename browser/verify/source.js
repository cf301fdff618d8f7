// Reading a log's files, by their paths as in c2sp.org/tlog-tiles, from wherever they lie: `files` has `read(path)`, which
// gives bytes or fails as `missing`, and `names()`, every path that is there, or null where nobody can list them.
import { need } from "./failure.js";
import { asWritten } from "./python_text.js";
import { WIDTH } from "./tree.js";

export const MOST_BYTES = 1 << 24; // of a file
const AT_ONCE = 8;
const OF_DESKTOPS = /^(?:\._.*|\.DS_Store|\.localized|\.directory|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r)$/s;

/** Fails for a file of this path that is more than any of a log has to be. */
export function needSmall(bytes, path) {
  need(bytes <= MOST_BYTES, "missing", `${path} is too large`, "too-large", { file: path });
}

export class Source {
  constructor(files) {
    this.files = files;
    this.log = "log"; // the folder with the tiles
    this.seen = new Set();
  }

  readRaw(path) {
    this.seen.add(path);
    return this.files.read(path);
  }

  /** A text's bytes, or those of the file `instead` of it. */
  async read(path, instead = "") {
    try {
      return asWritten(await this.readRaw(path));
    } catch (problem) {
      if (!instead || problem.check !== "missing") throw problem;
      return this.read(instead).catch((other) => Promise.reject(other.check === "missing" ? problem : other));
    }
  }

  /** The path of a tile or bundle; numbers are written as x001/x234/067. */
  path(level, index, width) {
    const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
    const number = digits.replace(/(...)(?=.)/g, "x$1/");
    return `${this.log}/tile/${level}/${number}${width < WIDTH ? `.p/${width}` : ""}`;
  }

  /** {path, width, raw} of a level's tiles, or of the bundles; a missing one ends it. A few are asked for ahead. */
  async *tiles(level, count) {
    const ahead = [];
    const ask = (at) => {
      const width = Math.min(WIDTH, count - at);
      const path = this.path(level, at / WIDTH, width);
      const answer = this.readRaw(path);
      answer.catch(() => {}); // it is waited for below
      ahead.push({ path, width, answer });
    };
    let next = 0;
    for (let at = 0; at < count; at += WIDTH) {
      for (; next < count && ahead.length < AT_ONCE; next += WIDTH) ask(next);
      const { path, width, answer } = ahead.shift();
      yield { path, width, raw: await answer };
    }
  }

  /** {raw, entries}: 256 at a time, as [start, end); in the file each stands behind its length in two bytes. */
  async *bundles(size) {
    for await (const { path, width, raw } of this.tiles("entries", size)) {
      const entries = [];
      let at = 0;
      while (at + 1 < raw.length) {
        const start = at + 2;
        at = start + ((raw[at] << 8) | raw[at + 1]);
        entries.push([start, Math.min(at, raw.length)]);
      }
      need(at === raw.length && entries.length === width, "bundle", path);
      yield { raw, entries };
    }
  }

  /** What desktops left beside the log, by its paths; anything else that wasn't read is refused. */
  refuseOtherFiles() {
    const others = (this.files.names() ?? []).filter((path) => !this.seen.has(path)).sort();
    const [left, odd] = [[], []];
    for (const path of others) (ofDesktops(path) ? left : odd).push(path);
    need(!odd.length, "unknown", odd.join(" "), "unknown", { files: odd.slice(0, 3).join(", ") });
    return left;
  }
}

const ofDesktops = (path) => OF_DESKTOPS.test(path.split("/").pop()) || path.startsWith("__MACOSX/");
