/** Things done in a unit, told to the site; what is still missing is shown anew at once. */

const HEADERS = { "X-Fragment": "standing" };
let asked = 0;
let shown = 0;
const aside = () => document.querySelector("[data-standing]");

/** Put what came in place of the list, say it aloud, and take away what is done. */
function show(html) {
  const old = aside();
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-standing]");
  if (!old || !fresh) return;
  const words = fresh.querySelector("[data-standing-words]")?.textContent.trim() ?? "";
  const said = document.querySelector("[data-standing-said]");
  const count = document.querySelector("[data-standing-count]");
  if (said && words !== old.querySelector("[data-standing-words]")?.textContent.trim()) said.textContent = words;
  if (count) count.textContent = words;
  if (fresh.hasAttribute("data-read")) for (const form of document.querySelectorAll("[data-read-after]")) form.remove();
  old.replaceWith(fresh);
}

/** Answers may overtake each other: an older one is not shown, what holds now is asked instead. */
async function take(number, answer) {
  const html = await answer.text();
  if (number < shown) return refresh();
  shown = number;
  return show(html);
}

/** Ask again: something in the page was answered, handed in, played. */
export async function refresh() {
  const address = aside()?.dataset.standing;
  if (!address) return;
  const number = ++asked;
  const answer = await fetch(address, { headers: HEADERS });
  if (answer.ok) await take(number, answer);
}

/** Send a form whose button nobody had to press. True when the site has it. */
export async function send(form) {
  const number = ++asked;
  const answer = await fetch(form.action, { method: "POST", headers: HEADERS, body: new FormData(form) });
  if (answer.ok) await take(number, answer);
  return answer.ok;
}
