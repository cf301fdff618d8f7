// The Merkle tree: RFC 6962, section 2.1, with SHA-256, over leaf hashes in rows of 256, as a tile holds them.
import { hashInto, sha256 } from "./sha256.js";

export const WIDTH = 256;
const HASH = 32;

/** The leaf hashes of some entries, joined; an entry is [start, end) of `raw`. */
export function leafRow(raw, entries) {
  const row = new Uint8Array(entries.length * HASH);
  entries.forEach(([start, end], n) => hashInto(row, n * HASH, raw, start, end, 0));
  return row;
}

/** The root over joined hashes of neighbours; a last one without a sibling moves up as it is. */
export function rootOf(joined) {
  if (!joined.length) return sha256(joined);
  let hashes = joined;
  while (hashes.length > HASH) {
    const count = hashes.length / HASH;
    const above = new Uint8Array(((count + 1) >> 1) * HASH);
    for (let n = 0; n + 1 < count; n += 2) hashInto(above, (n / 2) * HASH, hashes, n * HASH, (n + 2) * HASH, 1);
    if (count % 2) above.set(hashes.subarray(-HASH), above.length - HASH);
    hashes = above;
  }
  return hashes;
}

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A tree of `size` leaves; `levels` has the rows that the tiles of each level must hold. */
export class Tree {
  constructor(leaves, size) {
    this.leaves = leaves;
    this.levels = [];
    let rows = leaves;
    let roots = leaves.map(rootOf);
    this.root = rootOf(joined(roots));
    for (let above = size; rows.length;) {
      this.levels.push(rows);
      above = Math.floor(above / WIDTH); // only a full row has a hash in the level above
      rows = [];
      for (let at = 0; at < above; at += WIDTH) rows.push(joined(roots.slice(at, Math.min(at + WIDTH, above))));
      roots = rows.map(rootOf);
    }
  }

  /** The root of the tree when it had `size` leaves. */
  rootAt(size) {
    const rows = this.leaves.slice(0, Math.floor(size / WIDTH) + 1);
    return rootOf(joined(rows).subarray(0, size * HASH));
  }
}
