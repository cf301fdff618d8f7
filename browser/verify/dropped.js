// A folder that is dropped on its field: browsers give its files one by one.
const dropped = new WeakMap();

/** [path, File] of the folder that was dropped on a field, or undefined. */
export const droppedIn = (field) => dropped.get(field);

export function takesFolders(field) {
  const block = field.closest(".drop");
  field.addEventListener("change", (event) => {
    if (event.isTrusted) dropped.delete(field);
  });
  const take = async (event) => {
    const entry = event.dataTransfer.items[0]?.webkitGetAsEntry?.();
    if (!entry?.isDirectory) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dropped.set(field, await filesBelow(entry));
    block.dataset.dropped = entry.name;
  };
  block.addEventListener("drop", take, { capture: true });
}

async function filesBelow(entry) {
  if (entry.isFile) return [[entry.fullPath.slice(1), await new Promise((resolve, reject) => entry.file(resolve, reject))]];
  const [reader, found] = [entry.createReader(), []];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const each of some) found.push(...(await filesBelow(each)));
  }
}
