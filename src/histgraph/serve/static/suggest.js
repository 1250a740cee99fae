// Names as one types: fills the list of each field that asks for it.

let last = 0;
async function fill(field) {
  const words = field.value.trim();
  if (words.length < 2) return;
  const turn = (last += 1);
  const answer = await fetch(`/suggest?kind=${field.dataset.suggest}&q=${encodeURIComponent(words)}`);
  if (!answer.ok || turn !== last) return;
  field.list.replaceChildren(...(await answer.json()).map(({ label, claims }) => {
    const option = document.createElement("option");
    option.value = label;
    option.label = `${claims} claims`;
    return option;
  }));
}

for (const field of document.querySelectorAll("[data-suggest]")) {
  let timer = 0;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => fill(field), 150); });
}
