// A log in a zip file, read piece by piece: nothing is unpacked but what the check asks for, and no more of it than the
// file's own list says. The format is PKWARE's APPNOTE, 4.3 and 4.5.3.
import { Inflate } from "fflate";
import { rootAmong } from "./folder.js";
import { Failure, need } from "./failure.js";
import { MOST_BYTES, needSmall } from "./source.js";

const [END, END64, PLACE64, LISTED] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50];
const [END_BYTES, END64_BYTES, PLACE64_BYTES, LISTED_BYTES, LOCAL_BYTES] = [22, 56, 20, 46, 30];
const MOST_COMMENT = 0xffff;
const MOST_LIST = 1 << 26;
const MOST_UNPACKED = 2 ** 32; // a log of 16 million entries has half of that
const PIECE = 1 << 12; // deflated, it is four million bytes at most
const [STORED, DEFLATED] = [0, 8];
const LOCKED = 1;

/** The files of a source in a zip file, a Blob. */
export async function zipFiles(blob) {
  const listed = await list(blob);
  const root = rootAmong([...listed.keys()]);
  return {
    names: () => [...listed.keys()].map((path) => (path.startsWith(root) ? path.slice(root.length) : path)),
    async read(path) {
      const file = need(listed.get(root + path), "missing", `${path} isn't in it`, "missing", { file: path });
      needSmall(file.size, path);
      return unpacked(blob, file, path);
    },
  };
}

const broken = () => new Failure("missing", "the zip file is damaged", "zip-damaged");

async function view(blob, start, length) {
  if (start < 0 || start + length > blob.size) throw broken();
  return new DataView(await blob.slice(start, start + length).arrayBuffer());
}

/** Where the list of files is: [offset, bytes, how many]. */
async function whereListed(blob) {
  const length = Math.min(blob.size, END_BYTES + MOST_COMMENT);
  const tail = await view(blob, blob.size - length, length);
  let at = length - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  need(at >= 0, "missing", "not a zip file", "zip-none");
  const place = at - PLACE64_BYTES;
  if (place >= 0 && tail.getUint32(place, true) === PLACE64) {
    const end = await view(blob, Number(tail.getBigUint64(place + 8, true)), END64_BYTES);
    if (end.getUint32(0, true) !== END64) throw broken();
    return [48, 40, 32].map((field) => Number(end.getBigUint64(field, true)));
  }
  return [tail.getUint32(at + 16, true), tail.getUint32(at + 12, true), tail.getUint16(at + 10, true)];
}

/** Its files by their paths, as its list has them. */
async function list(blob) {
  const [offset, length, count] = await whereListed(blob);
  need(length <= MOST_LIST, "missing", "the zip file lists too much", "zip-bomb");
  const raw = await view(blob, offset, length);
  const files = new Map();
  let [at, unpackedBytes] = [0, 0];
  for (let n = 0; n < count; n++) {
    if (at + LISTED_BYTES > length || raw.getUint32(at, true) !== LISTED) throw broken();
    const [file, next] = entry(raw, at);
    at = next;
    if (file.path.endsWith("/")) continue;
    if (files.has(file.path)) throw broken();
    files.set(file.path, file);
    unpackedBytes += file.size;
    need(unpackedBytes <= MOST_UNPACKED, "missing", "the zip file unpacks to too much", "zip-bomb");
  }
  return files;
}

/** One file of the list, and where the next one begins. */
function entry(raw, at) {
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => raw.getUint16(at + field, true));
  const name = at + LISTED_BYTES;
  const next = name + nameBytes + extraBytes + commentBytes;
  if (next > raw.byteLength) throw broken();
  const path = new TextDecoder().decode(new Uint8Array(raw.buffer, name, nameBytes)).replaceAll("\\", "/");
  const [size, packed, offset] = wide(raw, name + nameBytes, extraBytes, [24, 20, 42].map((field) => raw.getUint32(at + field, true)));
  return [{ path, size, packed, offset, flags: raw.getUint16(at + 8, true), method: raw.getUint16(at + 10, true) }, next];
}

/** Numbers that have no room in four bytes stand in an extra field, in this order. */
function wide(raw, start, length, numbers) {
  if (!numbers.includes(0xffffffff)) return numbers;
  for (let at = start; at + 4 <= start + length; at += 4 + raw.getUint16(at + 2, true)) {
    if (raw.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    return numbers.map((number) => {
      if (number !== 0xffffffff) return number;
      if (field + 8 > start + length) throw broken();
      return Number(raw.getBigUint64((field += 8) - 8, true));
    });
  }
  throw broken();
}

async function unpacked(blob, file, path) {
  need(!(file.flags & LOCKED) && [STORED, DEFLATED].includes(file.method), "missing", `${path} is locked`, "zip-locked");
  const head = await view(blob, file.offset, LOCAL_BYTES);
  const start = file.offset + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  if (file.packed > MOST_BYTES + PIECE) throw broken();
  const raw = new Uint8Array((await view(blob, start, file.packed)).buffer);
  if (file.method === DEFLATED) return inflated(raw, file.size);
  if (raw.length !== file.size) throw broken();
  return raw;
}

function inflated(raw, size) {
  const out = new Uint8Array(size);
  let [to, ended] = [0, false];
  const stream = new Inflate((piece, final) => {
    if (to + piece.length > size) throw broken();
    out.set(piece, to);
    to += piece.length;
    ended = final;
  });
  try {
    for (let at = 0; at < raw.length; at += PIECE) stream.push(raw.subarray(at, at + PIECE), at + PIECE >= raw.length);
  } catch {
    throw broken();
  }
  if (to !== size || !ended) throw broken();
  return out;
}
