/** `<button data-dialog="ID">` (or a link with that attribute) opens the dialog instead of its own page. */
for (const opener of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) continue;
  opener.hidden = false;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
}
