/** Events carry the time of their place. A reader in another time zone sees their own beside it. */
const gettext = window.gettext ?? ((text) => text);
/** British order of dates, as everywhere on the site. */
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || undefined;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

const shown = (moment, zone) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(moment);

/** The city of a zone's name, as the place's time is named too. */
const city = (zone) => zone.split("/").pop().replaceAll("_", " ");

function phrase(start, end, zone) {
  const day = { timeZone: own, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const hours = { timeZone: own, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const sameDay = shown(start, own).slice(0, 10) === shown(start, zone).slice(0, 10);
  const format = new Intl.DateTimeFormat(language, sameDay ? hours : day);
  return end ? format.formatRange(start, end) : format.format(start);
}

function add(element) {
  const zone = element.dataset.zone;
  const start = new Date(element.dateTime);
  const end = element.dataset.end ? new Date(element.dataset.end) : null;
  if (!own || Number.isNaN(start.getTime())) return;
  const same = shown(start, own) === shown(start, zone);
  // A list names only what differs; the page of an event keeps a line free for either answer.
  if (same && !element.closest(".meta")) return;
  const note = document.createElement("span");
  note.className = "own-time";
  if (same) {
    note.textContent = ` ${gettext("The same in your time zone")}`;
    element.after(note);
    return;
  }
  // Apart from the template string, or the words are not collected for translation.
  const words = gettext("Your time: %s");
  note.textContent = ` ${words.replace("%s", `${phrase(start, end, zone)} (${city(own)})`)}`;
  element.after(note);
}

for (const element of document.querySelectorAll("time[data-zone]:not([data-told])")) {
  element.dataset.told = "";
  add(element);
}
