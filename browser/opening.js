// Opening a sealed list on all cores.
import { Crew } from "./crew.js";
import { Rows } from "./rows.js";
import { blocks } from "./sealed_list.js";

/** The rows of a list, once it is whole; `progress` is told how many are open. Throws Refusal. */
export async function openList({ file, frame, identities, progress, signal }) {
  const secrets = identities.map(({ secret }) => ({ secret }));
  const crew = new Crew({ slug: frame.header.slug, name: file.name, secrets }, signal);
  const rows = new Rows();
  try {
    for await (const { count, packed } of crew.answers(blocks(file, frame))) {
      rows.add(count, packed);
      progress(rows.count);
    }
    return rows;
  } finally {
    crew.end();
  }
}
