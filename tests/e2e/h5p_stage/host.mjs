// What the framed activity tells: its height and its statements.
const frame = document.querySelector("iframe");
window.statements = [];
window.addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  if (data.height) frame.style.height = `${data.height + 2}px`;
  if (data.statement) window.statements.push(data.statement);
});
