/** Films: times jump, and what was watched to the end, or nearly, counts. */
import { send } from "./deeds.mjs";

const NEARLY = 0.92; // of the film: the last picture stands long
const WATCHED = 0.7; // of its seconds must have passed by

for (const link of document.querySelectorAll("a[data-at]")) {
  link.addEventListener("click", (event) => {
    const film = document.getElementById(link.dataset.film);
    if (!film) return;
    event.preventDefault();
    film.currentTime = Number(link.dataset.at);
    film.scrollIntoView({ block: "nearest" });
    film.focus({ preventScroll: true });
    film.play().catch(() => {}); // a browser that refuses shows its own button
  });
}

/** Seconds that were really played. */
function played(film) {
  let sum = 0;
  for (let at = 0; at < film.played.length; at += 1) sum += film.played.end(at) - film.played.start(at);
  return sum;
}

for (const form of document.querySelectorAll("form[data-deed]")) {
  const film = document.getElementById(form.dataset.deed);
  let told = false;
  film?.addEventListener("timeupdate", async () => {
    if (told || !film.duration || film.currentTime < film.duration * NEARLY) return;
    if (played(film) < film.duration * WATCHED) return;
    told = true;
    if (await send(form).catch(() => false)) form.hidden = true;
    else told = false;
  });
}
