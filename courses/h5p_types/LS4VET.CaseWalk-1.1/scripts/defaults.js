/* What stands where an author wrote nothing: the same as in semantics.json. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  LS4VET.defaults = LS4VET.defaults || {};
  LS4VET.defaults.CaseWalk = {
    task: "What would you do?",
    intro: "",
    tip: "",
    scenes: [],
    card: { title: "To take along", points: [], text: "" },
    behaviour: { enableRetry: true, showTrail: true },
    l10n: {
      choices: "What do you do?",
      happens: "What happens",
      back: "Back to the choice",
      goOn: "Go on",
      tried: "Tried",
      youChose: "You chose",
      trail: "Your way so far",
      way: "Your way",
      first: "at the first try",
      detours: "after other tries: @number",
      score: "@score of @total decisions at the first try",
      end: "You are through.",
      retry: "Walk again",
      tip: "Tip",
      restarted: "Back at the beginning.",
    },
  };
})();
