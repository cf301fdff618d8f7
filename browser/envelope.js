// One value as one age file, the record's id inside: what campaign/vault/envelope.py seals.
import { Decrypter } from "age-encryption";
import { fromHex, same } from "./bytes.js";
import { keyBytes } from "./paper.js";

const RECORD_LENGTH = 16;
const HEAD = RECORD_LENGTH + 4;
const PKCS8 = fromHex("302e020100300506032b656e04220420"); // before a key of X25519: RFC 8410, 7

/** These bytes were not sealed for this record. */
export class Unreadable extends Error {}

/** They were sealed to others, or changed: which of the two nobody can tell. */
export class NotToUs extends Unreadable {}

/** What opens whatever was sealed to one of these keys. */
export async function keyring(identities) {
  const ring = new Decrypter();
  for (const { secret } of identities) ring.addIdentity(await browsersKey(secret).catch(() => secret));
  return ring;
}

/** The key as the browser's own cryptography holds it, which spares half of the work for each record. Throws where it can't. */
const browsersKey = (secret) =>
  crypto.subtle.importKey("pkcs8", new Uint8Array([...PKCS8, ...keyBytes(secret)]), { name: "X25519" }, false, ["deriveBits"]);

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
