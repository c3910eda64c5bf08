/* Last in the frame: starts the activity once its saved state has come, and tells the page what happens. */
(function () {
  "use strict";

  const { failed, send, listen } = window.ls4vetFrame;
  const CONTENT = "1";
  const ADDRESS = "h5p-state:/";
  const AT_ONCE = new Set(["answered", "completed", "interacted", "progressed"]);
  let started = false;

  const say = (error) => send("failed", { reason: String((error && error.message) || error).slice(0, 300) });

  function start(message) {
    if (started) return;
    started = true;
    if (failed.length || !window.H5P.jQuery) return say("files are missing");
    const integration = window.H5PIntegration;
    if (message.record) {
      integration.user = { name: "", mail: "" };
      integration.saveFreq = message.saveEvery;
      integration.reportingIsEnabled = true; // a book has a button to hand it in only where somebody takes it
      const states = message.state || {};
      integration.contents[`cid-${CONTENT}`].contentUserData = Object.keys(states).length ? states : undefined;
      answerRequests(window.H5P.jQuery);
    }
    window.H5P.externalDispatcher.on("xAPI", (event) => {
      const statement = event.data && event.data.statement;
      if (!statement) return;
      const numbers = (_key, value) => (typeof value === "number" && !Number.isFinite(value) ? "NaN" : value);
      send("xapi", { statement: JSON.parse(JSON.stringify(statement, numbers)) });
      const verb = statement.verb && statement.verb.id;
      if (message.record && verb && AT_ONCE.has(verb.split("/").pop())) setTimeout(save, 300);
    });
    window.H5P.jQuery(() => {
      try {
        window.H5P.init(document.body);
        if (!window.H5P.instances.length) throw new Error("no activity");
      } catch (error) {
        return say(error);
      }
      watchHeight();
      send("ready");
    });
  }

  /** H5P's requests for saved state become messages: the frame itself may not reach the site. */
  function answerRequests($) {
    $.ajaxTransport("+*", (options) => {
      if (!options.url.startsWith(ADDRESS)) return undefined;
      const [kind, part] = options.url.slice(ADDRESS.length).split("?")[0].split("/").map(decodeURIComponent).slice(-2);
      return {
        abort() {},
        send(_headers, complete) {
          if (options.type === "POST") {
            const data = new URLSearchParams(options.data).get("data");
            send("state", { kind, part, data: data === "0" ? null : data });
          }
          complete(200, "success", { text: '{"success":true,"data":false}' });
        },
      };
    });
  }

  function save() {
    for (const instance of window.H5P.instances) {
      const state = typeof instance.getCurrentState === "function" ? instance.getCurrentState() : undefined;
      if (state !== undefined) window.H5P.setUserData(CONTENT, "state", state, { deleteOnChange: true });
    }
  }

  function watchHeight() {
    let last = 0;
    const tell = () => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height && height !== last) send("height", { value: (last = height) });
    };
    new ResizeObserver(() => requestAnimationFrame(tell)).observe(document.body, { box: "border-box" });
    document.fonts.addEventListener("loadingdone", () => setTimeout(tell, 50)); // the observer may sleep through it
    tell();
    let width = window.innerWidth;
    window.addEventListener("resize", () => {
      if (window.innerWidth === width && !document.fullscreenElement) return;
      width = window.innerWidth;
      for (const instance of window.H5P.instances) window.H5P.trigger(instance, "resize");
    });
  }

  listen((message) => {
    if (message.type === "start") start(message);
    if (message.type === "save" && started && window.H5PIntegration.user) save();
    if (message.type === "full") document.documentElement.classList.toggle("is-full", Boolean(message.on));
    if (message.type === "who") send("hello");
    if (message.type === "theme" || message.type === "start") {
      if (message.theme) document.documentElement.dataset.theme = message.theme;
      else delete document.documentElement.dataset.theme;
    }
  });
  send("hello");
})();
