/**
 * Files sent in parts by the tus protocol: they survive a dropped line, a reload and a closed lid.
 * `<form data-upload="ADDRESS">` (components/upload.html) works without this script as a plain form. With
 * `data-hand-over="FIELD"` it takes one file, and is sent with the name of the upload in that field when it has arrived.
 */
const gettext = window.gettext ?? ((text) => text);
const ngettext = window.ngettext ?? ((one, many, count) => (count === 1 ? one : many));
const PART = 8 * 1024 * 1024;
const PAUSES = [0, 1000, 3000, 5000, 10_000, 15_000, 20_000, 30_000, 30_000, 60_000, 60_000];
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const UNITS = [
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
];

function size(bytes) {
  const [step, unit] = UNITS.find(([least]) => bytes >= least) ?? [1, "B"];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / step)} ${unit}`;
}

function timeLeft(seconds) {
  if (seconds < 60) return gettext("less than a minute left");
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return ngettext("about %s minute left", "about %s minutes left", minutes).replace("%s", minutes);
  const hours = Math.round(seconds / 3600);
  return ngettext("about %s hour left", "about %s hours left", hours).replace("%s", hours);
}

/** How fast it goes: an average that forgets, so that a tunnel does not spoil the rest of the journey. */
class Pace {
  constructor() {
    this.rate = 0;
  }

  at(bytes, now = performance.now()) {
    if (this.last === undefined || bytes < this.last.bytes) this.last = { bytes, now };
    const seconds = (now - this.last.now) / 1000;
    if (seconds < 0.5) return this.rate;
    const rate = (bytes - this.last.bytes) / seconds;
    this.rate = this.rate ? this.rate * 0.8 + rate * 0.2 : rate;
    this.last = { bytes, now };
    return this.rate;
  }
}

/** One file on its way: its line in the list, its buttons, its upload. */
class Sending {
  constructor(box, file, tus) {
    this.box = box;
    this.file = file;
    this.pace = new Pace();
    this.furnish();
    this.upload = new tus.Upload(file, this.options());
    window.addEventListener("online", () => this.waiting && this.start());
  }

  furnish() {
    this.row = this.box.row.content.cloneNode(true).firstElementChild;
    const [label, bar] = [this.row.querySelector("label"), this.row.querySelector("progress")];
    bar.id = label.htmlFor = `upload-${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
    label.textContent = this.file.name;
    for (const name of this.row.querySelectorAll("[data-name]")) name.textContent = `: ${this.file.name}`;
    this.bar = bar;
    this.note = this.row.querySelector("small");
    this.figure = this.row.querySelector(".nums");
    this.row.addEventListener("click", (event) => this.do(event.target.closest("[data-deed]")?.dataset.deed));
    this.box.list.append(this.row);
    this.show(0);
  }

  options() {
    return {
      endpoint: this.box.form.dataset.upload,
      chunkSize: PART,
      retryDelays: PAUSES,
      metadata: { filename: this.file.name, purpose: this.box.form.dataset.purpose },
      headers: { "X-CSRFToken": this.box.form.elements.csrfmiddlewaretoken.value },
      removeFingerprintOnSuccess: true,
      fingerprint: (file) => Promise.resolve(["ls4vet", file.name, file.type, file.size, file.lastModified].join("-")),
      onProgress: (sent) => this.show(sent),
      onSuccess: () => this.done(),
      onError: (error) => this.fail(error),
    };
  }

  async begin() {
    const [earlier] = await this.upload.findPreviousUploads();
    if (earlier) this.upload.resumeFromPreviousUpload(earlier);
    this.start();
  }

  start() {
    this.waiting = false;
    this.pace = new Pace();
    this.buttons({ pause: true, resume: false, stop: true });
    this.upload.start();
  }

  do(deed) {
    if (deed === "pause") this.pause();
    if (deed === "resume") this.start();
    if (deed === "stop") this.stop();
  }

  pause() {
    this.upload.abort();
    this.buttons({ pause: false, resume: true, stop: true });
    this.row.querySelector("[data-deed='resume']").focus();
    this.say(gettext("Paused. What arrived is kept."));
  }

  async stop() {
    try {
      await this.upload.abort(true);
    } catch {
      // Not reachable, or already gone: the server gives it up by itself after a while.
    }
    this.row.remove();
    this.box.say(gettext("Given up: %s").replace("%s", this.file.name));
    this.box.input.focus();
    this.box.refresh();
  }

  show(sent) {
    const percent = Math.floor((sent / this.file.size) * 100) || 0;
    const rate = this.pace.at(sent);
    this.bar.value = percent;
    this.bar.textContent = this.figure.textContent = `${percent} %`;
    const words = gettext("%(sent)s of %(total)s");
    const far = words.replace("%(sent)s", size(sent)).replace("%(total)s", size(this.file.size));
    const left = rate > 0 && sent < this.file.size ? `, ${timeLeft((this.file.size - sent) / rate)}` : "";
    this.note.classList.remove("refused");
    this.note.textContent = `${far}${left}`;
  }

  done() {
    if (this.box.form.dataset.handOver) {
      this.buttons({ pause: false, resume: false, stop: false });
      this.box.handOver(this.upload.url);
      return;
    }
    this.row.remove();
    this.box.say(gettext("Stored: %s").replace("%s", this.file.name));
    this.box.refresh();
  }

  fail(error) {
    const answer = error.originalResponse;
    if (!answer || answer.getStatus() >= 500 || [409, 423].includes(answer.getStatus())) {
      this.waiting = true;
      this.buttons({ pause: false, resume: true, stop: true });
      this.say(gettext("The connection is lost. What arrived is kept; go on when you are online again."));
      return;
    }
    this.buttons({ pause: false, resume: answer.getStatus() === 401, stop: true });
    const plain = answer.getHeader("Content-Type")?.startsWith("text/plain");
    this.say(plain ? answer.getBody() : gettext("The server refused the file. Reload the page, then try again."));
  }

  say(text) {
    this.note.textContent = text;
    this.note.classList.add("refused");
    this.box.say(`${this.file.name}: ${text}`);
  }

  buttons(shown) {
    for (const [deed, visible] of Object.entries(shown)) {
      this.row.querySelector(`[data-deed='${deed}']`).hidden = !visible;
    }
  }
}

/** The form with its list: takes what is chosen, tells what happened, fetches the page's own list anew. */
class Box {
  constructor(form) {
    const around = form.parentElement;
    this.form = form;
    this.input = form.querySelector("input[type='file']");
    this.list = around.querySelector("[data-upload-list]");
    this.row = around.querySelector("[data-upload-row]");
    this.status = around.querySelector("[data-upload-status]");
    this.input.multiple = !form.dataset.handOver;
    form.addEventListener("submit", (event) => this.send(event));
  }

  async send(event) {
    const files = [...this.input.files];
    if (!files.length) return; // the server says what is missing
    event.preventDefault();
    const tus = await import(new URL(this.form.dataset.tus, location.href));
    this.input.value = "";
    for (const file of files) new Sending(this, file, tus).begin();
  }

  say(text) {
    this.status.textContent = text;
  }

  /** One file for a form: its field `data-hand-over` names the upload, and the form goes on by itself. */
  handOver(url) {
    this.say(gettext("The file is here and is being read."));
    this.input.disabled = true;
    this.form.elements[this.form.dataset.handOver].value = new URL(url, location.href).pathname.match(/[0-9a-f-]{36}/)[0];
    this.form.submit();
  }

  async refresh() {
    const place = document.getElementById(this.form.dataset.refresh);
    if (!place) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.getElementById(place.id).childNodes);
    } catch {
      // The list is right again after the next reload.
    }
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) new Box(form);
