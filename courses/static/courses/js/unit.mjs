/** A unit: the end of the text counts when a reader gets there in a reader's time; the rest of the page keeps up. */
import { refresh, send } from "./deeds.mjs";
import "./place.mjs";

const SECOND = 1_000;
const TRIES = 3;

/** Whether somebody can be reading: the page is in front, and the end was on the screen. */
class Reading {
  constructor(form) {
    this.form = form;
    this.wanted = Number(form.dataset.readAfter);
    this.passed = 0;
    this.seen = false;
    this.failures = 0;
    this.watch = new IntersectionObserver((entries) => this.look(entries));
    this.watch.observe(form);
    this.clock = setInterval(() => this.tick(), SECOND);
  }

  look(entries) {
    this.seen ||= entries.some((entry) => entry.isIntersecting);
    this.settle();
  }

  tick() {
    if (document.visibilityState === "visible") this.passed += 1;
    this.settle();
  }

  async settle() {
    if (!this.seen || this.passed < this.wanted || this.sending) return;
    if (!this.form.isConnected) return this.stop();
    this.sending = true;
    const stored = await send(this.form).catch(() => false);
    this.failures += stored ? 0 : 1;
    if (stored || this.failures >= TRIES) return this.stop(); // the button is still there
    this.passed = 0;
    this.sending = false;
  }

  stop() {
    clearInterval(this.clock);
    this.watch.disconnect();
  }
}

for (const form of document.querySelectorAll("[data-read-after]")) {
  new Reading(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await send(form).catch(() => false))) form.submit();
    else document.getElementById("h-missing")?.focus();
  });
}

/** Other parts of the page say when something was done in them. */
document.addEventListener("course:done", () => refresh().catch(() => {}));
