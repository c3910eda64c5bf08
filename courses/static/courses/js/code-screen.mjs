/** The code on the wall changes by itself; it asks the server, which alone can work it out. */
const screen = document.querySelector("[data-code-screen]");
const matter = screen?.querySelector("[data-shown]");
let ends = 0;
let asking = false;

function show(found) {
  if (!found.shown) {
    matter.hidden = true;
    screen.querySelector("[data-over]").hidden = false;
    clearInterval(clock);
    return;
  }
  screen.querySelector("[data-code]").textContent = found.code;
  const drawing = screen.querySelector("[data-qr]");
  drawing.setAttribute("viewBox", `0 0 ${found.side} ${found.side}`);
  drawing.querySelector("path").setAttribute("d", found.path);
  screen.querySelector("[data-there]").textContent = String(found.there);
  ends = performance.now() + found.seconds * 1000;
}

async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(screen.dataset.codeScreen, { headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
  } catch {
    // the line is down: the next tick asks again
  } finally {
    asking = false;
  }
}

/** A bar that runs down; a fresh look every five seconds shows who has come. */
function tick() {
  const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
  screen.querySelector("[data-left]").value = left;
  if (left === 0 || left % 5 === 0) ask();
}

let clock;
if (matter) {
  clock = setInterval(tick, 1000);
  ask();
}
