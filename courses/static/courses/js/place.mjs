/** The place in the text: another language opens at the same part, because a part's id is the same in every language. */

const parts = () => [...document.querySelectorAll("[data-unit-body] > [id]")];
const links = () => document.querySelectorAll(".languages a[hreflang]");

/** The last part that has begun above the middle of the window; none while the reader is still at the title. */
export function current(found = parts(), middle = window.innerHeight / 2) {
  return found.filter((part) => part.getBoundingClientRect().top < middle).at(-1)?.id ?? "";
}

function keep() {
  const id = window.scrollY > 0 ? current() : "";
  for (const link of links()) link.hash = id;
}

for (const nav of document.querySelectorAll(".languages")) {
  for (const moment of ["pointerdown", "focusin", "click", "toggle"]) nav.addEventListener(moment, keep);
}
