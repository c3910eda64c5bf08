/** The attendance list saves person by person. Without this script each touch sends its form. */
const gettext = window.gettext ?? ((text) => text);

function note(form, text, bad = false) {
  const place = form.querySelector(".roll__note");
  place.textContent = text;
  place.classList.toggle("is-bad", bad);
}

function press(form, value) {
  for (const button of form.querySelectorAll(".roll__deed")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

function count(there) {
  const place = document.querySelector("[data-there]");
  if (place) place.textContent = String(there);
}

async function save(form, button) {
  const body = new FormData(form);
  body.set("presence", button.value);
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(String(answer.status));
    const found = await answer.json();
    if (found.error) {
      note(form, found.error, true);
      return;
    }
    press(form, found.presence);
    count(found.there);
    note(form, gettext("Saved"));
  } catch {
    note(form, gettext("Not saved. Touch it again."), true);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

document.querySelector("[data-roll]")?.addEventListener("submit", (event) => {
  const form = event.target.closest(".roll__row");
  if (!form || !event.submitter) return;
  event.preventDefault();
  save(form, event.submitter);
});
