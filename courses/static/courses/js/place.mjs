/** The place in the text: another language opens at the same part, because a part's id is the same in every language;
 * the site hears of it, so that a learner goes on from there on another day.
 *
 * The switch stands at the top of the page: what counts is where a reader rested before going up there.
 */

const RESTED = 600; // milliseconds without scrolling
const BACK_AT_THE_TOP = 10_000; // who rests there so long reads there

const PART = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/; // what else has an id there is no part: the end, the discussion

const parts = () => [...document.querySelectorAll("[data-unit-body] > [id]")].filter(({ id }) => PART.test(id));
const PAUSE = 15_000; // the site hears of a new place not more often than this
const form = document.querySelector("form[data-place]");
let place = "";
let told = "";
let last = Date.now();
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
  if (Date.now() - last > PAUSE) tell();
}

function tell() {
  if (!form || !place || place === told) return;
  told = place;
  last = Date.now();
  const data = new FormData(form);
  data.set("block", place);
  navigator.sendBeacon(form.action, data);
}

document.addEventListener("visibilitychange", () => document.hidden && tell());
window.addEventListener("pagehide", tell);
document.addEventListener("scroll", note, { passive: true });
note();
