/** One button, three choices: as the device, light, dark. The choice stays on this device. */
const gettext = window.gettext ?? ((text) => text);
const CHOICES = ["system", "light", "dark"];

const words = (choice) =>
  ({
    system: gettext("Colours: as on this device"),
    light: gettext("Colours: light"),
    dark: gettext("Colours: dark"),
  })[choice];

function stored() {
  try {
    return CHOICES.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "system";
  } catch {
    return "system";
  }
}

function keep(choice) {
  try {
    localStorage.setItem("theme", choice);
  } catch {
    // No storage: the choice lasts as long as the page.
  }
}

function apply(choice) {
  if (choice === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = choice;
  }
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.dataset.choice = choice;
    button.querySelector("[data-theme-words]").textContent = words(choice);
  }
}

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const choice = CHOICES[(CHOICES.indexOf(button.dataset.choice) + 1) % CHOICES.length];
    keep(choice);
    apply(choice);
  });
}
apply(document.documentElement.dataset.theme ?? stored());
