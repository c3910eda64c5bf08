/* One question: an answer, then a reason, then how sure one is; then the verdict. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const { h, icon, plain, rich, identified, shuffled, uid } = LS4VET.elements;
  const { choices, writing, mark, clearMarks } = LS4VET.choiceFields;
  const SURE = ["guess", "fairlySure", "certain"];

  class Question {
    constructor(task, source, place) {
      this.task = task;
      this.source = source;
      this.place = place;
      this.id = source.id;
      this.options = source.kind === "trueFalse" ? this.trueFalse() : identified(source.options, "answer-");
      this.options = this.options.filter((option) => plain(option.text));
      this.reasons = source.reason === "pick" ? identified(source.reasons, "reason-") : [];
      this.empty();
    }

    empty() {
      Object.assign(this, { answers: [], reason: "", written: "", sure: "", isChecked: false, isSolved: false });
    }

    t(name, values) {
      return this.task.t(name, values);
    }

    trueFalse() {
      const { isTrue, feedbackTrue, feedbackFalse } = this.source;
      return [
        { id: "true", text: this.task.params.l10n.true, correct: isTrue === "true", feedback: feedbackTrue },
        { id: "false", text: this.task.params.l10n.false, correct: isTrue !== "true", feedback: feedbackFalse },
      ];
    }

    asksReason() {
      return this.source.reason === "write" || this.reasons.length > 0;
    }

    asksSure() {
      return this.task.params.confidence.ask;
    }

    /* The form. */

    build() {
      this.heading = h(
        "h3",
        { class: "ls-question__text", id: uid("question"), tabindex: "-1" },
        plain(this.source.text),
      );
      const several = this.source.kind === "multiple";
      const order =
        this.task.params.behaviour.shuffle && this.source.kind !== "trueFalse" ? shuffled(this.options) : this.options;
      this.fields = {
        answer: choices(this.t(several ? "answers" : "answer"), order, several ? "checkbox" : "radio", () =>
          this.pickAnswer(),
        ),
        reason: this.asksReason() && this.reasonField(),
        sure: this.asksSure() && this.sureField(),
      };
      this.alert = h("p", { class: "ls-alert", role: "alert", hidden: true });
      this.verdictBox = h("div", { class: "ls-result", tabindex: "-1", role: "group", hidden: true });
      this.buttons = h("div", { class: "ls-buttons" });
      this.root = h(
        "div",
        { class: "ls-question", role: "group", "aria-labelledby": this.heading.id },
        this.heading,
        this.source.more && h("div", { class: "ls-intro" }, rich(this.source.more)),
        this.task.tip(this.source.tip),
        Object.values(this.fields),
        this.alert,
        this.verdictBox,
        this.buttons,
      );
      this.render();
      if (this.isChecked) this.showVerdict(false);
      return this.root;
    }

    reasonField() {
      if (this.source.reason === "write") return this.writeField();
      return choices(this.t("reason"), this.reasons, "radio", (input) => {
        this.reason = input.value;
        this.changed();
      });
    }

    writeField() {
      const { field, text } = writing(this.t("write"), this.t("writeNote"), () => {
        this.written = text.value;
        this.changed();
      });
      this.text = text;
      return field;
    }

    sureField() {
      const list = SURE.map((id) => ({ id, text: this.task.params.confidence[id] }));
      const field = choices(plain(this.task.params.confidence.question), list, "radio", (input) => {
        this.sure = input.value;
        this.changed();
      });
      field.classList.add("ls-sure");
      return field;
    }

    pickAnswer() {
      this.answers = [...this.fields.answer.querySelectorAll("input:checked")].map((input) => input.value);
      this.changed();
    }

    changed() {
      this.alert.hidden = true;
      this.render();
      this.task.touch();
    }

    /** Show what is chosen; the reason waits for an answer, the sureness for a reason. */
    render() {
      const { answer, reason, sure } = this.fields;
      const tick = (field, ids) => {
        for (const input of field.querySelectorAll("input")) input.checked = ids.includes(input.value);
      };
      const lock = (field) => {
        for (const input of field.querySelectorAll("input, textarea")) input.disabled = this.isChecked || this.isSolved;
      };
      tick(answer, this.answers);
      lock(answer);
      if (reason) {
        reason.hidden = !this.answers.length;
        tick(reason, [this.reason]);
        lock(reason);
        if (this.text && this.text.value !== this.written) this.text.value = this.written;
      }
      if (sure) {
        sure.hidden = !this.answers.length || (this.reasons.length > 0 && !this.reason);
        tick(sure, [this.sure]);
        lock(sure);
      }
      this.task.showQuestionButtons(this);
    }

    /* The verdict. */

    missing() {
      if (!this.answers.length) return ["answer", "noAnswer"];
      if (this.reasons.length && !this.reason) return ["reason", "noReason"];
      if (this.asksSure() && !this.sure) return ["sure", "noSure"];
      return null;
    }

    /** Ask for what is missing, or judge. */
    check() {
      const missing = this.missing();
      if (missing) {
        this.alert.textContent = this.t(missing[1]);
        this.alert.hidden = false;
        this.fields[missing[0]].querySelector("input").focus();
        return false;
      }
      this.isChecked = true;
      this.showVerdict(true);
      return true;
    }

    isRight() {
      const right = this.options.filter((option) => option.correct).map((option) => option.id);
      return right.length === this.answers.length && right.every((id) => this.answers.includes(id));
    }

    isReasonRight() {
      return this.reasons.some((reason) => reason.id === this.reason && reason.correct);
    }

    score() {
      return Number(this.answers.length > 0 && this.isRight()) + Number(this.isReasonRight());
    }

    maxScore() {
      return 1 + Number(this.reasons.some((reason) => reason.correct));
    }

    showVerdict(move) {
      this.render();
      this.clearMarks();
      const isRight = this.isRight();
      for (const option of this.options)
        this.judge(this.fields.answer, option, this.answers.includes(option.id), isRight);
      for (const reason of this.reasons)
        this.judge(this.fields.reason, reason, reason.id === this.reason, this.isReasonRight());
      const kind = isRight ? "right" : "wrong";
      const texts = [this.sureness(isRight), plain(this.source.explanation)];
      const words = texts.filter(Boolean);
      const title = this.asksSure() ? words.shift() : this.t(isRight ? "right" : "wrong");
      this.say(kind, title, words, move);
    }

    /** Being right and being sure are two things: the curriculum's six sentences. */
    sureness(isRight) {
      if (!this.sure) return "";
      const name = (isRight ? "right" : "wrong") + this.sure[0].toUpperCase() + this.sure.slice(1);
      return plain(this.task.params.confidence[name]);
    }

    say(kind, title, texts, move) {
      const id = uid("verdict");
      this.verdictBox.className = `ls-result ls-result--${kind}`;
      this.verdictBox.setAttribute("aria-labelledby", id);
      this.verdictBox.replaceChildren(
        icon(kind),
        h(
          "div",
          {},
          h("p", { class: "ls-result__title", id }, title),
          texts.map((text) => h("p", {}, text)),
        ),
      );
      this.verdictBox.hidden = false;
      if (move) this.verdictBox.focus();
    }

    /** What was chosen gets its verdict; the right one is named once all is right, or when the learner asks. */
    judge(field, option, isChosen, isAllRight) {
      const show = isChosen || (option.correct && (this.isSolved || (this.source.kind === "multiple" && isAllRight)));
      if (!show) return;
      const kind = option.correct ? "right" : "wrong";
      mark(field, option.id, kind, this.task.verdict(kind, this.t(kind), plain(option.feedback)));
    }

    clearMarks() {
      this.verdictBox.hidden = true;
      clearMarks(this.root);
    }

    solve(move) {
      this.isSolved = true;
      this.showVerdict(false);
      const texts = [plain(this.source.explanation)].filter(Boolean);
      if (!this.isChecked) this.say("part", this.t("solution"), texts, false);
      if (move) this.verdictBox.focus();
    }

    again() {
      this.isChecked = this.isSolved = false;
      this.clearMarks();
      this.render();
    }

    reset() {
      this.empty();
      if (!this.root) return;
      this.alert.hidden = true;
      this.clearMarks();
      this.render();
    }

    /* State and statements. */

    state() {
      const { answers, reason, written, sure, isChecked, isSolved } = this;
      return { answers, reason, written, sure, checked: isChecked, solved: isSolved };
    }

    restore(state) {
      if (!state || !Array.isArray(state.answers)) return;
      const known = (list, id) => (list.some((one) => one.id === id) ? id : "");
      this.answers = state.answers.filter((id) => known(this.options, id));
      this.reason = known(this.reasons, state.reason);
      this.written = typeof state.written === "string" ? state.written : "";
      this.sure = SURE.includes(state.sure) ? state.sure : "";
      this.isChecked = Boolean(state.checked) && !this.missing();
      this.isSolved = Boolean(state.solved);
    }

    definition() {
      const worded = (text) => this.task.worded(plain(text));
      const right = this.options.filter((option) => option.correct).map((option) => option.id);
      const about = {
        name: worded(this.source.text),
        description: worded(this.source.text),
        correctResponsesPattern: [right.join("[,]")],
      };
      if (this.source.kind === "trueFalse") return { ...about, interactionType: "true-false" };
      const choices = this.options.map((option) => ({ id: option.id, description: worded(option.text) }));
      return { ...about, interactionType: "choice", choices };
    }

    /** A written reason is the learner's own: it is kept in the state, never put into a statement. */
    extension() {
      const { answers, reason, sure } = this;
      return { right: this.isRight(), answers, ...(reason && { reason }), ...(sure && { confidence: sure }) };
    }
  }

  LS4VET.ChoiceQuestion = Question;
})();
