/* The parts of a question's form: answers to choose from, room to write, and marks on what was chosen. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const { h, plain, uid } = LS4VET.elements;

  /** Radios or checkboxes; each has room for its verdict. */
  function choices(label, list, type, onchange) {
    const name = uid("choice");
    const one = (option) => {
      const input = h("input", { type, name, value: option.id, onchange: () => onchange(input) });
      return h(
        "div",
        { class: "ls-option", "data-id": option.id },
        h("label", { class: "ls-choice" }, input, h("span", {}, plain(option.text))),
        h("div", { class: "ls-option__verdict", hidden: true }),
      );
    };
    return h("fieldset", { class: "ls-field" }, h("legend", {}, label), list.map(one));
  }

  function writing(label, note, oninput) {
    const id = uid("reason");
    const text = h("textarea", { id, rows: "2", maxlength: "600", "aria-describedby": `${id}-note`, oninput });
    const hint = h("p", { class: "ls-hint", id: `${id}-note` }, note);
    return {
      text,
      field: h("div", { class: "ls-field" }, h("label", { class: "ls-label", for: id }, label), hint, text),
    };
  }

  /** Put a verdict below an option. */
  function mark(field, id, kind, verdict) {
    const line = [...field.querySelectorAll(".ls-option")].find((one) => one.dataset.id === id);
    line.classList.add(`ls-option--${kind}`);
    const box = line.querySelector(".ls-option__verdict");
    box.replaceChildren(verdict);
    box.hidden = false;
  }

  function clearMarks(root) {
    for (const line of root.querySelectorAll(".ls-option")) {
      line.classList.remove("ls-option--right", "ls-option--wrong");
      line.querySelector(".ls-option__verdict").hidden = true;
    }
  }

  LS4VET.choiceFields = { choices, writing, mark, clearMarks };
})();
