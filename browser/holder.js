// The program of /holder.html, and of the same page as a file.
import { startPage } from "./holder_page.js";

startPage();
