// Whether a key made a signature: RFC 8032, section 5.1.7, without the cofactor, exactly as verify.py has it. A log has
// one checkpoint, so the browser's own Ed25519, which some have and whose edges differ, would save nothing.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { joined } from "./tree.js";
import { need } from "./failure.js";
import { same } from "../bytes.js";

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;

const number = (raw) => raw.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

export function signed(key, message, signature) {
  const point = pointOf(key);
  if (signature.length !== 64) return false;
  const [r, s] = [signature.subarray(0, 32), number(signature.subarray(32))];
  if (s >= ORDER) return false;
  const k = number(sha512(joined([r, key, message]))) % ORDER;
  return same(Point.BASE.multiplyUnsafe(s).add(point.negate().multiplyUnsafe(k)).toBytes(), r);
}

function pointOf(raw) {
  try {
    return Point.fromBytes(raw, false);
  } catch {
    return need(false, "signature", "by a key that is not a point");
  }
}
