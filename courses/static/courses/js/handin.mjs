/** Which button of a task's form was pressed goes along when a file is sent in parts first. */
const form = document.querySelector("form[data-handin]");

form?.addEventListener("submit", (event) => {
  if (!form.elements.file?.files.length) return;
  const deed = document.createElement("input");
  deed.type = "hidden";
  deed.name = "deed";
  deed.value = event.submitter?.value ?? "keep";
  form.querySelector("input[type='hidden'][name='deed']")?.remove();
  form.append(deed);
});
