/* What stands where an author wrote nothing: the same as in semantics.json. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  LS4VET.defaults = LS4VET.defaults || {};
  LS4VET.defaults.Sorting = {
    task: "Where does each belong?",
    intro: "",
    tip: "",
    bins: { first: {}, second: {}, third: {}, other: {} },
    items: [],
    feedback: { right: "Each in its place.", notYet: "" },
    behaviour: { enableRetry: true, enableSolutionsButton: true, shuffle: false },
    l10n: {
      check: "Check",
      showSolution: "Show the solution",
      retry: "Start again",
      keepRight: "Mend the others",
      tip: "Tip",
      instructions: "Choose a bin in each line, or drag the line onto one.",
      score: "@score of @total in the right place",
      allRight: "Right",
      notYet: "Not yet",
      right: "Right.",
      wrong: "Look again.",
      belongs: "Belongs to: @bin.",
      unsorted: "@number not sorted yet. Sort every line first.",
      sorted: "@item: @bin. @left to go.",
      restarted: "All lines are unsorted again.",
    },
  };
})();
