// One value as one age file, the record's id inside: what campaign/vault/envelope.py seals.
import { Decrypter } from "age-encryption";
import { same } from "./bytes.js";

const RECORD_LENGTH = 16;
const HEAD = RECORD_LENGTH + 4;

/** These bytes were not sealed for this record. */
export class Unreadable extends Error {}

/** They were sealed to others, or changed: which of the two nobody can tell. */
export class NotToUs extends Unreadable {}

/** What opens whatever was sealed to one of these keys. */
export function keyring(identities) {
  const ring = new Decrypter();
  for (const { secret } of identities) ring.addIdentity(secret);
  return ring;
}

/** The value inside. Throws Unreadable: a wrong key, another record's bytes, a cut or changed file. */
export async function openWith(sealed, recordId, ring) {
  const framed = await ring.decrypt(sealed).catch(() => {
    throw new NotToUs();
  });
  if (framed.length < HEAD) throw new Unreadable();
  const length = new DataView(framed.buffer, framed.byteOffset).getUint32(RECORD_LENGTH);
  const value = framed.subarray(HEAD, HEAD + length);
  const padding = framed.subarray(HEAD + length);
  if (!same(framed.subarray(0, RECORD_LENGTH), recordId) || value.length !== length || padding.some(Boolean)) {
    throw new Unreadable();
  }
  return value;
}
