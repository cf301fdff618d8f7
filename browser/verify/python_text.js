// Text as Python reads it, so that both programs say the same of a file: verify.py is the other.

/** What str.split, str.strip and \s take for a blank. */
export const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANKS = new RegExp(`[${BLANK}]+`, "g");
const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
const LOOSE = new TextDecoder("utf-8", { ignoreBOM: true });

export const strip = (text) => text.replace(EDGES, "");
export const split = (text) => text.split(BLANKS).filter(Boolean);

/** UTF-8 with U+FFFD for what isn't. */
export const loose = (raw) => LOOSE.decode(raw);

/** Bytes whose line ends are as they were before copying changed them. */
export function unixEnds(raw) {
  let to = 0;
  if (!raw.includes(13)) return raw;
  const out = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] !== 13 || raw[at + 1] !== 10) out[to++] = raw[at];
  }
  return out.slice(0, to);
}

/** A file of lines without what copying or an editor adds, which is no lie of anyone: its line ends, its mark. */
export function asWritten(raw) {
  const lines = unixEnds(raw);
  return lines[0] === 0xef && lines[1] === 0xbb && lines[2] === 0xbf ? lines.slice(3) : lines;
}

/** The domain's label in the form that Python's codec "punycode" gives: RFC 3492. */
export function punycode(label) {
  const signs = Array.from(label, (sign) => sign.codePointAt(0));
  let out = signs.filter((sign) => sign < 128).map((sign) => String.fromCharCode(sign)).join("");
  let [n, delta, bias, written] = [128, 0, 72, out.length];
  const basic = written;
  if (basic) out += "-";
  while (written < signs.length) {
    const next = Math.min(...signs.filter((sign) => sign >= n));
    delta += (next - n) * (written + 1);
    n = next;
    for (const sign of signs) {
      if (sign < n) delta++;
      if (sign !== n) continue;
      out += variable(delta, bias);
      bias = adapted(delta, written + 1, written === basic);
      delta = 0;
      written++;
    }
    delta++;
    n++;
  }
  return out;
}

function variable(delta, bias) {
  let out = "";
  for (let k = 36; ; k += 36) {
    const t = Math.min(26, Math.max(1, k - bias));
    if (delta < t) return out + digit(delta);
    out += digit(t + ((delta - t) % (36 - t)));
    delta = Math.floor((delta - t) / (36 - t));
  }
}

const digit = (value) => String.fromCharCode(value < 26 ? value + 97 : value + 22);

function adapted(delta, count, first) {
  let left = first ? Math.floor(delta / 700) : delta >> 1;
  left += Math.floor(left / count);
  let k = 0;
  for (; left > 455; k += 36) left = Math.floor(left / 35);
  return k + Math.floor((36 * left) / (left + 38));
}
