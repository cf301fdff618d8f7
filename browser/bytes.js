// Bytes and the texts that stand for them. Each throws for a text that isn't one.
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const STRICT = new TextDecoder("utf-8", { fatal: true });

/** UTF-8, strictly; a byte order mark is left out. */
export const decoded = (raw) => STRICT.decode(raw);

/** The text of a file that an editor may have saved in UTF-16, with or without its mark; strictly. */
export function written(raw) {
  const [one, other] = new Uint8Array(raw).subarray(0, 2);
  const wide = (encoding) => new TextDecoder(encoding, { fatal: true }).decode(raw);
  // No text begins with a sign that is none: a zero byte is half of one.
  if (one === 0 || (one === 0xfe && other === 0xff)) return wide("utf-16be");
  if (other === 0 || (one === 0xff && other === 0xfe)) return wide("utf-16le");
  return decoded(raw);
}

export const encoded = (text) => new TextEncoder().encode(text);

/** Each byte as the character of its number: to look at what may be no text. */
export const plain = (raw) => String.fromCharCode(...raw);

export function fromBase64(text) {
  if (!BASE64.test(text)) throw new TypeError("no base64");
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function fromHex(text) {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new TypeError("no hexadecimal digits");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const same = (one, other) => one.length === other.length && one.every((byte, n) => byte === other[n]);

/** Whether a text has no half characters, which UTF-8 can't write. */
export const whole = (text) => !/\p{Surrogate}/u.test(text);
