// Threads of this very program: its script once more, as a worker.
const script = typeof document === "undefined" ? null : document.currentScript;

/** A worker. A page from disk has its script within, and no address to load it from. */
export function startThread() {
  if (script.src) return new Worker(script.src);
  const address = URL.createObjectURL(new Blob([script.textContent], { type: "text/javascript" }));
  const worker = new Worker(address);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return worker;
}
