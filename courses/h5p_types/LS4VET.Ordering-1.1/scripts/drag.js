/* Dragging a line of a list up and down: mouse anywhere on it, finger or pen on its grip. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const START = 5;

  /** Call `place(line, before)` while a line passes others, and `done(line, moved)` when it is let go. */
  function draggable(list, { may, place, done }) {
    let drag = null;

    list.addEventListener("pointerdown", (event) => {
      const line = event.target.closest("li");
      const onGrip = event.target.closest(".ls-grip");
      if (!line || !may() || event.button !== 0 || event.target.closest("button, summary, a")) return;
      if (event.pointerType !== "mouse" && !onGrip) return;
      drag = { line, start: event.clientY, shift: 0, order: [...list.children], id: event.pointerId, moving: false };
    });

    list.addEventListener("pointermove", (event) => {
      if (!drag || event.pointerId !== drag.id) return;
      const way = event.clientY - drag.start;
      if (!drag.moving) {
        if (Math.abs(way) < START) return;
        begin();
      }
      event.preventDefault();
      follow(event.clientY);
    });

    function begin() {
      drag.moving = true;
      list.setPointerCapture(drag.id);
      drag.line.classList.add("ls-lifted");
      window.getSelection().removeAllRanges();
    }

    function follow(y) {
      const { line } = drag;
      line.style.translate = `0 ${y - drag.start}px`;
      const middle = line.getBoundingClientRect().top + line.offsetHeight / 2;
      const before = [...list.children].find((other) => other !== line && middle < centre(other));
      if (line.nextElementSibling === (before || null) || before === line) return;
      const top = line.offsetTop;
      place(line, before || null);
      drag.start += line.offsetTop - top;
      line.style.translate = `0 ${y - drag.start}px`;
    }

    function centre(line) {
      const box = line.getBoundingClientRect();
      return box.top + box.height / 2;
    }

    function finish(keep) {
      if (!drag) return;
      const { line, order, moving, id } = drag;
      drag = null;
      if (!moving) return;
      if (list.hasPointerCapture(id)) list.releasePointerCapture(id);
      line.classList.remove("ls-lifted");
      line.style.translate = "";
      if (!keep) list.append(...order);
      done(line, keep && order.some((one, index) => list.children[index] !== one));
    }

    list.addEventListener("pointerup", () => finish(true));
    list.addEventListener("pointercancel", () => finish(false));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drag && drag.moving) finish(false);
    });
  }

  LS4VET.draggable = draggable;
})();
