/** The summary of errors takes the focus; its links put the focus into the field, not only the view. */
const summary = document.querySelector("[data-error-summary]");

summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const head = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${field.id}"]`);
  (head ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});
