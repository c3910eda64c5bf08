/** Lines that are put in order: by buttons, or by pulling them. The numbers of the plain form follow. */
const gettext = window.gettext ?? ((text) => text);

class Order {
  constructor(list) {
    this.list = list;
    this.status = list.parentElement.querySelector("[data-order-status]");
    list.dataset.movable = "";
    list.parentElement.querySelector("[data-order-hint]").textContent = gettext(
      "Move the lines with the buttons, or pull them.",
    );
    for (const place of list.querySelectorAll("[data-order-place]")) place.hidden = true;
    for (const deeds of list.querySelectorAll("[data-order-do]")) deeds.hidden = false;
    this.sort();
    this.number();
    list.addEventListener("click", (event) => this.click(event.target.closest("[data-move]")));
    list.addEventListener("pointerdown", (event) => this.take(event));
  }

  get lines() {
    return [...this.list.children];
  }

  /** As the numbers of the form say. */
  sort() {
    const place = (line) => Number(line.querySelector("select").value);
    this.list.append(...this.lines.sort((one, other) => place(one) - place(other)));
  }

  /** The numbers say what the eye sees. */
  number() {
    const { lines } = this;
    lines.forEach((line, index) => {
      line.querySelector("select").value = String(index + 1);
      line.querySelector("[data-move='-1']").disabled = index === 0;
      line.querySelector("[data-move='1']").disabled = index === lines.length - 1;
    });
  }

  click(button) {
    if (!button) return;
    const line = button.closest("[data-order-line]");
    const step = Number(button.dataset.move);
    const goal = step < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!goal) return;
    if (step < 0) goal.before(line);
    else goal.after(line);
    this.number();
    // A button at the end of its way is off: the other one takes the focus.
    (button.disabled ? line.querySelector("[data-move]:not([disabled])") : button).focus();
    this.tell(line);
  }

  tell(line) {
    const words = gettext("%(line)s: place %(place)s of %(total)s");
    const { lines } = this;
    this.status.textContent = words
      .replace("%(line)s", line.querySelector(".order__text").textContent)
      .replace("%(place)s", lines.indexOf(line) + 1)
      .replace("%(total)s", lines.length);
  }

  take(event) {
    const line = event.target.closest("[data-order-line]");
    const closed = this.list.closest("fieldset")?.disabled;
    // A finger scrolls; it moves a line by the buttons.
    if (!line || closed || event.button !== 0 || event.pointerType === "touch" || event.target.closest("button")) return;
    event.preventDefault();
    line.setPointerCapture(event.pointerId);
    line.dataset.held = "";
    const move = ({ clientY }) => this.pull(line, clientY);
    const end = () => {
      line.removeEventListener("pointermove", move);
      delete line.dataset.held;
      this.number();
      this.tell(line);
    };
    line.addEventListener("pointermove", move);
    line.addEventListener("lostpointercapture", end, { once: true });
  }

  /** The others make room; the line itself stays in the document, or it would be let go. */
  pull(line, y) {
    const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
    const [before, after] = [line.previousElementSibling, line.nextElementSibling];
    if (before && y < middle(before)) line.after(before);
    else if (after && y > middle(after)) line.before(after);
  }
}

function start(root) {
  for (const list of root.querySelectorAll("[data-order]:not([data-movable])")) new Order(list);
}
start(document);
document.addEventListener("course:fragment", ({ detail }) => start(detail));
