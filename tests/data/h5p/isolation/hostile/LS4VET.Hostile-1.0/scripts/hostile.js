/* Tries everything an activity must not reach, and writes down what it got. For tests/e2e/test_activity_attack.py. */
window.LS4VET = window.LS4VET || {};

LS4VET.Hostile = (function () {
  const site = location.origin === "null" ? new URL(location.href).origin : location.origin;
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  /** The value of a promise, or "nothing" if it takes too long. */
  const soon = (promise, time = 1500) => Promise.race([promise, wait(time).then(() => "nothing")]);
  const loaded = (element, attribute, address) =>
    soon(
      new Promise((done) => {
        element.onload = () => done("loaded");
        element.onerror = () => done("refused");
        element[attribute] = address;
        document.head.append(element);
      }),
    );
  const fetched = async (path, options) => {
    const answer = await fetch(site + path, options);
    return `status ${answer.status} ${(await answer.text()).slice(0, 40)}`;
  };

  const attacks = {
    "cookie: handed out": () => ((document.cookie = "evil=1"), document.cookie || "empty"),
    "cookie: read": () => (delete document.cookie, document.cookie || "empty"),
    "cookie: write": () => ((document.cookie = "evil=1"), document.cookie || "empty"),
    "storage: local": () => (delete window.localStorage, window.localStorage.setItem("evil", "1"), "written"),
    "storage: session": () => (delete window.sessionStorage, window.sessionStorage.setItem("evil", "1"), "written"),
    "storage: indexedDB": () =>
      soon(
        new Promise((done) => {
          const request = indexedDB.open("evil");
          request.onsuccess = () => done("opened");
          request.onerror = () => done("refused");
        }),
      ),
    "storage: caches": () => caches.open("evil").then(() => "opened"),
    "storage: service worker": () => navigator.serviceWorker.register("/static/courses/h5p/shim.js").then(() => "registered"),
    "parent: document": () => parent.document.title,
    "parent: address": () => parent.location.href,
    "parent: variables": () => String(parent.gettext),
    "parent: frame element": () => (window.frameElement ? "found" : "empty"),
    "parent: other frames": () => parent.frames[1].document.title,
    "top: address": () => ((top.location = `${site}/en/account/`), "set"),
    "top: link": () => {
      const link = document.createElement("a");
      link.href = `${site}/en/account/`;
      link.target = "_top";
      document.body.append(link);
      link.click();
      return "clicked";
    },
    "top: form": () => {
      const form = document.createElement("form");
      form.action = `${site}/en/account/profile/`;
      form.method = "post";
      form.target = "_top";
      document.body.append(form);
      form.submit();
      return "sent";
    },
    "top: pop-up": async () => {
      const other = window.open(`${site}/en/account/?pop-up`);
      await wait(1500);
      return other && !other.closed ? `holds ${other.document.title}` : "empty";
    },
    "site: fetch account": () => fetched("/en/account/", { credentials: "include" }),
    "site: fetch admin": () => fetched("/admin/", { credentials: "include", mode: "no-cors" }),
    "site: post results": () => fetched("/en/activities/", { method: "POST", body: "{}" }),
    "site: request": () =>
      new Promise((done) => {
        const request = new XMLHttpRequest();
        request.withCredentials = true;
        request.onload = () => done(`status ${request.status}`);
        request.onerror = () => done("refused");
        request.open("GET", `${site}/en/account/`);
        request.send();
      }),
    "site: beacon": async () => {
      let result = "sent";
      document.addEventListener("securitypolicyviolation", (event) => {
        if (event.blockedURI.includes("/en/account/?beacon")) result = "refused";
      });
      navigator.sendBeacon(`${site}/en/account/?beacon`, "x=1");
      await wait(800);
      return result;
    },
    "site: picture": () => loaded(new Image(), "src", `${site}/en/account/?picture`),
    "site: script": () => loaded(document.createElement("script"), "src", `${site}/en/jsi18n/`),
    "site: static script": () => loaded(document.createElement("script"), "src", `${site}/static/portal/js/main.mjs`),
    "site: style sheet": () =>
      loaded(Object.assign(document.createElement("link"), { rel: "stylesheet" }), "href", `${site}/static/portal/css/site.css`),
    "site: event stream": () =>
      soon(
        new Promise((done) => {
          const stream = new EventSource(`${site}/en/account/`, { withCredentials: true });
          stream.onopen = () => done("opened");
          stream.onerror = () => done("refused");
        }),
      ),
    "site: socket": () =>
      soon(
        new Promise((done) => {
          const socket = new WebSocket(site.replace("http", "ws"));
          socket.onopen = () => done("opened");
          socket.onerror = () => done("refused");
        }),
      ),
    "site: module": () => import(`${site}/static/portal/js/main.mjs`).then(() => "loaded"),
    "site: worker": () => (new Worker(URL.createObjectURL(new Blob(["1"]))), wait(300).then(() => "refused")),
    "site: frame": async () => {
      const frame = document.createElement("iframe");
      frame.src = `${site}/en/account/`;
      document.body.append(frame);
      await wait(800);
      return frame.contentDocument ? frame.contentDocument.body.textContent.slice(0, 40) || "empty" : "refused";
    },
    "other content: fetch": (goal) => fetched(goal),
    "other content: picture": (goal) => loaded(new Image(), "src", site + goal),
    "other content: script": (goal) => loaded(document.createElement("script"), "src", site + goal),
    "other host: fetch": () => fetch("https://elsewhere.example/").then(() => "answered"),
    "other host: picture": () => loaded(new Image(), "src", "https://elsewhere.example/a.png"),
    "code: eval": () => (0, eval)("'ran'"),
    "code: function": () => new Function("return 'ran'")(),
    "code: inline": async () => {
      const script = document.createElement("script");
      script.textContent = "window.inlineRan = 'ran'";
      document.head.append(script);
      return window.inlineRan || "empty";
    },
    "code: base": () => {
      const base = document.createElement("base");
      base.href = "https://elsewhere.example/";
      document.head.append(base);
      return document.baseURI.startsWith("https://elsewhere") ? "changed" : "refused";
    },
    "person: alert": () => (window.confirm("?") ? "answered" : "empty"),
    "person: place": () =>
      soon(
        new Promise((done) => {
          navigator.geolocation.getCurrentPosition(
            () => done("found"),
            () => done("refused"),
          );
        }),
      ),
    "person: clipboard": () => navigator.clipboard.readText(),
  };

  function Hostile(params, contentId) {
    H5P.EventDispatcher.call(this);
    this.params = params;
    this.contentId = contentId;
  }
  Hostile.prototype = Object.create(H5P.EventDispatcher.prototype);
  Hostile.prototype.constructor = Hostile;

  Hostile.prototype.attach = function ($container) {
    const list = document.createElement("ul");
    $container.get(0).append(list);
    this.run(list);
  };

  Hostile.prototype.run = async function (list) {
    for (const [name, attack] of Object.entries(attacks)) {
      let result;
      try {
        result = String(await soon(attack(this.params.goal), 3000));
      } catch (error) {
        result = `refused: ${error.name}`;
      }
      const line = document.createElement("li");
      line.dataset.attack = name;
      line.textContent = result;
      list.append(line);
    }
    this.lie();
    list.dataset.done = "1";
  };

  /** Messages to the page around: forged, foreign, endless. */
  Hostile.prototype.lie = function () {
    const nonce = new URLSearchParams(location.hash.slice(1)).get("nonce");
    const iri = H5PIntegration.contents["cid-1"].url;
    const verb = { id: "http://adlnet.gov/expapi/verbs/answered" };
    const say = (statement) => parent.postMessage({ nonce, type: "xapi", statement }, "*");
    say({ verb, object: { id: `${iri}/other` }, result: { score: { raw: 1, max: 1 } } });
    say({ verb, object: { id: iri }, result: { score: { raw: NaN, max: 1 } } });
    say({ verb, object: { id: iri }, result: { score: { raw: 9, max: 1 } } });
    say({ verb, object: { id: iri }, result: { response: "x".repeat(100000) } });
    parent.postMessage({ nonce: "guessed", type: "xapi", statement: { verb, object: { id: iri } } }, "*");
    parent.postMessage({ nonce, type: "constructor" }, "*");
    parent.postMessage({ nonce, type: "height", value: 1e9 }, "*");
    parent.postMessage({ nonce, type: "height", value: "x" }, "*");
    parent.postMessage(null, "*");
    for (let index = 0; index < 300; index += 1) parent.postMessage({ nonce, type: "state", part: "0", kind: "k" + index, data: "1" }, "*");
  };

  return Hostile;
})();
