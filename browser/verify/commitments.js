// The commitments of a log, each with the entry that it first stood in: a table of their own bytes, since a million
// strings would take several times the memory.
const FEWEST = 1 << 12;
const BYTES = 32;

export class Commitments {
  constructor() {
    this.count = 0;
    [this.secret] = crypto.getRandomValues(new Int32Array(1));
    this.grow(FEWEST);
  }

  grow(places) {
    const { hashes, entries, places: before } = this;
    Object.assign(this, { places, hashes: new Uint8Array(places * BYTES), entries: new Uint32Array(places) });
    for (let n = 0; n < (before ?? 0); n++) {
      if (entries[n]) this.put(hashes.subarray(n * BYTES, (n + 1) * BYTES), entries[n]);
    }
  }

  /** Where to look first; by a number that nobody knows, or a log could be made that fills one place. */
  start(hash) {
    let at = this.secret;
    for (let n = 0; n < BYTES; n += 4) {
      const word = hash[n] | (hash[n + 1] << 8) | (hash[n + 2] << 16) | (hash[n + 3] << 24);
      at = Math.imul(at ^ word, 0x5bd1e995);
      at ^= at >>> 15;
    }
    return at & (this.places - 1);
  }

  /** The place of a commitment, or the empty one that it would have. */
  place(hash) {
    let at = this.start(hash);
    while (this.entries[at] && !this.holds(at, hash)) at = (at + 1) & (this.places - 1);
    return at;
  }

  holds(at, hash) {
    const start = at * BYTES;
    for (let n = 0; n < BYTES; n++) if (this.hashes[start + n] !== hash[n]) return false;
    return true;
  }

  put(hash, entry) {
    const at = this.place(hash);
    this.hashes.set(hash, at * BYTES);
    this.entries[at] = entry; // never 0: the first entry of a log is its rules
  }

  /** Whether a commitment is new; then it is this entry's. */
  add(hash, entry) {
    if (this.entries[this.place(hash)]) return false;
    if (this.count * 2 >= this.places) this.grow(this.places * 2);
    this.put(hash, entry);
    this.count++;
    return true;
  }

  get(hash) {
    return this.entries[this.place(hash)] || undefined;
  }
}
