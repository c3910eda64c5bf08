/** The place in the text: another language opens at the same part, because a part's id is the same in every language.
 *
 * The switch stands at the top of the page: what counts is where a reader rested before going up there.
 */

const RESTED = 600; // milliseconds without scrolling
const BACK_AT_THE_TOP = 10_000; // who rests there so long reads there

const parts = () => [...document.querySelectorAll("[data-unit-body] > [id]")];
let place = "";
let timer = 0;

/** The last part that has begun above the middle of the window. */
function current() {
  const middle = window.innerHeight / 2;
  return parts().filter((part) => part.getBoundingClientRect().top < middle).at(-1)?.id ?? "";
}

const isAtTheTop = () => window.scrollY < window.innerHeight / 4;

function note() {
  clearTimeout(timer);
  if (isAtTheTop()) timer = setTimeout(() => remember(""), BACK_AT_THE_TOP);
  else timer = setTimeout(() => remember(current()), RESTED);
}

function remember(id) {
  place = id;
  for (const link of document.querySelectorAll(".languages a[hreflang]")) link.hash = id;
  if (id) document.dispatchEvent(new CustomEvent("course:place", { detail: id }));
}

/** Where the reader is, for whoever else keeps it. */
export const placeNow = () => place;

document.addEventListener("scroll", note, { passive: true });
note();
