/**
 * Proposals while one types into the search: a combobox with a list (ARIA authoring practices).
 * The field names the address in `data-suggest`; it answers with [{title, url, kind}].
 */
const gettext = window.gettext ?? ((text) => text);
const ngettext = window.ngettext ?? ((one, many, count) => (count === 1 ? one : many));
const PAUSE = 180;
const LEAST = 2;

class Suggest {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.status = document.createElement("span");
    this.options = [];
    this.active = -1;
    this.answered = null; // the words whose proposals are in the list
    this.furnish();
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role='option']")));
  }

  furnish() {
    const { input, list, status } = this;
    list.id = `${input.id}-suggestions`;
    list.className = "suggest__list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", gettext("Suggestions"));
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.after(list, status);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(text) {
    this.request?.abort();
    if (text.length < LEAST) return this.close();
    if (text === this.answered) return this.open(); // a space more or less: the choice made stays
    this.request = new AbortController();
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show(text, await answer.json());
    } catch {
      // A later key stroke took over, or there is no network: the form still searches.
    }
  }

  show(text, found) {
    this.answered = text;
    this.options = found.map((entry, place) => this.option(entry, place));
    this.list.replaceChildren(...this.options);
    this.mark(-1);
    this.open();
  }

  open() {
    const open = this.options.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    const words = ngettext("%s suggestion", "%s suggestions", this.options.length);
    this.status.textContent = words.replace("%s", this.options.length);
  }

  option({ title, url, kind }, place) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    item.id = `${this.list.id}-${place}`;
    item.dataset.url = url;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    name.textContent = title;
    item.append(name);
    if (kind) {
      const small = document.createElement("small");
      small.textContent = kind;
      item.append(" ", small);
    }
    return item;
  }

  mark(place) {
    this.active = place;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
    const chosen = this.options[place];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.options.length;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
      event.preventDefault();
      this.follow(this.options[this.active]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
    }
  }

  follow(option) {
    if (option) location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

for (const input of document.querySelectorAll("input[data-suggest]:not([role='combobox'])")) new Suggest(input);
