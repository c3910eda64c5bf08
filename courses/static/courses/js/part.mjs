/**
 * Forms that stand inside a longer page. `<form data-part>` is sent without leaving the page: the answer replaces the
 * `[data-fragment]` around it, and the focus goes to its `[data-result]`. With `data-autosave` what is typed is saved
 * by itself, too; its value names the field with the stored version, if that isn't `known`. Without this script they
 * are plain forms. What is typed stays on the screen whatever happens.
 * Tells the page with the event `course:done` on document that something may be done now.
 */
const gettext = window.gettext ?? ((text) => text);
const PAUSE = 1500;
const PATIENCE = 2000;
const LARGEST_AT_THE_END = 60_000; // browsers send no more while a page goes away
const drafts = new Map();

const outside = (form) => form.closest("[data-fragment]") ?? form;

function say(form, text) {
  let line = outside(form).querySelector("[data-part-said]");
  if (!line) {
    line = document.createElement("p");
    line.className = "question__error";
    line.setAttribute("role", "alert");
    line.dataset.partSaid = "";
    form.after(line);
  }
  line.textContent = text;
}

function clear(form) {
  outside(form).querySelector("[data-part-said]")?.remove();
}

/** The address and the body of a form; `more` are fields that only the script sends. */
function asked(form, submitter, more) {
  const data = new FormData(form, submitter);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  const address = form.getAttribute("action") || location.href;
  if (form.method === "post") return [address, { method: "POST", body: new URLSearchParams(data) }];
  return [`${address}?${new URLSearchParams(data)}`, {}];
}

function replace(form, text, focus = true) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.querySelector("[data-fragment]");
  if (!fresh) return false;
  const old = outside(form);
  fresh.querySelectorAll("script").forEach((script) => script.remove());
  old.replaceWith(fresh);
  document.dispatchEvent(new CustomEvent("course:fragment", { detail: fresh }));
  if (focus) (fresh.querySelector("[data-result]") ?? fresh.querySelector("legend, label"))?.focus();
  start(fresh);
  return true;
}

async function send(form, submitter) {
  const draft = drafts.get(form);
  await draft?.stop();
  const buttons = [...form.querySelectorAll("button:not([disabled])")];
  const [address, options] = asked(form, submitter, { part: "1" });
  buttons.forEach((button) => (button.disabled = true));
  try {
    const answer = await fetch(address, { ...options, headers: { Accept: "text/html" } });
    const text = await answer.text();
    if (answer.redirected || !replace(form, text)) throw new Error(String(answer.status));
    if (form.method === "post") document.dispatchEvent(new Event("course:done"));
  } catch {
    buttons.forEach((button) => (button.disabled = false));
    say(form, gettext("This could not be sent. What you wrote is still here; try again in a moment."));
  }
}

/** A form that leaves the page waits for a draft on its way: the two must not meet. */
function wait(event) {
  const busy = drafts.get(event.target)?.busy;
  if (!busy) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  busy.finally(() => event.target.isConnected && event.target.requestSubmit(event.submitter));
}

/** What is being written, saved a moment after the last key, and before one leaves. */
class Draft {
  constructor(form) {
    this.form = form;
    this.known = form.dataset.autosave || "known"; // the field that says what the form was made from
    this.sent = this.now();
    form.addEventListener("input", () => this.wait());
    form.addEventListener("change", () => this.save());
  }

  now() {
    const data = new FormData(this.form);
    for (const name of [this.known, "arrived"]) data.delete(name);
    return new URLSearchParams(data).toString();
  }

  get isOpen() {
    return !this.stopped && this.form.isConnected && this.now() !== this.sent;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** One at a time: what came meanwhile is saved afterwards. */
  save(keepalive = false) {
    clearTimeout(this.timer);
    if (this.busy) return this.busy.then(() => this.save());
    if (!this.isOpen) return Promise.resolve();
    this.busy = this.store(keepalive).finally(() => (this.busy = undefined));
    return this.busy;
  }

  async store(keepalive) {
    const said = this.now();
    const [address, options] = asked(this.form, undefined, { part: "1", do: "draft" });
    try {
      const answer = await fetch(address, { ...options, keepalive, headers: { Accept: "application/json, text/html" } });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) return this.kept(said, await answer.json());
      if (answer.redirected || !replace(this.form, await answer.text(), answer.status === 409)) throw new Error("page");
    } catch {
      this.failed = true;
      say(this.form, gettext("Not saved: there is no connection. Keep this page open; it is tried again."));
      this.timer = setTimeout(() => this.save(), 5 * PAUSE);
    }
  }

  kept(said, { known, saved }) {
    this.sent = said;
    this.failed = false;
    clear(this.form);
    if (this.form.elements[this.known]) this.form.elements[this.known].value = known;
    const line = this.form.querySelector("[data-saved]");
    if (line) line.innerHTML = saved; // made by the site's own template, without anything people typed
    document.dispatchEvent(new Event("course:done"));
  }

  async stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.busy;
    this.stopped = false;
  }
}

const open = () => [...drafts.values()].filter((draft) => draft.isOpen);

/** A link is followed when what was typed is on its way: the next page may be the same one in another language. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
  if (link.origin !== location.origin || (link.hash && link.pathname === location.pathname) || !open().length) return;
  event.preventDefault();
  const patience = new Promise((done) => setTimeout(done, PATIENCE));
  await Promise.race([Promise.all(open().map((draft) => draft.save())), patience]);
  location.assign(link.href);
});

window.addEventListener("pagehide", () => {
  for (const draft of open()) draft.save(draft.now().length < LARGEST_AT_THE_END);
});
window.addEventListener("beforeunload", (event) => {
  if (open().some((draft) => draft.failed)) event.preventDefault();
});

function start(root = document) {
  for (const form of root.querySelectorAll("form[data-part]")) {
    if (form.dataset.ready !== undefined) continue;
    form.dataset.ready = "";
    if (form.dataset.part === "plain") form.addEventListener("submit", wait, { capture: true });
    else {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        send(form, event.submitter);
      });
    }
    if (form.dataset.autosave !== undefined) drafts.set(form, new Draft(form));
  }
  for (const form of drafts.keys()) if (!form.isConnected) drafts.delete(form);
}
start();
