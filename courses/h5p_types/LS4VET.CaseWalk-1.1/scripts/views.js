/* How the parts of a case look: the choices of a scene, what was chosen, the way behind, the card at the end. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const { h, icon, plain, rich, uid } = LS4VET.elements;

  function picture(walk, { image, imageAlt }) {
    if (!image || !image.path) return null;
    const size = { width: image.width, height: image.height };
    const drawn = h("img", { class: "ls-scene__picture", alt: plain(imageAlt), ...size });
    if (H5P.setSource) H5P.setSource(drawn, image, walk.contentId);
    else drawn.src = H5P.getPath(image.path, walk.contentId);
    return drawn;
  }

  function choices(walk, { scene, poor }) {
    const id = uid("choices");
    const one = (choice, place) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "ls-way", onclick: () => walk.choose(choice) },
          h("span", { class: "ls-way__letter", "aria-hidden": "true" }, String.fromCharCode(97 + place)),
          h("span", {}, plain(choice.text)),
          poor.includes(choice.id) &&
            h("span", { class: "ls-way__tried" }, icon("wrong"), h("span", {}, walk.t("tried"))),
        ),
      );
    return h(
      "div",
      { class: "ls-ways" },
      h("p", { class: "ls-label", id }, walk.t("choices")),
      h("ul", { role: "list", "aria-labelledby": id }, scene.choices.map(one)),
      walk.tip(scene.tip),
    );
  }

  function chosen(walk, choice) {
    const label = h("span", { class: "ls-label" }, `${walk.t("youChose")}:`);
    return h("p", { class: "ls-chosen" }, label, " ", plain(choice.text));
  }

  /** The scenes behind, each with what was done there; `say` adds a word to each. */
  function trail(walk, steps, name, say) {
    const line = (step) => {
      const choice = step.scene.choices.find((one) => one.id === step.good);
      return h(
        "li",
        { class: step.poor.length ? "ls-detour" : "ls-straight" },
        h("span", { class: "ls-trail__scene" }, plain(step.scene.title)),
        " ",
        h("span", { class: "ls-trail__choice" }, choice ? plain(choice.text) : ""),
        say && h("span", { class: "ls-hint" }, say(step)),
      );
    };
    return h("ol", { class: "ls-trail", role: "list", ...name }, steps.map(line));
  }

  function card(walk) {
    const { title, points, text } = walk.params.card;
    const heading = h("h3", { class: "ls-card__title", tabindex: "-1" }, plain(title));
    const list = (points || []).map(plain).filter(Boolean);
    const drawn = h(
      "div",
      { class: "ls-card" },
      h("p", { class: "ls-card__end" }, icon("right"), h("span", {}, walk.t("end"))),
      heading,
      list.length > 0 &&
        h(
          "ul",
          { role: "list" },
          list.map((point) => h("li", {}, point)),
        ),
      h("div", { class: "ls-card__text" }, rich(text)),
    );
    return { card: drawn, heading };
  }

  function way(walk) {
    const id = uid("way");
    const how = ({ poor }) => (poor.length ? walk.t("detours", { number: poor.length }) : walk.t("first"));
    const score = walk.t("score", { score: walk.getScore(), total: walk.getMaxScore() });
    return h(
      "div",
      { class: "ls-recap" },
      h("p", { class: "ls-label", id }, walk.t("way")),
      h("p", { class: "ls-hint" }, score),
      trail(walk, walk.path, { "aria-labelledby": id }, how),
    );
  }

  LS4VET.caseWalkViews = { picture, choices, chosen, trail, card, way };
})();
