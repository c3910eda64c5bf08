/* What stands where an author wrote nothing: the same as in semantics.json. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  LS4VET.defaults = LS4VET.defaults || {};
  LS4VET.defaults.Ordering = {
    task: "Put the steps in order",
    intro: "",
    tip: "",
    items: [],
    feedback: { right: "That is the order.", notYet: "" },
    behaviour: { enableRetry: true, enableSolutionsButton: true },
    l10n: {
      check: "Check the order",
      showSolution: "Show the order",
      retry: "Start again",
      tip: "Tip",
      instructions: "Drag a line, or use its arrows. You can try as often as you like.",
      up: "Move up: @item",
      down: "Move down: @item",
      moved: "@item: now in place @place of @total.",
      stays: "@item: already in place @place of @total.",
      score: "@score of @total in the right order",
      allRight: "Right",
      notYet: "Not yet",
      lookAgain: "Look again",
      wrongFirst: "“@item” does not come first.",
      wrongPair: "“@second” does not follow directly on “@first”.",
      solution: "This is the order.",
      restarted: "The lines are mixed again.",
    },
  };
})();
