/** Activities in their frames: loading, height, colours, full screen, and the way of results to the site. */
const gettext = (text) => window.gettext?.(text) ?? text; // the catalogue may come later than this

const PATIENCE = 20_000; // then the activity counts as lost
const LARGEST_STATEMENT = 30_000;
const LARGEST_STATE = 120_000;
const MOST_MESSAGES = 60; // of a frame in TEN_SECONDS; what talks more is not listened to for a while
const TEN_SECONDS = 10_000;
const LARGEST_FAREWELL = 60_000; // browsers send no more once the page is left
const STATE_EVERY = 3_000;
const RETRIES = [2_000, 5_000, 15_000, 60_000];
const SEEN_AFTER = 5_000;
const TALLEST = 30_000;

/** What the learner does here goes to the site, in order, again when the line drops. */
class Records {
  constructor(address, say) {
    this.address = address;
    this.say = say;
    this.statements = [];
    this.states = new Map();
    this.sending = false;
    this.failures = 0;
    window.addEventListener("online", () => this.send());
    window.addEventListener("pagehide", () => this.send(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.send(true));
  }

  async open() {
    const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const session = await answer.json();
    this.csrf = session.csrf;
    return session;
  }

  statement(statement) {
    if (!isSound(statement)) return;
    statement.id = crypto.randomUUID();
    statement.timestamp = new Date().toISOString();
    this.statements.push(statement);
    this.soon(200);
  }

  state(part, kind, data) {
    if (data !== null && data.length > LARGEST_STATE) return;
    this.states.set(`${part}/${kind}`, { part, kind, data });
    this.soon(STATE_EVERY);
  }

  /** The learner has seen it: for types that never say they are finished. */
  see() {
    this.viewed = true;
    this.soon(200);
  }

  get isEmpty() {
    return !(this.statements.length || this.states.size || this.viewed);
  }

  soon(wait) {
    const due = Date.now() + wait;
    if (this.timer && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send(leaving = false) {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.csrf || (this.sending && !leaving) || this.isEmpty) return;
    const parcel = { statements: this.statements.slice(0, 20), states: [...this.states.values()].slice(0, 5) };
    if (this.viewed) parcel.viewed = true;
    const body = JSON.stringify(parcel);
    this.sending = true;
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
        body,
        keepalive: leaving && body.length < LARGEST_FAREWELL,
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      this.sent(parcel);
      if (!answer.ok) this.say(gettext("Your answers could not be saved. Load the page again and sign in."));
      else if (this.failures) this.say(gettext("Your answers are saved."));
      if (answer.ok && (parcel.statements.length || parcel.viewed)) document.dispatchEvent(new Event("course:done"));
      this.failures = 0;
    } catch {
      this.failures += 1;
      if (this.failures === 1) this.say(gettext("No connection. Your answers are saved as soon as there is one."));
      this.soon(RETRIES[Math.min(this.failures, RETRIES.length) - 1]);
    } finally {
      this.sending = false;
    }
    if (!this.isEmpty) this.soon(this.failures ? RETRIES[0] : 500);
  }

  sent(parcel) {
    if (parcel.viewed) this.viewed = false;
    this.statements = this.statements.filter((one) => !parcel.statements.includes(one));
    for (const one of parcel.states) {
      const key = `${one.part}/${one.kind}`;
      if (this.states.get(key) === one) this.states.delete(key);
    }
  }
}

class Activity {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-activity-stage]");
    this.waiting = root.querySelector("[data-activity-waiting]");
    this.status = root.querySelector("[data-activity-status]");
    this.full = root.querySelector("[data-activity-full]");
    this.count = 0;
    const { session } = root.dataset;
    this.records = session ? new Records(session, (text) => this.tell(text)) : null;
    this.full.addEventListener("click", () => this.toggleFull());
    document.addEventListener("fullscreenchange", () => this.fullChanged());
    window.addEventListener("message", (event) => this.hear(event));
    new MutationObserver(() => this.send("theme", { theme: theme() })).observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
  }

  load() {
    const early = this.frame ? null : this.stage.querySelector("iframe"); // it came with the page
    this.nonce = early?.dataset.nonce ?? crypto.randomUUID();
    this.ready = false;
    this.height = 0;
    delete this.root.dataset.settled;
    this.frame?.remove();
    this.root.querySelector("[data-activity-error]")?.remove();
    this.waiting.hidden = false;
    this.stage.setAttribute("aria-busy", "true");
    this.opened = this.records ? this.records.open().catch(() => this.unrecorded()) : Promise.resolve({});
    this.frame = early ?? this.made();
    this.send("who"); // one that came early may have spoken before anybody listened
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.fail(), PATIENCE);
  }

  made() {
    const frame = this.root.querySelector("template").content.querySelector("iframe").cloneNode();
    frame.src = `${this.root.dataset.frame}#${new URLSearchParams({ nonce: this.nonce, theme: theme() })}`;
    this.stage.append(frame);
    return frame;
  }

  unrecorded() {
    this.tell(gettext("Your results cannot be saved now. You can play all the same."));
    return {};
  }

  send(type, more = {}) {
    this.frame?.contentWindow?.postMessage({ ...more, nonce: this.nonce, type }, "*");
  }

  /** Only this frame, only with the word it was given, only so often. */
  hear(event) {
    const message = event.data;
    if (!this.frame || event.source !== this.frame.contentWindow) return;
    if (typeof message !== "object" || message === null || message.nonce !== this.nonce) return;
    if (this.count >= MOST_MESSAGES) return;
    if (this.count === 0) setTimeout(() => (this.count = 0), TEN_SECONDS);
    this.count += 1;
    const take = { hello: "begin", ready: "isReady", failed: "fail", height: "grow", xapi: "claim", state: "keep" };
    const name = Object.hasOwn(take, message.type) ? take[message.type] : undefined;
    if (name) this[name](message);
  }

  async begin() {
    const session = await this.opened;
    this.send("start", { record: Boolean(session.csrf), state: session.state ?? {}, saveEvery: 5, theme: theme() });
  }

  isReady() {
    clearTimeout(this.patience);
    this.ready = true;
    this.rest(this.height);
    this.full.hidden = !document.fullscreenEnabled;
    if (this.records && "seen" in this.root.dataset) setTimeout(() => this.records.see(), SEEN_AFTER);
  }

  /** Nothing loads any more; once the height is known, no more place is kept free than it needs. */
  rest(height) {
    this.waiting.hidden = true;
    this.stage.removeAttribute("aria-busy");
    if (height) this.root.dataset.settled = "";
  }

  fail(message) {
    if (this.ready) return;
    console.warn("The activity did not start:", String(message?.reason ?? "it took too long").slice(0, 300));
    clearTimeout(this.patience);
    this.frame?.remove();
    this.frame = undefined;
    this.rest(this.stage.offsetHeight);
    const error = this.root.querySelector("template").content.querySelector("[data-activity-error]").cloneNode(true);
    error.querySelector("button").addEventListener("click", () => {
      this.load();
      this.stage.focus();
    });
    this.stage.append(error);
  }

  grow({ value }) {
    if (!Number.isFinite(value) || value < 1) return;
    this.height = Math.min(Math.ceil(value), TALLEST);
    if (!document.fullscreenElement) this.frame.style.height = `${this.height}px`;
    if (this.ready) this.rest(this.height);
    remember(this.root.dataset.key, this.height);
  }

  claim({ statement }) {
    if (this.records && typeof statement === "object" && statement !== null) this.records.statement(statement);
  }

  keep({ part, kind, data }) {
    const sound = [part, kind].every((name) => typeof name === "string" && /^[\w-]{1,60}$/.test(name));
    if (this.records && sound && (data === null || typeof data === "string")) this.records.state(part, kind, data);
  }

  tell(text) {
    this.status.textContent = text;
  }

  toggleFull() {
    if (document.fullscreenElement) return document.exitFullscreen();
    this.scrolled = scrollY; // browsers forget it: without the stage the page is shorter
    return this.stage.requestFullscreen().catch(() => {});
  }

  fullChanged() {
    const on = document.fullscreenElement === this.stage;
    this.send("full", { on });
    if (this.frame) this.frame.style.height = on ? "100dvh" : this.height ? `${this.height}px` : "";
    if (!on && this.scrolled !== undefined) scrollTo({ top: this.scrolled, behavior: "instant" });
    if (!on) this.scrolled = undefined;
  }
}

/** Not too large, and every number is one: JSON would make nothing of NaN, and nothing is no score. */
function isSound(statement) {
  let sound = true;
  const text = JSON.stringify(statement, (_key, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) sound = false;
    return value;
  });
  return sound && text.length <= LARGEST_STATEMENT;
}

/** The colours of the page; empty where the device decides. */
const theme = () => document.documentElement.dataset.theme ?? "";

/** The height an activity had on this screen last time keeps its place free. */
const place = (key) => `height:${key}:${Math.round(innerWidth / 100)}`;

function remember(key, height) {
  try {
    sessionStorage.setItem(place(key), String(height));
  } catch {
    // No storage: the place is as high as the style sheet says.
  }
}

function reserve(root) {
  try {
    const height = Number(sessionStorage.getItem(place(root.dataset.key)));
    if (height) root.querySelector("[data-activity-stage]").style.minHeight = `${Math.min(height, TALLEST)}px`;
  } catch {
    // As above.
  }
}

const activities = new Map();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      activities.get(target).load();
    }
  },
  { rootMargin: "400px 0px" },
);
/** As soon as this has arrived, and again for what the page had not shown yet. */
function start() {
  for (const root of document.querySelectorAll("[data-activity]")) {
    if (activities.has(root) || !root.querySelector("template")) continue;
    reserve(root);
    activities.set(root, new Activity(root));
    if ("first" in root.dataset) activities.get(root).load();
    else watcher.observe(root);
  }
}
start();
document.addEventListener("DOMContentLoaded", start);
/** On paper the text stands for the activity; afterwards it is closed again where it was closed. */
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("[data-activity-text]:not([open])")];
  for (const text of unfolded) text.open = true;
});
window.addEventListener("afterprint", () => unfolded.forEach((text) => (text.open = false)));
