/* A case to walk through: scenes with choices. A poor choice shows what follows from it and leads back. */
(function () {
  "use strict";

  const { h, plain, rich, identified } = LS4VET.elements;
  const views = LS4VET.caseWalkViews;
  const EXTENSION = "https://ls4vet.itstudy.hu/xapi/case-walk";
  const SIMULATION = "http://adlnet.gov/expapi/activities/simulation";

  class CaseWalk extends LS4VET.Activity {
    constructor(...args) {
      super(...args);
      this.verb = "completed";
      this.scenes = identified(this.params.scenes, "scene-").filter((scene) => plain(scene.title) || plain(scene.text));
      for (const scene of this.scenes)
        scene.choices = identified(scene.choices, "choice-").filter((one) => plain(one.text));
      this.path = this.saved();
      this.pending = this.path.length ? this.savedPending() : null;
      this.isDone = Boolean(this.previous.done) && this.path.length > 0;
      this.wasReported = this.isDone;
      if (!this.path.length) this.begin();
    }

    /** The steps of a saved state, as far as they still lead through this case. */
    saved() {
      const steps = Array.isArray(this.previous.path) ? this.previous.path : [];
      const path = [];
      for (const { scene: id, poor, good } of steps) {
        const scene = this.scenes.find((one) => one.id === id);
        if (!scene) break;
        const has = (choice) => scene.choices.some((one) => one.id === choice);
        path.push({ scene, poor: (poor || []).filter(has), good: has(good) ? good : null });
      }
      return path;
    }

    savedPending() {
      const { pending } = this.previous;
      return this.here().scene.choices.find((choice) => choice.id === pending) || null;
    }

    begin() {
      this.pending = null;
      this.isDone = this.wasReported = false;
      this.path = this.scenes.length ? [{ scene: this.scenes[0], poor: [], good: null }] : [];
    }

    here() {
      return this.path[this.path.length - 1];
    }

    /* What is on the stage. */

    build() {
      this.root.classList.add("ls-walk");
      this.trail = h("div", {});
      this.stage = h("div", { class: "ls-stage" });
      this.body.append(this.trail, this.stage);
      this.show(false);
    }

    show(move) {
      this.hideResult();
      this.buttons.replaceChildren();
      if (!this.path.length) return;
      if (this.isDone) this.showCard();
      else this.showScene();
      if (this.pending) this.showConsequence(move);
      else if (move) this.heading.focus();
    }

    showScene() {
      const { scene } = this.here();
      this.showTrail(this.path.slice(0, -1));
      this.heading = h(
        "h3",
        { class: "ls-scene__title", tabindex: "-1" },
        plain(scene.title) || plain(this.params.task),
      );
      this.stage.replaceChildren(
        this.heading,
        views.picture(this, scene) || "",
        h("div", { class: "ls-scene__text" }, rich(scene.text)),
        this.pending ? views.chosen(this, this.pending) : views.choices(this, this.here()),
      );
    }

    showConsequence(move) {
      const isPoor = this.isPoor(this.pending);
      this.showResult(isPoor ? "wrong" : "right", this.t("happens"), [plain(this.pending.consequence)], move);
      this.buttons.replaceChildren(
        isPoor
          ? this.button(this.t("back"), "first", () => this.goBack(), "back")
          : this.button(this.t("goOn"), "first", () => this.goOn(), "next"),
      );
    }

    showTrail(steps) {
      const shown = steps.length > 0 && this.params.behaviour.showTrail;
      this.trail.replaceChildren(...(shown ? [views.trail(this, steps, { "aria-label": this.t("trail") })] : []));
    }

    showCard() {
      const { card, heading } = views.card(this);
      this.trail.replaceChildren();
      this.heading = heading;
      this.stage.replaceChildren(card, views.way(this));
      if (this.params.behaviour.enableRetry)
        this.buttons.replaceChildren(this.button(this.t("retry"), "second", () => this.restart(), "again"));
    }

    /* Walking. */

    isPoor(choice) {
      return (choice.leadsTo || "back") === "back";
    }

    choose(choice) {
      const step = this.here();
      if (!this.isPoor(choice)) step.good = choice.id;
      else if (!step.poor.includes(choice.id)) step.poor.push(choice.id);
      if (this.isPoor(choice) || plain(choice.consequence)) {
        this.pending = choice;
        this.show(true);
        this.touch();
      } else this.follow(choice);
    }

    goBack() {
      this.pending = null;
      this.show(true);
      this.touch();
    }

    goOn() {
      this.follow(this.pending);
    }

    follow(choice) {
      const next = this.target(this.here().scene, choice);
      this.pending = null;
      if (next) this.path.push({ scene: next, poor: [], good: null });
      else this.isDone = true;
      this.show(true);
      this.touch();
      if (this.isDone && !this.wasReported) {
        this.wasReported = true;
        this.trigger(this.scored("completed"));
      }
    }

    /** The scene a choice leads to; nothing is the end. */
    target(scene, choice) {
      if (choice.leadsTo === "end") return undefined;
      if (choice.leadsTo === "next") return this.scenes[this.scenes.indexOf(scene) + 1];
      return this.scenes.find((one) => one.letter && one.letter === choice.leadsTo);
    }

    restart() {
      this.resetTask();
      this.touch();
      this.announce(this.t("restarted"));
      this.heading.focus();
    }

    /** The way an author would go: the first good choice in each scene. */
    mainWay() {
      const way = [];
      let scene = this.scenes[0];
      while (scene && !way.some((step) => step.scene === scene)) {
        const good = scene.choices.find((choice) => !this.isPoor(choice));
        way.push({ scene, good: good ? good.id : null, poor: [] });
        scene = good && this.target(scene, good);
      }
      return way;
    }

    /* What H5P asks a question for. */

    getAnswerGiven() {
      return this.path.some((step) => step.good || step.poor.length);
    }

    getScore() {
      return Math.min(this.getMaxScore(), this.path.filter((step) => step.good && !step.poor.length).length);
    }

    getMaxScore() {
      return this.mainWay().length;
    }

    /** Every end is reached by good choices. */
    isSuccess() {
      return this.isDone;
    }

    showSolutions() {
      this.path = this.mainWay();
      this.pending = null;
      this.isDone = this.wasReported = true;
      if (this.root) this.show(false);
    }

    resetTask() {
      this.begin();
      if (this.root) this.show(false);
    }

    state() {
      const path = this.path.map(({ scene, poor, good }) => ({ scene: scene.id, poor, good }));
      return { path, done: this.isDone, ...(this.pending && { pending: this.pending.id }) };
    }

    definition() {
      return { type: SIMULATION };
    }

    answer() {
      return {
        extensions: { [EXTENSION]: this.path.map(({ scene, poor, good }) => ({ scene: scene.id, poor, good })) },
      };
    }
  }

  LS4VET.CaseWalk = LS4VET.Activity.publish(CaseWalk, LS4VET.defaults.CaseWalk);
})();
