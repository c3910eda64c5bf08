/* A question with a score and a state: the smallest activity that uses everything the player offers. */
window.LS4VET = window.LS4VET || {};

LS4VET.Probe = (function () {
  function Probe(params, contentId, extras) {
    H5P.EventDispatcher.call(this);
    this.params = params;
    this.contentId = contentId;
    this.chosen = extras && extras.previousState ? extras.previousState.chosen : null;
  }

  Probe.prototype = Object.create(H5P.EventDispatcher.prototype);
  Probe.prototype.constructor = Probe;

  Probe.prototype.attach = function ($container) {
    const root = document.createElement("div");
    root.className = "ls4vet-probe";
    const task = document.createElement("div");
    task.innerHTML = this.params.task;
    root.append(task);
    if (this.params.picture) {
      const picture = document.createElement("img");
      picture.alt = "";
      picture.width = 64;
      H5P.setSource(picture, this.params.picture, this.contentId);
      root.append(picture);
    }
    const choices = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = "What was seen?";
    choices.append(legend);
    this.params.choices.forEach((text, index) => choices.append(this.choice(text, index)));
    const check = document.createElement("button");
    check.type = "button";
    check.textContent = this.params.check;
    this.result = document.createElement("p");
    this.result.setAttribute("role", "status");
    check.addEventListener("click", () => this.answer());
    root.append(choices, check, this.result);
    $container.get(0).append(root);
    this.setActivityStarted();
  };

  Probe.prototype.choice = function (text, index) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "choice";
    input.checked = this.chosen === index;
    input.addEventListener("change", () => {
      this.chosen = index;
      this.triggerXAPI("interacted");
    });
    label.append(input, " ", text);
    const line = document.createElement("div");
    line.append(label);
    return line;
  };

  Probe.prototype.answer = function () {
    const score = this.chosen === this.params.right - 1 ? 1 : 0;
    this.result.textContent = score + " / 1";
    this.triggerXAPIScored(score, 1, "answered", true, score === 1);
    this.trigger("resize");
  };

  Probe.prototype.getCurrentState = function () {
    return this.chosen === null ? undefined : { chosen: this.chosen };
  };

  return Probe;
})();
