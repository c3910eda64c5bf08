/* First in the frame: what H5P expects of a browser and an origin of its own does not have. */
(function () {
  "use strict";

  /** Storage that forgets: real storage throws without an origin. */
  function memory() {
    const values = new Map();
    const storage = {
      getItem: (key) => values.get(String(key)) ?? null,
      setItem: (key, value) => void values.set(String(key), String(value)),
      removeItem: (key) => void values.delete(String(key)),
      clear: () => values.clear(),
      key: (index) => [...values.keys()][index] ?? null,
    };
    return new Proxy(storage, {
      get: (target, key) => (key === "length" ? values.size : (target[key] ?? values.get(String(key)))),
      set: (_target, key, value) => (values.set(String(key), String(value)), true),
      deleteProperty: (_target, key) => (values.delete(String(key)), true),
      has: (target, key) => key in target || values.has(String(key)),
      ownKeys: () => [...values.keys()],
      getOwnPropertyDescriptor: (_target, key) =>
        values.has(key) ? { value: values.get(key), enumerable: true, configurable: true } : undefined,
    });
  }
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: memory(), configurable: true });
  }

  /** There are no cookies, and asking for them would throw: older types of films ask when they start. */
  Object.defineProperty(document, "cookie", { get: () => "", set() {}, configurable: true });

  /** What the page around us handed over: a word to know each other by, and colours for the first paint. */
  const asked = new URLSearchParams(location.hash.slice(1));
  const theme = asked.get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

  const integration = JSON.parse(document.getElementById("integration").textContent);
  for (const content of Object.values(integration.contents)) {
    content.jsonContent = JSON.stringify(content.jsonContent);
  }
  window.H5PIntegration = integration;
  window.H5P = { preventInit: true };

  const nonce = asked.get("nonce");
  window.ls4vetFrame = {
    failed: [],
    send: (type, more = {}) => parent.postMessage({ ...more, nonce, type }, "*"),
    listen: (take) =>
      window.addEventListener("message", (event) => {
        if (event.source === parent && event.data && event.data.nonce === nonce) take(event.data);
      }),
  };
  /** A script or style sheet that does not arrive: the page around us is told at the end. */
  window.addEventListener(
    "error",
    (event) => {
      if (event.target instanceof HTMLScriptElement) window.ls4vetFrame.failed.push(event.target.src);
    },
    true,
  );
})();
