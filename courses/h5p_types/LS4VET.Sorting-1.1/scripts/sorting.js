/* Sentences to sort into two to four bins: with the buttons in each line, or by dragging it onto a bin. */
(function () {
  "use strict";

  const { h, icon, plain, identified, shuffled, uid } = LS4VET.elements;
  const SLOTS = ["first", "second", "third", "other"];

  class Sorting extends LS4VET.Activity {
    constructor(...args) {
      super(...args);
      const named = (slot) => this.params.bins[slot] && plain(this.params.bins[slot].label);
      this.bins = SLOTS.filter(named).map((slot) => ({ slot, ...this.params.bins[slot], label: named(slot) }));
      this.binOf = new Map(this.bins.map((bin) => [bin.slot, bin]));
      this.items = identified(this.params.items, "item-").filter(
        (item) => plain(item.text) && this.binOf.has(item.bin),
      );
      this.places = this.saved();
      this.isChecked = Boolean(this.previous.checked);
      this.isSolved = Boolean(this.previous.solved);
    }

    /** What a saved state says of lines and bins there still are. */
    saved() {
      const places = this.previous.places || {};
      const known = this.items.filter((item) => this.binOf.has(places[item.id]));
      return new Map(known.map((item) => [item.id, places[item.id]]));
    }

    build() {
      this.root.classList.add("ls-sorting", `ls-bins-${this.bins.length}`);
      this.list = h("ol", { class: "ls-sort", role: "list", "aria-labelledby": this.ids.task });
      this.lines = new Map(this.items.map((item) => [item.id, this.line(item)]));
      const order = this.params.behaviour.shuffle ? shuffled(this.items) : this.items;
      this.list.append(...order.map((item) => this.lines.get(item.id)));
      this.body.append(this.legend(), h("p", { class: "ls-hint" }, this.t("instructions")), this.list);
      LS4VET.droppable(this.list, {
        bins: this.bins,
        may: (line) => !this.isLocked() && !line.querySelector("fieldset").disabled,
        drop: (line, slot) => this.put(line.dataset.id, slot),
      });
      this.render();
      if (this.isChecked) this.showVerdict(false);
      if (this.isSolved) this.showSolved();
    }

    /** What the bins are for, where the author says so. */
    legend() {
      const told = this.bins.filter((bin) => plain(bin.hint));
      if (!told.length) return "";
      return h(
        "dl",
        { class: "ls-bins" },
        told.map((bin) => [h("dt", {}, bin.label), h("dd", {}, plain(bin.hint))]),
      );
    }

    line(item) {
      const name = uid("bin");
      const choice = (bin) => {
        const input = h("input", { type: "radio", name, value: bin.slot, onchange: () => this.put(item.id, bin.slot) });
        return h("label", { class: "ls-bin" }, input, h("span", {}, bin.label));
      };
      return h(
        "li",
        { class: "ls-item", "data-id": item.id },
        h("span", { class: "ls-grip", "aria-hidden": "true" }, icon("grip")),
        h(
          "fieldset",
          {},
          h("legend", {}, plain(item.text)),
          h("div", { class: "ls-item__bins" }, this.bins.map(choice)),
        ),
        this.tip(item.tip),
        h("div", { class: "ls-item__verdict", hidden: true }),
      );
    }

    put(id, slot) {
      this.places.set(id, slot);
      this.isChecked = false;
      this.clearVerdict();
      this.render();
      this.touch();
      const values = { item: plain(this.item(id).text), bin: this.binOf.get(slot).label, left: this.missing().length };
      this.announce(this.t("sorted", values));
    }

    item(id) {
      return this.items.find((one) => one.id === id);
    }

    missing() {
      return this.items.filter((item) => !this.places.has(item.id));
    }

    render() {
      for (const item of this.items) {
        const line = this.lines.get(item.id);
        for (const input of line.querySelectorAll("input")) input.checked = input.value === this.places.get(item.id);
        line.classList.toggle("ls-item--sorted", this.places.has(item.id));
        line.querySelector("fieldset").disabled = this.isLocked();
      }
      this.root.classList.toggle("ls-locked", this.isLocked());
      this.showButtons();
    }

    isLocked() {
      return this.isSolved || (this.isChecked && (!this.params.behaviour.enableRetry || this.isRight()));
    }

    isRight() {
      return this.getScore() === this.getMaxScore();
    }

    showButtons() {
      const { enableRetry, enableSolutionsButton } = this.params.behaviour;
      const done = this.isChecked || this.isSolved;
      const buttons = [];
      if (!done) buttons.push(this.button(this.t("check"), "first", () => this.check()));
      if (this.isChecked && !this.isRight() && !this.isSolved) {
        if (enableRetry) buttons.push(this.button(this.t("keepRight"), "first", () => this.mend()));
        if (enableSolutionsButton) buttons.push(this.button(this.t("showSolution"), "second", () => this.solve()));
      }
      if (done && enableRetry) buttons.push(this.button(this.t("retry"), "second", () => this.restart(), "again"));
      this.buttons.replaceChildren(...buttons);
    }

    check() {
      const missing = this.missing();
      if (missing.length) {
        this.showResult("part", this.t("unsorted", { number: missing.length }), [], false);
        this.announce(this.t("unsorted", { number: missing.length }));
        this.lines.get(missing[0].id).querySelector("input").focus();
        return;
      }
      this.isChecked = true;
      this.touch();
      this.showVerdict(true);
      this.trigger(this.scored("answered"));
    }

    showVerdict(move) {
      this.clearVerdict();
      this.render();
      for (const item of this.items) this.judge(item);
      const { right, notYet } = this.params.feedback;
      const score = this.t("score", { score: this.getScore(), total: this.getMaxScore() });
      const all = this.isRight();
      const texts = [plain(all ? right : notYet), score];
      this.showResult(all ? "right" : "part", this.t(all ? "allRight" : "notYet"), texts, move);
    }

    /** The author's word on this line, or else on the bin it was put into. */
    judge(item) {
      const place = this.places.get(item.id);
      const isRight = place === item.bin;
      const ofBin = this.binOf.get(isRight ? item.bin : place);
      const own = plain(isRight ? item.feedbackRight : item.feedbackWrong);
      const text = own || plain(isRight ? ofBin.feedbackRight : ofBin.feedbackWrong);
      this.say(item, isRight ? "right" : "wrong", this.t(isRight ? "right" : "wrong"), text);
    }

    say(item, kind, word, text) {
      const line = this.lines.get(item.id);
      line.classList.add(`ls-item--${kind}`);
      const verdict = line.querySelector(".ls-item__verdict");
      verdict.replaceChildren(this.verdict(kind, word, text));
      verdict.hidden = false;
    }

    clearVerdict() {
      this.hideResult();
      for (const line of this.lines.values()) {
        line.classList.remove("ls-item--right", "ls-item--wrong");
        line.querySelector(".ls-item__verdict").hidden = true;
      }
    }

    /** Back to work: what is right stays, the others wait for another bin. */
    mend() {
      const wrong = this.items.filter((item) => this.places.get(item.id) !== item.bin);
      for (const item of wrong) this.places.delete(item.id);
      this.isChecked = false;
      this.clearVerdict();
      this.render();
      this.touch();
      this.lines.get(wrong[0].id).querySelector("input").focus();
    }

    solve() {
      this.touch();
      this.isSolved = true;
      this.showSolved();
      this.result.focus();
    }

    /** Each line with its bin and reason; what the learner chose stays in sight. */
    showSolved() {
      this.clearVerdict();
      this.render();
      for (const item of this.items) {
        const bin = this.binOf.get(item.bin);
        const isRight = this.places.get(item.id) === item.bin;
        const why = plain(item.feedbackRight) || plain(bin.feedbackRight);
        this.say(item, isRight ? "right" : "wrong", this.t("belongs", { bin: bin.label }), why);
      }
      this.showResult("part", this.t("score", { score: this.getScore(), total: this.getMaxScore() }), []);
    }

    restart() {
      this.resetTask();
      this.touch();
      this.announce(this.t("restarted"));
      this.list.querySelector("input").focus();
    }

    /* What H5P asks a question for. */

    getAnswerGiven() {
      return this.places.size > 0;
    }

    getScore() {
      return this.items.filter((item) => this.places.get(item.id) === item.bin).length;
    }

    getMaxScore() {
      return this.items.length;
    }

    showSolutions() {
      this.isSolved = true;
      if (this.root) this.showSolved();
    }

    resetTask() {
      this.places.clear();
      this.isChecked = this.isSolved = false;
      if (!this.root) return;
      this.clearVerdict();
      this.render();
    }

    state() {
      return { places: Object.fromEntries(this.places), checked: this.isChecked, solved: this.isSolved };
    }

    definition() {
      const source = this.items.map((item) => ({ id: item.id, description: this.worded(plain(item.text)) }));
      const target = this.bins.map((bin) => ({ id: bin.slot, description: this.worded(bin.label) }));
      const pattern = this.items.map((item) => `${item.id}[.]${item.bin}`).join("[,]");
      return { interactionType: "matching", source, target, correctResponsesPattern: [pattern] };
    }

    answer() {
      const sorted = this.items.filter((item) => this.places.has(item.id));
      return { response: sorted.map((item) => `${item.id}[.]${this.places.get(item.id)}`).join("[,]") };
    }
  }

  LS4VET.Sorting = LS4VET.Activity.publish(Sorting, LS4VET.defaults.Sorting);
})();
