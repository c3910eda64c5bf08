/* Steps to put in order: by dragging or with buttons. The list as the author wrote it is the right order. */
(function () {
  "use strict";

  const { h, icon, plain, identified, shuffled } = LS4VET.elements;

  class Ordering extends LS4VET.Activity {
    constructor(...args) {
      super(...args);
      this.items = identified(this.params.items, "step-").filter((item) => plain(item.text));
      this.byId = new Map(this.items.map((item) => [item.id, item]));
      this.right = this.items.map((item) => item.id);
      this.order = this.saved() || this.mixed();
      this.isChecked = Boolean(this.previous.checked);
      this.isSolved = Boolean(this.previous.solved);
    }

    /** The order of a saved state, if it is one of these very lines. */
    saved() {
      const { order } = this.previous;
      const fits = Array.isArray(order) && order.length === this.right.length && new Set(order).size === order.length;
      return fits && order.every((id) => this.byId.has(id)) ? [...order] : null;
    }

    /** Never the right order by chance. */
    mixed() {
      let order = shuffled(this.right);
      while (order.length > 1 && order.every((id, place) => id === this.right[place])) order = shuffled(this.right);
      return order;
    }

    build() {
      this.root.classList.add("ls-ordering");
      this.list = h("ol", { class: "ls-order", role: "list", "aria-labelledby": this.ids.task });
      this.lines = new Map(this.items.map((item) => [item.id, this.line(item)]));
      const often = this.params.behaviour.enableRetry && this.t("asOften");
      const hint = h("p", { class: "ls-hint" }, this.t("instructions"), often && ` ${often}`);
      this.body.append(hint, this.list);
      LS4VET.draggable(this.list, {
        may: () => !this.isLocked(),
        place: (line, before) => this.passed(line, before),
        done: (line, moved) => this.dropped(line, moved),
      });
      this.render();
      if (this.isChecked) this.showVerdict(false);
      if (this.isSolved) this.showSolved();
    }

    line(item) {
      const text = plain(item.text);
      const mover = (way, step) =>
        h(
          "button",
          {
            type: "button",
            class: `ls-move ls-move--${way}`,
            "aria-label": this.t(way, { item: text }),
            onclick: () => this.move(item.id, step),
          },
          icon(way),
        );
      return h(
        "li",
        { class: "ls-line", "data-id": item.id },
        h("span", { class: "ls-grip", "aria-hidden": "true" }, icon("grip")),
        h("span", { class: "ls-number", "aria-hidden": "true" }),
        h("div", { class: "ls-line__text" }, h("p", {}, text), this.tip(item.tip)),
        h("span", { class: "ls-moves" }, mover("up", -1), mover("down", 1)),
        h("div", { class: "ls-line__verdict", hidden: true }),
      );
    }

    render() {
      const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
      this.order.forEach((id, place) => {
        const line = this.lines.get(id);
        if (this.list.children[place] !== line) this.list.insertBefore(line, this.list.children[place] || null);
        line.querySelector(".ls-number").textContent = place + 1;
        const [up, down] = line.querySelectorAll(".ls-move");
        up.setAttribute("aria-disabled", String(place === 0 || this.isLocked()));
        down.setAttribute("aria-disabled", String(place === this.order.length - 1 || this.isLocked()));
      });
      if (focused) focused.focus({ preventScroll: true });
      this.root.classList.toggle("ls-locked", this.isLocked());
      this.showButtons();
    }

    isLocked() {
      return this.isSolved || (this.isChecked && (!this.params.behaviour.enableRetry || this.isRight()));
    }

    isRight() {
      return this.getScore() === this.getMaxScore();
    }

    move(id, step) {
      const from = this.order.indexOf(id);
      const to = from + step;
      const stays = this.isLocked() || to < 0 || to >= this.order.length;
      if (!stays) {
        LS4VET.sliding(this.lines, () => {
          this.order.splice(to, 0, ...this.order.splice(from, 1));
          this.changed(id);
        });
      }
      this.announce(this.t(stays ? "stays" : "moved", this.place(id)));
    }

    place(id) {
      const item = plain(this.byId.get(id).text);
      return { item, place: this.order.indexOf(id) + 1, total: this.order.length };
    }

    /** While a line is dragged past others, all show where they stand now. */
    passed(line, before) {
      this.list.insertBefore(line, before);
      [...this.list.children].forEach((one, place) => (one.querySelector(".ls-number").textContent = place + 1));
    }

    dropped(line, moved) {
      if (!moved) return this.render();
      this.order = [...this.list.children].map((one) => one.dataset.id);
      this.changed(line.dataset.id);
      return this.announce(this.t("moved", this.place(line.dataset.id)));
    }

    /** A move withdraws the verdict: the learner is at work again. */
    changed(id) {
      this.isChecked = false;
      this.clearVerdict();
      for (const [one, line] of this.lines) line.classList.toggle("ls-moved", one === id);
      this.render();
      this.touch();
    }

    showButtons() {
      const { enableRetry, enableSolutionsButton } = this.params.behaviour;
      const buttons = [];
      const done = this.isChecked || this.isSolved;
      if (!done) buttons.push(this.button(this.t("check"), "first", () => this.check()));
      if (this.isChecked && !this.isRight() && !this.isSolved && enableSolutionsButton)
        buttons.push(this.button(this.t("showSolution"), "second", () => this.solve()));
      if (done && enableRetry) buttons.push(this.button(this.t("retry"), "second", () => this.restart(), "again"));
      this.buttons.replaceChildren(...buttons);
    }

    check() {
      this.isChecked = true;
      this.touch();
      this.showVerdict(true);
      this.trigger(this.scored("answered"));
    }

    /** Name the first wrong neighbour, and say why where the author did. */
    showVerdict(move) {
      this.clearVerdict();
      this.render();
      const { right, notYet } = this.params.feedback;
      const score = this.t("score", { score: this.getScore(), total: this.getMaxScore() });
      if (this.isRight()) return this.showResult("right", this.t("allRight"), [plain(right), score], move);
      const wrong = this.firstWrong();
      this.mark(wrong);
      const why = this.tooEarly();
      return this.showResult("part", this.t("notYet"), [this.named(wrong), why, plain(notYet), score], move);
    }

    /** The place of the first line that does not stand directly behind the line it should. */
    firstWrong() {
      return this.order.findIndex((id, place) => !this.follows(id, place));
    }

    follows(id, place, order = this.order) {
      const proper = this.right.indexOf(id);
      return proper === 0 ? place === 0 : order[place - 1] === this.right[proper - 1];
    }

    named(place) {
      const text = (at) => plain(this.byId.get(this.order[at]).text).replace(/\.$/, ""); // it stands within a sentence
      return place === 0
        ? this.t("wrongFirst", { item: text(0) })
        : this.t("wrongPair", { first: text(place - 1), second: text(place) });
    }

    /** The author's word on the first line that stands before the one it needs. */
    tooEarly() {
      const early = this.order.find((id, place) => {
        const needed = this.right[this.right.indexOf(id) - 1];
        return plain(this.byId.get(id).tooEarly) && needed && this.order.indexOf(needed) > place;
      });
      return early ? plain(this.byId.get(early).tooEarly) : "";
    }

    mark(place) {
      const line = this.lines.get(this.order[place]);
      line.classList.add("ls-line--wrong");
      const verdict = line.querySelector(".ls-line__verdict");
      verdict.replaceChildren(this.verdict("wrong", this.t("lookAgain")));
      verdict.hidden = false;
    }

    clearVerdict() {
      this.hideResult();
      for (const line of this.lines.values()) {
        line.classList.remove("ls-line--wrong", "ls-moved");
        line.querySelector(".ls-line__verdict").hidden = true;
      }
    }

    solve() {
      this.touch();
      this.given = [...this.order];
      this.isSolved = true;
      this.showSolved();
      this.result.focus();
    }

    showSolved() {
      this.given = this.given || [...this.order];
      LS4VET.sliding(this.lines, () => {
        this.order = [...this.right];
        this.clearVerdict();
        this.render();
      });
      this.showResult("part", this.t("solution"), [
        this.t("score", { score: this.getScore(), total: this.getMaxScore() }),
      ]);
    }

    restart() {
      this.touch();
      this.resetTask();
      this.announce(this.t("restarted"));
      this.list.querySelector(".ls-move")?.focus();
    }

    /* What H5P asks a question for. */

    getAnswerGiven() {
      return this.wasTouched && !this.wasReset;
    }

    touch() {
      this.wasReset = false;
      super.touch();
    }

    getScore() {
      const order = this.given || this.order;
      return order.filter((id, place) => this.follows(id, place, order)).length;
    }

    getMaxScore() {
      return this.items.length;
    }

    showSolutions() {
      this.given = this.given || [...this.order];
      this.isSolved = true;
      if (this.root) this.showSolved();
    }

    resetTask() {
      this.wasReset = true;
      this.isChecked = this.isSolved = false;
      this.given = null;
      this.order = this.mixed();
      if (!this.root) return;
      this.clearVerdict();
      this.render();
    }

    state() {
      return { order: this.given || this.order, checked: this.isChecked, solved: this.isSolved };
    }

    definition() {
      return {
        interactionType: "sequencing",
        choices: this.items.map((item) => ({ id: item.id, description: this.worded(plain(item.text)) })),
        correctResponsesPattern: [this.right.join("[,]")],
      };
    }

    answer() {
      return { response: (this.given || this.order).join("[,]") };
    }
  }

  LS4VET.Ordering = LS4VET.Activity.publish(Ordering, LS4VET.defaults.Ordering);
})();
