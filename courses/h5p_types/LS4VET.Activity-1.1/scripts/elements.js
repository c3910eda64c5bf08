/* Elements, texts and pictures the content types are made of. Nothing here runs a text as code or as unchecked markup. */
(function () {
  "use strict";

  const LS4VET = (window.LS4VET = window.LS4VET || {});
  const SVG = "http://www.w3.org/2000/svg";
  const ALLOWED = new Set(["P", "BR", "STRONG", "B", "EM", "I", "UL", "OL", "LI", "A", "DIV", "SPAN"]);
  const SAFE_LINK = /^(https?:|mailto:)/i;

  /* Each state is a shape; the word stands beside it. */
  const ICONS = {
    up: ["M12 19V6", "m6 11 6-6 6 6"],
    down: ["M12 5v13", "m6 13 6 6 6-6"],
    grip: ["M9 5.5v.01", "M15 5.5v.01", "M9 12v.01", "M15 12v.01", "M9 18.5v.01", "M15 18.5v.01"],
    right: ["circle", "m7.5 12.3 3 3 6-6.4"],
    wrong: ["ring", "M8 12h8"],
    tip: ["ring", "M12 11v5.5", "M12 7.6v.01"],
    next: ["M5 12h13", "m13 6 6 6-6 6"],
    back: ["M19 12H6", "m11 6-6 6 6 6"],
    part: ["half"],
    again: ["M5 12a7 7 0 1 0 2.2-5.1", "M5 4.5v4h4"],
  };
  const SHAPES = {
    circle: ["circle", { cx: 12, cy: 12, r: 10, class: "ls-fill" }],
    ring: ["circle", { cx: 12, cy: 12, r: 9 }],
    half: ["path", { d: "M12 3a9 9 0 0 1 0 18z", class: "ls-fill" }],
  };

  /** An element with attributes and children; a text child is text, never markup. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(
      ...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false),
    );
    return element;
  }

  function shape(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  /** A small drawing without a name of its own. */
  function icon(name) {
    const drawing = shape("svg", { viewBox: "0 0 24 24", class: `ls-icon ls-icon--${name}`, "aria-hidden": "true" });
    for (const part of ICONS[name]) {
      if (part === "half") drawing.append(shape("circle", SHAPES.ring[1]));
      drawing.append(SHAPES[part] ? shape(...SHAPES[part]) : shape("path", { d: part }));
    }
    return drawing;
  }

  /** What a reader sees of a text: H5P hosts hand plain texts over with their entities escaped. */
  function plain(text) {
    if (typeof text !== "string") return "";
    const reader = document.createElement("textarea");
    reader.innerHTML = text;
    return reader.value.trim();
  }

  function copyAllowed(from, to) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (!ALLOWED.has(node.tagName)) {
        if (!["SCRIPT", "STYLE", "TEMPLATE"].includes(node.tagName)) copyAllowed(node, to);
        continue;
      }
      const copy = document.createElement(node.tagName);
      if (node.tagName === "A") link(node, copy);
      copyAllowed(node, copy);
      to.append(copy);
    }
  }

  function link(from, to) {
    const address = from.getAttribute("href") || "";
    if (!SAFE_LINK.test(address)) return;
    to.href = address;
    to.target = "_blank";
    to.rel = "noopener noreferrer";
  }

  /** Marked-up text as nodes: paragraphs, lists, stress and links; everything else is dropped, though hosts filter too. */
  function rich(markup) {
    const fragment = document.createDocumentFragment();
    if (typeof markup !== "string" || !markup.trim()) return fragment;
    copyAllowed(new DOMParser().parseFromString(markup, "text/html").body, fragment);
    return fragment;
  }

  /** A template with its @names filled. */
  function fill(template, values) {
    return template.replace(/@([a-zA-Z]+)/g, (all, name) => (values && name in values ? String(values[name]) : all));
  }

  /** Defaults with what the author wrote over them; an empty text does not hide a default. */
  function merge(defaults, given) {
    const both = { ...defaults };
    for (const [name, value] of Object.entries(given || {})) {
      const known = defaults ? defaults[name] : undefined;
      if (value && known && typeof value === "object" && !Array.isArray(value)) both[name] = merge(known, value);
      else if (value !== undefined && value !== null && !(value === "" && known)) both[name] = value;
    }
    return both;
  }

  /** List items each have an id: the author's tool gives one, or their place in the source list does. */
  function identified(list, prefix) {
    const items = Array.isArray(list) ? list : [];
    const seen = new Set();
    return items.map((item, place) => {
      let id = plain(item.id) || `${prefix}${place + 1}`;
      if (seen.has(id)) id = `${id}-${place + 1}`;
      seen.add(id);
      return { ...item, id };
    });
  }

  function shuffled(list) {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  }

  const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  let count = 0;
  const uid = (prefix) => `ls4vet-${prefix}-${(count += 1)}`;

  LS4VET.elements = { h, icon, plain, rich, fill, merge, identified, shuffled, isCalm, uid };
})();
