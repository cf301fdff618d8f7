// Files out of the page and into it.

/** Save a text or Blob under a name. */
export function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it only when the download begins
}

/** A name of a file without what some systems don't take in one. */
export const plainName = (name) => name.replace(/[^\p{L}\p{N}_.-]/gu, "-");

/** Let a file be dropped anywhere on the block around its field. */
export function takesDrops(block) {
  const field = block.querySelector("input[type=file]");
  block.addEventListener("dragover", (event) => event.preventDefault());
  block.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
