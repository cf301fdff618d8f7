// The program of /verify.html: a log, a letter or a receipt, checked in the reader's browser. What it exports, tests call.
export { answer } from "./verify/ask.js";
export { signed } from "./verify/ed25519.js";
export { folderFiles } from "./verify/folder.js";
export { asStored } from "./verify/receipts.js";
export { hashInto } from "./verify/sha256.js";
export { typedAddress } from "./verify/web.js";
import { startPage } from "./verify/page.js";
import { startWorker } from "./verify/worker.js";

if (typeof document !== "undefined") startPage();
else if (typeof importScripts !== "undefined") startWorker();
