// The rows of an opened list, packed as they came from the threads that opened them: a hundred thousand take some 40 MB,
// where as many objects would take ten times that.
import { decoded, encoded } from "./bytes.js";

const NAMES = ["record", "name", "email", "country", "day", "language", "wants_updates", "text", "consent", "index"];

/** Rows as bytes, which a thread hands over without a copy. */
export const packed = (rows) => encoded(JSON.stringify(rows.map((row) => NAMES.map((name) => row[name]))));

export const unpacked = (bytes) =>
  JSON.parse(decoded(bytes)).map((values) => Object.fromEntries(NAMES.map((name, n) => [name, values[n]])));

export function picked(bytes, within) {
  const rows = unpacked(bytes);
  return within.map((place) => rows[place]);
}

export class Rows {
  pieces = [];
  count = 0;

  add(count, bytes) {
    this.pieces.push({ first: this.count, count, bytes });
    this.count += count;
  }

  /** The rows at these places, which ascend. */
  at(places) {
    return this.#pieces(places).flatMap(([bytes, within]) => picked(bytes, within));
  }

  /** The rows at these places in files of at most so many: for each its pieces, as [bytes, places within]. */
  parts(places, most) {
    const parts = [];
    for (let from = 0; from === 0 || from < places.length; from += most) {
      parts.push(this.#pieces(places.slice(from, from + most)));
    }
    return parts;
  }

  #pieces(places) {
    let from = 0;
    return this.pieces.flatMap(({ first, count, bytes }) => {
      let to = from;
      while (to < places.length && places[to] < first + count) to++;
      const within = places.slice(from, to).map((place) => place - first);
      from = to;
      return within.length ? [[bytes, within]] : [];
    });
  }

  /** The places of those rows that `fits` takes; others get their turn meanwhile, and `signal` ends it. */
  async where(fits, { turn, signal }) {
    const places = [];
    for (const { first, bytes } of this.pieces) {
      for (const [n, row] of unpacked(bytes).entries()) if (fits(row)) places.push(first + n);
      await turn();
      signal?.throwIfAborted();
    }
    return places;
  }
}
