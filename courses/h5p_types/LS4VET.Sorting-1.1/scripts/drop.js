/* Dragging a line onto a bin: while it is held, the bins lie open beside it. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const { h } = LS4VET.elements;
  const START = 6;

  /** Call `drop(line, slot)` when a line is let go over a bin. */
  function droppable(list, { bins, may, drop }) {
    let drag = null;

    list.addEventListener("pointerdown", (event) => {
      const line = event.target.closest("li");
      const onGrip = event.target.closest(".ls-grip");
      if (!line || event.button !== 0 || !may(line) || event.target.closest("label, summary, a")) return;
      if (event.pointerType !== "mouse" && !onGrip) return;
      drag = { line, id: event.pointerId, x: event.clientX, y: event.clientY, tray: null, ghost: null };
    });

    list.addEventListener("pointermove", (event) => {
      if (!drag || event.pointerId !== drag.id) return;
      const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
      if (!drag.tray) {
        if (Math.hypot(x, y) < START) return;
        begin();
      }
      event.preventDefault();
      const frame = list.getBoundingClientRect();
      drag.ghost.style.translate = `${event.clientX - frame.left + 12}px ${event.clientY - frame.top + 12}px`;
      const over = binAt(event);
      for (const bin of drag.tray.children) bin.classList.toggle("ls-over", bin === over);
    });

    function begin() {
      const { line } = drag;
      list.setPointerCapture(drag.id);
      window.getSelection().removeAllRanges();
      line.classList.add("ls-lifted");
      drag.tray = h(
        "div",
        { class: "ls-tray", "aria-hidden": "true" },
        bins.map((bin) => h("div", { class: "ls-tray__bin", "data-slot": bin.slot }, bin.label)),
      );
      drag.ghost = h("div", { class: "ls-ghost", "aria-hidden": "true" }, line.querySelector("legend").textContent);
      list.append(drag.tray, drag.ghost);
      const below = line.offsetTop + line.offsetHeight + 8;
      const fits = below + drag.tray.offsetHeight <= list.offsetHeight;
      drag.tray.style.insetBlockStart = `${fits ? below : line.offsetTop - drag.tray.offsetHeight - 8}px`;
    }

    function binAt({ clientX, clientY }) {
      return [...drag.tray.children].find((bin) => {
        const box = bin.getBoundingClientRect();
        return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
      });
    }

    function finish(event) {
      if (!drag) return;
      const { line, tray, ghost, id } = drag;
      const over = tray && event ? binAt(event) : null;
      drag = null;
      if (!tray) return;
      if (list.hasPointerCapture(id)) list.releasePointerCapture(id);
      line.classList.remove("ls-lifted");
      tray.remove();
      ghost.remove();
      if (over) drop(line, over.dataset.slot);
    }

    list.addEventListener("pointerup", finish);
    list.addEventListener("pointercancel", () => finish(null));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") finish(null);
    });
  }

  LS4VET.droppable = droppable;
})();
