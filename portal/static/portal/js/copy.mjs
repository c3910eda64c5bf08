/** Buttons that copy a text, or the text of the element they name, and say so. */
const gettext = window.gettext ?? ((text) => text);

function textOf(button) {
  const wanted = button.dataset.copy;
  const element = wanted.startsWith("#") ? document.querySelector(wanted) : null;
  return element ? (element.value ?? element.textContent.trim().replace(/\s+/g, " ")) : wanted;
}

function say(message) {
  let place = document.querySelector(".toasts");
  if (!place) {
    place = document.createElement("div");
    place.className = "toasts";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  const toast = document.createElement("div");
  toast.className = "toast";
  const text = document.createElement("p");
  text.textContent = message;
  toast.append(text);
  // Readers that listen hear what is added to a status that is already there.
  setTimeout(() => place.replaceChildren(toast), 50);
  setTimeout(() => toast.remove(), 5000);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(textOf(button));
    say(gettext("Copied"));
  } catch {
    say(gettext("The browser does not allow copying. Select the text and copy it yourself."));
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
