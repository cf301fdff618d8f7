// A log in a folder that the browser was given: each of its files by its path below the folder that has log/checkpoint.
import { need } from "./failure.js";
import { needSmall } from "./source.js";

const HEAD = "log/checkpoint";

/** Where a log begins among these paths: the shortest one with a head below it, or else the one folder that was given. */
export function rootAmong(paths) {
  const roots = paths.filter((path) => `/${path}`.endsWith(`/${HEAD}`)).map((path) => path.slice(0, -HEAD.length));
  const [shortest] = roots.sort((one, other) => one.length - other.length);
  return shortest ?? paths[0]?.match(/^[^/]*\//)?.[0] ?? "";
}

/** The files of a source; `files` are [path, Blob], all within one folder. */
export function folderFiles(files) {
  const within = new Map(files);
  const root = rootAmong([...within.keys()]);
  return {
    names: () => [...within.keys()].map((path) => (path.startsWith(root) ? path.slice(root.length) : path)),
    async read(path) {
      const file = need(within.get(root + path), "missing", `${path} isn't a file`, "missing", { file: path });
      needSmall(file.size, path);
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}
