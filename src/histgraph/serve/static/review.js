// Verdicts by key. The entry that is judged is the one that the focus is in, else the first.

function current() {
  return document.activeElement.closest("[data-queue]") ?? document.querySelector("[data-queue]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (!document.querySelector("#keys").checked) return;
  const form = current()?.querySelector(".judge");
  if (!form) return;
  if (event.key === "x") form.elements.reason.focus();
  else if (event.key === "h" || event.key === "u") form.requestSubmit(form.querySelector(`button[value="${event.key === "h" ? "holds" : "unsure"}"]`));
  else return;
  event.preventDefault();
});
