// Opening a sealed list on all cores.
import { Crew } from "./crew.js";
import { Rows } from "./rows.js";
import { blocks } from "./sealed_list.js";

/** The rows of a list, once it is whole, without those of the records in `except`; `progress` is told how many lines
 * are read. Throws Refusal.
 */
export async function openList({ file, frame, identities, progress, signal, except = new Set() }) {
  const secrets = identities.map(({ secret }) => ({ secret }));
  const crew = new Crew({ slug: frame.header.slug, name: file.name, secrets, except }, signal);
  const rows = new Rows();
  try {
    let read = 0;
    for await (const { lines, count, packed } of crew.answers(blocks(file, frame))) {
      rows.add(count, packed);
      progress((read += lines));
    }
    return rows;
  } finally {
    crew.end();
  }
}
