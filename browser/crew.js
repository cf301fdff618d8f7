// Threads on all cores, which do pieces of one work; what they answer comes in the order in which it was asked.
import { Refusal } from "./refusal.js";
import { startThread } from "./thread.js";

const MOST = 16; // each has a few megabytes of its own
const AHEAD = 2; // pieces that wait for each thread, so that none is idle

export class Crew {
  /** `brief` is what each thread has to know before its first piece; `signal` ends all. */
  constructor(brief, signal, size = Math.min(navigator.hardwareConcurrency || 1, MOST)) {
    this.size = size;
    this.asked = 0;
    this.waiting = new Map();
    this.threads = Array.from({ length: this.size }, () => this.#thread(brief));
    signal.addEventListener("abort", this.#aborted);
    this.signal = signal;
  }

  /** The answer of a thread to a piece; what is in `handed` it takes over. */
  ask(piece, handed = []) {
    this.signal.throwIfAborted();
    const question = this.asked++;
    const answer = new Promise((resolve, reject) => this.waiting.set(question, { resolve, reject }));
    answer.catch(() => {}); // whoever waits for it hears of it, be it later
    this.threads[question % this.size].postMessage({ question, ...piece }, handed);
    return answer;
  }

  /** The answers to all blocks; a flaw of the blocks' source counts once those before it are answered. */
  async *answers(blocks) {
    const [source, answers] = [blocks[Symbol.asyncIterator](), []];
    let [open, flaw] = [true, null];
    while (open || answers.length) {
      while (open && answers.length < this.size * AHEAD) {
        const { value, done, problem } = await source.next().catch((problem) => ({ done: true, problem }));
        if (done) [open, flaw] = [false, problem];
        else answers.push(this.ask(value, [value.block.buffer]));
      }
      if (answers.length) yield await answers.shift();
    }
    if (flaw) throw flaw;
  }

  end() {
    this.signal.removeEventListener("abort", this.#aborted);
    for (const thread of this.threads) thread.terminate();
  }

  #aborted = () => this.#fail(new DOMException("", "AbortError"));

  #fail(problem) {
    for (const { reject } of this.waiting.values()) reject(problem);
  }

  #thread(brief) {
    const thread = startThread();
    thread.addEventListener("error", () => this.#fail(new Error("a thread ended")));
    thread.addEventListener("message", ({ data: { question, answer, refused, unforeseen } }) => {
      const { resolve, reject } = this.waiting.get(question);
      this.waiting.delete(question);
      if (answer) resolve(answer);
      else reject(refused ? new Refusal(refused.reason, refused.facts) : Object.assign(new Error(), { name: unforeseen }));
    });
    thread.postMessage({ brief });
    return thread;
  }
}
