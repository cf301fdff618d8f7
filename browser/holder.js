// The program of /holder.html, and of the same page as a file: the page, and the threads in which it opens lists.
import { startPage } from "./holder_page.js";
import { startWorker } from "./worker.js";

if (typeof document !== "undefined") startPage();
else startWorker();
