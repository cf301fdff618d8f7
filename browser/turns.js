const PORTION = 40; // milliseconds of work before the page gets its turn

/** A function to call between pieces of work: now and then it lets the page draw and listen. */
export function turns() {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < PORTION) return;
    await othersTurn();
    begun = performance.now();
  };
}

/** A timer would do, but browsers slow timers down in a tab that nobody looks at. */
function othersTurn() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  }).finally(() => port1.close());
}
