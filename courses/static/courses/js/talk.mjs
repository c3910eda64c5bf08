/** An @ in the text offers the names of the select beside it; choosing one writes it. Without script the select does. */
const MOST = 6;

class Names {
  constructor(form) {
    this.text = form.elements.text;
    this.select = form.elements.mention;
    this.box = form.querySelector("[data-talk-names]");
    this.list = this.box.querySelector("ul");
    this.text.addEventListener("input", () => this.offer());
    this.text.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    this.list.addEventListener("click", (event) => this.take(event.target.closest("button")));
  }

  /** What stands between the last @ and the cursor, if it may become a name. */
  asked() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    return before.match(/(?:^|\s)@([\p{L}\p{M}.’' -]{0,40})$/u)?.[1];
  }

  offer() {
    const asked = this.asked()?.toLocaleLowerCase();
    const names = asked === undefined ? [] : [...this.select.options].filter((one) => one.value).map((one) => one.text);
    const fitting = names.filter((name) => name.toLocaleLowerCase().includes(asked)).slice(0, MOST);
    this.list.replaceChildren(...fitting.map((name) => this.button(name)));
    this.box.hidden = !fitting.length;
  }

  button(name) {
    const [item, button] = [document.createElement("li"), document.createElement("button")];
    button.type = "button";
    button.className = "button button--second button--small";
    button.textContent = name;
    item.append(button);
    return item;
  }

  take(button) {
    if (!button) return;
    const end = this.text.selectionStart;
    const start = end - this.asked().length;
    this.text.setRangeText(`${button.textContent} `, start, end, "end");
    this.close(true);
  }

  close(back) {
    this.box.hidden = true;
    if (back) this.text.focus();
  }
}

for (const form of document.querySelectorAll("form[data-talk]")) new Names(form);
