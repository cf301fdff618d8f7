// Letters: what each of them states, by its hash; each list of letters is compared with the log. And what a file that is
// none of them may be.
import { hex, plain } from "../bytes.js";
import { HASH, LINE, NUMBER } from "./checkpoint.js";
import { need } from "./failure.js";
import { DAY } from "./log.js";
import { loose, unixEnds } from "./python_text.js";
import { sha256 } from "./sha256.js";

const MANIFEST = new RegExp(
  `^campaign/letters/v1\\nlog (?<origin>${LINE})\\nsize (?<size>${NUMBER})\\ndate (?<day>${DAY})\\n` +
    `(?<tally>tally ${LINE})\\n(?<letters>(?:letter ${LINE}\\n)+)$`,
  "u",
);
const UNSTATED = "tally -"; // the log had none yet
const LETTER = new RegExp(`^letter (?<country>[A-Z]{2}) [A-Za-z-]+ (?<figure>[0-9a-z-]+) (?<hash>${HASH})$`);
const PACKED = "PK\x03\x04"; // a zip file, in which a PDF may lie
const PICTURES = ["\xff\xd8\xff", "\x89PNG", "GIF8", "II*\0", "MM\0*", "BM", "RIFF"];

/** What each letter states, by its hash; `origin` is this log's. */
export async function readManifests(log, source, origin) {
  const letters = new Map();
  for (const [digest, here] of log.logged.letters) {
    const raw = await source.read(`log/manifests/${digest}`);
    const { groups } = need(MANIFEST.exec(loose(raw)), "manifest", digest);
    need(hex(sha256(raw)) === digest && log.logged.continues.has(groups.origin), "manifest", digest);
    const size = log.place(groups.origin, Number(groups.size));
    const tally = log.tallyAt(size)?.line || UNSTATED;
    need(size <= here && tally === groups.tally, "manifest", `${digest} but ${tally}`);
    for (const line of groups.letters.split("\n").slice(0, -1)) {
      const { country, figure, hash } = need(LETTER.exec(line), "manifest", `${digest} ${line}`).groups;
      const holds = tally !== UNSTATED && log.states(size, country, figure);
      need(holds || figure === "not-shown", "manifest", `${digest} ${line}`); // may be withheld since
      const own = groups.origin === origin; // the root that a letter of an earlier log prints is that log's
      letters.set(hash, { country, figure, day: groups.day, entry: here, tally, size, own });
    }
  }
  return letters;
}

/** What the letter with these bytes states; fails with what the file may be if it is none that was issued. */
export function statedBy(raw, letters) {
  const stated = letters.get(hex(sha256(raw)));
  return stated ?? need(false, "letter", "", `letter-${kindOf(raw, letters)}`);
}

/** What a file that isn't one of the letters is, as far as its bytes tell; verify.py's kind_of. */
function kindOf(raw, letters) {
  const [head, tail] = [plain(raw.subarray(0, 1024)), plain(raw.subarray(-1024))];
  if (!raw.length) return "empty";
  if (PICTURES.some((mark) => head.startsWith(mark)) || head.slice(4, 8) === "ftyp") return "picture";
  if (!head.includes("%PDF-") || head.startsWith(PACKED)) return "other";
  if (letters.has(hex(sha256(unixEnds(raw))))) return "line-ends";
  return tail.includes("%%EOF") ? "changed" : "cut";
}
