/* What stands where an author wrote nothing: the same as in semantics.json. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  LS4VET.defaults = LS4VET.defaults || {};
  LS4VET.defaults.ChoiceWithReasons = {
    task: "Answer, give your reason, say how sure you are",
    intro: "",
    tip: "",
    questions: [],
    confidence: {
      ask: true,
      question: "How sure are you?",
      guess: "A guess",
      fairlySure: "Fairly sure",
      certain: "Certain",
      rightCertain: "Right, and you knew it.",
      rightFairlySure: "Right. The reason makes it firm.",
      rightGuess: "Right. Say why in your own words, or it stays a guess.",
      wrongFairlySure: "Not yet. Compare your reason with the one below.",
      wrongGuess: "An honest guess. Read the reason and come back tomorrow.",
      wrongCertain:
        "You were certain and it is different. This is the most useful find of today: note what made you sure.",
    },
    behaviour: { enableRetry: true, enableSolutionsButton: true, shuffle: false },
    l10n: {
      check: "Check",
      next: "Next question",
      finish: "Finish",
      tryAgain: "Try again",
      showSolution: "Show the solution",
      retry: "Start again",
      tip: "Tip",
      true: "True",
      false: "False",
      answer: "Your answer",
      answers: "Your answers (one or more)",
      reason: "Your reason",
      write: "Your reason, in your own words",
      writeNote: "For yourself: nobody scores it. You may leave it empty.",
      noAnswer: "Choose an answer first.",
      noReason: "Choose a reason, too.",
      noSure: "Say how sure you are.",
      right: "Right.",
      wrong: "Not this one.",
      solution: "This is the solution.",
      progress: "Question @number of @total",
      score: "@score of @total points",
      done: "All answered",
      yourAnswers: "Your answers and how sure you were",
      isRight: "right",
      isWrong: "not yet",
      lookAgain: "Look at it again",
      restarted: "All answers are cleared.",
    },
  };
})();
