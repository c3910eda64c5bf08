/** Parts with heads become tabs (ARIA authoring practices: arrows move, Home and End jump). */

function tab(part, place, panels) {
  const button = document.createElement("button");
  const head = part.querySelector("h2, h3, h4");
  button.type = "button";
  button.id = `${part.id}-tab`;
  button.textContent = head.textContent;
  button.setAttribute("role", "tab");
  button.setAttribute("aria-controls", part.id);
  head.hidden = true;
  part.setAttribute("role", "tabpanel");
  part.setAttribute("aria-labelledby", button.id);
  part.tabIndex = 0;
  button.addEventListener("click", () => select(panels, place));
  return button;
}

function select(panels, place, focus = false) {
  panels.forEach(({ part, button }, index) => {
    const chosen = index === place;
    part.hidden = !chosen;
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    if (chosen && focus) button.focus();
  });
}

function goal(key, place, count) {
  const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: count - 1 }[key];
  return next === undefined ? undefined : (next + count) % count;
}

function build(box) {
  const panels = [];
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", box.dataset.tabs);
  [...box.querySelectorAll(":scope > .tabs__part")].forEach((part, place) => {
    panels.push({ part, button: tab(part, place, panels) });
  });
  list.append(...panels.map(({ button }) => button));
  list.addEventListener("keydown", (event) => {
    const place = panels.findIndex(({ button }) => button === event.target);
    const next = goal(event.key, place, panels.length);
    if (next === undefined) return;
    event.preventDefault();
    select(panels, next, true);
  });
  box.prepend(list);
  const named = panels.findIndex(({ part }) => `#${part.id}` === location.hash);
  select(panels, Math.max(0, named));
}

for (const box of document.querySelectorAll("[data-tabs]:not(:has([role='tablist']))")) build(box);
