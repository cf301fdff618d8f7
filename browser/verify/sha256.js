// SHA-256, FIPS 180-4, over a part of some bytes with a byte put before it: a log of a million entries takes two million
// short ones, for which a call into the browser costs more than the work.
const BLOCK = 64;
const K = new Int32Array(64);
const START = new Int32Array(8);

/** The first 32 bits behind the point of a prime's root. */
const bits = (root) => ((root % 1) * 2 ** 32) | 0;

for (let number = 2, n = 0; n < 64; number++) {
  let divisor = 2;
  while (number % divisor) divisor++;
  if (divisor < number) continue;
  if (n < 8) START[n] = bits(Math.sqrt(number));
  K[n++] = bits(Math.cbrt(number));
}

const state = new Int32Array(8);
const words = new Int32Array(64);
const last = new Uint8Array(2 * BLOCK);
const view = new DataView(last.buffer);

function mix(raw, at) {
  for (let n = 0; n < 16; n++, at += 4) {
    words[n] = (raw[at] << 24) | (raw[at + 1] << 16) | (raw[at + 2] << 8) | raw[at + 3];
  }
  for (let n = 16; n < 64; n++) {
    const x = words[n - 15];
    const y = words[n - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[n] = (words[n - 16] + s0 + words[n - 7] + s1) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let n = 0; n < 64; n++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s1 + ((e & f) ^ (~e & g)) + K[n] + words[n]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const other = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0;
    d = c; c = b; b = a; a = (one + other) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/** Write the hash of raw[start, end) into `out` at `to`; `prefix` is a byte before it, or -1 for none. */
export function hashInto(out, to, raw, start = 0, end = raw.length, prefix = -1) {
  state.set(START);
  const length = end - start + (prefix >= 0 ? 1 : 0);
  let at = start;
  if (prefix >= 0 && length >= BLOCK) {
    last[0] = prefix;
    for (let n = 1; n < BLOCK; n++) last[n] = raw[at++];
    mix(last, 0);
    prefix = -1;
  }
  for (; prefix < 0 && end - at >= BLOCK; at += BLOCK) mix(raw, at);
  let n = 0;
  if (prefix >= 0) last[n++] = prefix;
  while (at < end) last[n++] = raw[at++];
  last[n++] = 0x80;
  const size = n + 8 > BLOCK ? 2 * BLOCK : BLOCK;
  last.fill(0, n, size);
  view.setUint32(size - 8, Math.floor(length / 2 ** 29));
  view.setUint32(size - 4, (length * 8) >>> 0);
  for (let block = 0; block < size; block += BLOCK) mix(last, block);
  for (let word = 0, byte = to; word < 8; word++) {
    out[byte++] = state[word] >>> 24;
    out[byte++] = state[word] >>> 16;
    out[byte++] = state[word] >>> 8;
    out[byte++] = state[word];
  }
}

export function sha256(raw) {
  const out = new Uint8Array(32);
  hashInto(out, 0, raw);
  return out;
}
