/* Questions that ask for the answer, the reason and the sureness, one after the other; then what to take along. */
(function () {
  "use strict";

  const { h, icon, plain, identified, merge } = LS4VET.elements;
  const EXTENSION = "https://ls4vet.itstudy.hu/xapi/choice-with-reasons";

  const KINDS = { kind: "single", reason: "none", isTrue: "true" };

  class ChoiceWithReasons extends LS4VET.Activity {
    constructor(...args) {
      super(...args);
      const sources = identified(this.params.questions, "question-").filter((source) => plain(source.text));
      this.questions = sources.map((source, place) => new LS4VET.ChoiceQuestion(this, merge(KINDS, source), place));
      const { questions, at } = this.previous;
      for (const question of this.questions) question.restore(questions && questions[question.id]);
      this.at = Math.min(Math.max(0, Number(at) || 0), this.questions.length);
      this.reported = this.previous.reported ? this.said() : "";
    }

    build() {
      this.root.classList.add("ls-choices");
      this.progress = h("p", { class: "ls-progress" });
      this.panel = h(
        "div",
        {},
        this.questions.map((question) => question.build()),
      );
      this.summary = h("div", { class: "ls-summary", tabindex: "-1", role: "group", hidden: true });
      this.body.append(this.progress, this.panel, this.summary);
      this.show(this.at, false);
    }

    isSingle() {
      return this.questions.length === 1;
    }

    /** One question at a time; behind the last, the summary. A single question needs none. */
    show(place, move) {
      this.at = this.isSingle() ? 0 : place;
      const atEnd = this.at >= this.questions.length;
      this.questions.forEach((question, number) => (question.root.hidden = number !== this.at));
      this.progress.hidden = this.isSingle() || atEnd;
      this.progress.textContent = this.t("progress", { number: this.at + 1, total: this.questions.length });
      this.summary.hidden = !atEnd;
      if (atEnd) this.showSummary();
      this.showButtons();
      if (move && !atEnd) this.questions[this.at].heading.focus();
      if (move && atEnd) this.summary.focus();
    }

    showQuestionButtons(question) {
      const { enableRetry, enableSolutionsButton } = this.params.behaviour;
      const isLast = question.place === this.questions.length - 1;
      const buttons = [];
      if (!question.isChecked && !question.isSolved)
        buttons.push(this.button(this.t("check"), "first", () => this.check(question)));
      else if (!this.isSingle())
        buttons.push(
          this.button(this.t(isLast ? "finish" : "next"), "first", () => this.go(question.place + 1), "next"),
        );
      const isWhole = question.score() === question.maxScore();
      if (question.isChecked && !isWhole && !question.isSolved) {
        if (enableRetry) buttons.push(this.button(this.t("tryAgain"), "second", () => this.again(question)));
        if (enableSolutionsButton)
          buttons.push(this.button(this.t("showSolution"), "quiet", () => this.solve(question)));
      }
      if (this.isSingle() && enableRetry && (question.isSolved || (question.isChecked && isWhole)))
        buttons.push(this.button(this.t("retry"), "second", () => this.restart(), "again"));
      question.buttons.replaceChildren(...buttons);
    }

    showButtons() {
      const { enableRetry } = this.params.behaviour;
      const atEnd = this.at >= this.questions.length && !this.isSingle();
      this.buttons.replaceChildren(
        ...(atEnd && enableRetry ? [this.button(this.t("retry"), "second", () => this.restart(), "again")] : []),
      );
    }

    check(question) {
      if (!question.check()) return;
      this.touch();
      if (this.isSingle()) this.report();
    }

    again(question) {
      question.again();
      this.touch();
      question.heading.focus();
    }

    solve(question) {
      question.solve(true);
      this.touch();
    }

    go(place) {
      this.show(place, true);
      this.touch();
      if (this.at >= this.questions.length) this.report();
    }

    said() {
      return JSON.stringify(this.questions.map((question) => question.state()));
    }

    /** Told once; told again only when something was answered anew. */
    report() {
      if (this.reported === this.said()) return;
      this.reported = this.said();
      this.trigger(this.scored("answered"));
    }

    /** Each question with its verdict and sureness, and a way back to it. */
    showSummary() {
      const isAll = this.getScore() === this.getMaxScore();
      const score = this.t("score", { score: this.getScore(), total: this.getMaxScore() });
      const head = h(
        "p",
        { class: "ls-result__title" },
        icon(isAll ? "right" : "part"),
        h("span", {}, `${this.t("done")}: ${score}`),
      );
      const list = h(
        "ol",
        { class: "ls-recap", role: "list", "aria-label": this.t("yourAnswers") },
        this.questions.map((question) => this.recap(question)),
      );
      this.summary.setAttribute("aria-label", this.t("done"));
      this.summary.replaceChildren(head, list);
    }

    recap(question) {
      const kind = question.isRight() ? "right" : "wrong";
      const sure = question.sure && plain(this.params.confidence[question.sure]).toLowerCase();
      const words = [this.t(question.isRight() ? "isRight" : "isWrong"), sure].filter(Boolean).join(", ");
      const back = this.button(this.t("lookAgain"), "quiet", () => this.show(question.place, true));
      back.append(h("span", { class: "ls-away" }, `: ${plain(question.source.text)}`));
      return h(
        "li",
        {},
        icon(kind),
        h("div", {}, h("p", {}, plain(question.source.text)), h("p", { class: "ls-hint" }, words)),
        back,
      );
    }

    restart() {
      this.resetTask();
      this.touch();
      this.announce(this.t("restarted"));
      this.questions[0].heading.focus();
    }

    /* What H5P asks a question for. */

    getAnswerGiven() {
      return this.questions.some((question) => question.answers.length > 0);
    }

    getScore() {
      return this.questions.reduce((sum, question) => sum + question.score(), 0);
    }

    getMaxScore() {
      return this.questions.reduce((sum, question) => sum + question.maxScore(), 0);
    }

    /** All questions below one another, with their solutions. */
    showSolutions() {
      for (const question of this.questions) {
        if (this.root) question.solve(false);
        else question.isSolved = true;
      }
      if (!this.root) return;
      this.progress.hidden = this.summary.hidden = true;
      for (const question of this.questions) question.root.hidden = false;
      this.buttons.replaceChildren();
    }

    resetTask() {
      for (const question of this.questions) question.reset();
      this.at = 0;
      this.reported = "";
      if (this.root) this.show(0, false);
    }

    state() {
      const questions = Object.fromEntries(this.questions.map((question) => [question.id, question.state()]));
      return { at: this.at, questions, reported: Boolean(this.reported) };
    }

    definition() {
      return this.isSingle() ? this.questions[0].definition() : { interactionType: "compound" };
    }

    answer() {
      const answered = this.questions.filter((question) => question.answers.length);
      const said = Object.fromEntries(answered.map((question) => [question.id, question.extension()]));
      return {
        ...(this.isSingle() && { response: this.questions[0].answers.join("[,]") }),
        extensions: { [EXTENSION]: said },
      };
    }

    getXAPIData() {
      const { statement } = super.getXAPIData();
      return this.isSingle()
        ? { statement }
        : { statement, children: this.questions.map((question) => this.child(question, statement)) };
    }

    /** The part of the statement that is about one question, for H5P's reports. */
    child(question, whole) {
      const event = this.createXAPIEventTemplate("answered");
      const { statement } = event.data;
      statement.object = { ...statement.object, id: `${whole.object.id}?subContentId=${question.id}` };
      statement.object.definition = { type: LS4VET.Activity.interaction, ...question.definition() };
      statement.context = {
        ...statement.context,
        contextActivities: { parent: [{ id: whole.object.id, objectType: "Activity" }] },
      };
      event.setScoredResult(
        question.score(),
        question.maxScore(),
        null,
        question.answers.length > 0,
        question.isRight(),
      );
      statement.result.response = question.answers.join("[,]");
      return { statement };
    }
  }

  LS4VET.ChoiceWithReasons = LS4VET.Activity.publish(ChoiceWithReasons, LS4VET.defaults.ChoiceWithReasons);
})();
