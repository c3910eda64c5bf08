/* The base of the LS4VET content types: frame, buttons, result, state, and statements as H5P's question types make them. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const { h, icon, plain, rich, fill, merge, uid } = LS4VET.elements;
  const INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction";
  const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

  class Activity extends H5P.EventDispatcher {
    constructor(params, contentId, extras, defaults) {
      super();
      this.contentId = contentId;
      this.extras = extras || {};
      this.params = merge(defaults, params);
      this.previous = this.extras.previousState || {};
      this.ids = { task: uid("task"), hint: uid("hint") };
      this.wasTouched = Object.keys(this.previous).length > 0;
    }

    /** An interface text, with its @names filled. */
    t(name, values) {
      return fill(plain(this.params.l10n[name]), values);
    }

    attach($container) {
      const container = $container[0] || $container;
      if (!this.root) {
        this.root = this.frame();
        this.build();
      }
      container.classList.add("ls4vet-host");
      container.replaceChildren(this.root);
      this.watchHeight();
      this.setActivityStarted();
    }

    frame() {
      const { task, intro, tip } = this.params;
      this.live = h("p", { class: "ls-away", role: "status" });
      this.body = h("div", { class: "ls-body" });
      this.result = h("div", { class: "ls-result", tabindex: "-1", role: "group", hidden: true });
      this.buttons = h("div", { class: "ls-buttons" });
      return h(
        "section",
        { class: "ls4vet", "aria-labelledby": this.ids.task },
        h(
          "div",
          { class: "ls-head" },
          h("h2", { class: "ls-task", id: this.ids.task }, plain(task)),
          intro && h("div", { class: "ls-intro" }, rich(intro)),
          this.tip(tip),
        ),
        this.body,
        this.result,
        this.buttons,
        this.live,
      );
    }

    /** A tip to open, or nothing. */
    tip(text) {
      if (!plain(text)) return null;
      const head = h("summary", {}, icon("tip"), h("span", {}, this.t("tip")));
      return h("details", { class: "ls-tip" }, head, h("p", {}, plain(text)));
    }

    button(label, kind, onclick, picture) {
      return h(
        "button",
        { type: "button", class: `ls-button ls-button--${kind}`, onclick },
        picture === "back" && icon(picture),
        h("span", {}, label),
        picture && picture !== "back" && icon(picture),
      );
    }

    /** A word and its shape: right, part or wrong. */
    verdict(kind, word, text) {
      return h(
        "p",
        { class: `ls-verdict ls-verdict--${kind}` },
        icon(kind),
        h("span", {}, word && h("b", {}, word), word && text && " ", text),
      );
    }

    /** Say it to listeners; a repeated sentence is said again. */
    announce(text) {
      this.live.textContent = this.live.textContent === text ? `${text}\u00a0` : text;
    }

    /** Show what came out, and move there. */
    showResult(kind, title, texts, move) {
      const words = texts.filter(Boolean).map((text) => h("p", {}, text));
      const id = uid("result");
      this.result.className = `ls-result ls-result--${kind}`;
      this.result.setAttribute("aria-labelledby", id);
      this.result.replaceChildren(icon(kind), h("div", {}, h("p", { class: "ls-result__title", id }, title), words));
      this.result.hidden = false;
      if (move) this.result.focus();
    }

    hideResult() {
      this.result.hidden = true;
      this.result.replaceChildren();
    }

    /** The learner did something: from now on there is a state to keep. */
    touch() {
      this.wasTouched = true;
      this.triggerXAPI("interacted");
    }

    watchHeight() {
      if (this.observer || !window.ResizeObserver) return;
      let height = 0;
      this.observer = new ResizeObserver(() => {
        const now = Math.round(this.root.getBoundingClientRect().height);
        if (now && now !== height) {
          height = now;
          this.trigger("resize");
        }
      });
      this.observer.observe(this.root);
    }

    getTitle() {
      const { metadata } = this.extras;
      return H5P.createTitle((metadata && metadata.title) || plain(this.params.task));
    }

    /* Statements. */

    /** A text in a statement: in its own language, and under the key that H5P's reports look for. */
    worded(text) {
      const { metadata } = this.extras;
      const tag = (metadata && metadata.defaultLanguage) || document.documentElement.lang;
      const own = tag && LANGUAGE_TAG.test(tag) && tag.toLowerCase() !== "und" ? { [tag]: text } : {};
      return { "en-US": text, ...own };
    }

    /** The statement of a result; the type says what was asked and what was answered. */
    scored(verb) {
      const event = this.createXAPIEventTemplate(verb);
      const { object } = event.data.statement;
      object.definition = {
        ...object.definition,
        type: INTERACTION,
        name: this.worded(this.getTitle()),
        description: this.worded(plain(this.params.task)),
        ...this.definition(),
      };
      event.setScoredResult(this.getScore(), this.getMaxScore(), this, true, this.isSuccess());
      Object.assign(event.data.statement.result, this.answer());
      return event;
    }

    isSuccess() {
      return this.getScore() === this.getMaxScore();
    }

    getXAPIData() {
      return { statement: this.scored(this.verb || "answered").data.statement };
    }

    /** What a saved state is: nothing before the first touch, an empty one after a reset. */
    getCurrentState() {
      if (!this.wasTouched) return undefined;
      return this.getAnswerGiven() ? this.state() : {};
    }
  }

  /** H5P makes content types with `new` and writes to their prototype, which a class forbids. */
  Activity.publish = (type, defaults) => {
    const make = function (params, contentId, extras) {
      return new type(params, contentId, extras, defaults);
    };
    make.defaults = defaults;
    return make;
  };
  Activity.interaction = INTERACTION;
  LS4VET.Activity = Activity;
})();
