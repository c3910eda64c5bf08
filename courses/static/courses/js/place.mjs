/** Keeps the reader's place in a unit: the block on the screen goes to the site, and into the links to other languages.

Blocks have the same id in every language, so the place is the same there.
*/
const IDENTITY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PAUSE = 15_000; // the site hears of a new place not more often than this
const form = document.querySelector("form[data-place]");
const blocks = [...document.querySelectorAll("main [id]")].filter((one) => IDENTITY.test(one.id));
let here = "";
let told = "";
let last = 0;

/** The last block whose top is above the middle of the screen. */
function current() {
  const middle = window.innerHeight / 2;
  const above = blocks.filter((block) => block.getBoundingClientRect().top < middle);
  return above.at(-1)?.id ?? "";
}

function tell() {
  if (!here || here === told) return;
  told = here;
  last = Date.now();
  const data = new FormData(form);
  data.set("block", here);
  navigator.sendBeacon(form.action, data);
}

function look() {
  here = current();
  for (const link of document.querySelectorAll(".languages a[hreflang]")) {
    const url = new URL(link.href, location.href);
    url.hash = here;
    link.href = url.href;
  }
  if (Date.now() - last > PAUSE) tell();
}

if (form && blocks.length > 0) {
  let waiting = 0;
  document.addEventListener(
    "scroll",
    () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 250);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => document.hidden && tell());
  window.addEventListener("pagehide", tell);
  last = Date.now();
}
