// The matrix follows the filters: columns of hidden answers go, rows without words go, sums are counted anew.

import { holds } from "./search.js";

const stands = (cell, kind) => cell.classList.contains(kind) || cell.classList.contains("both");

function countRow(row, cells, summaries) {
  const own = cells.filter((cell) => !summaries.has(cell.cellIndex));
  const [yes, no] = ["affirmed", "denied"].map((kind) => own.filter((cell) => stands(cell, kind)).length);
  row.querySelector(".sum").textContent = `${yes} : ${no}`;
  const pips = [...Array(Math.min(yes, 12)).fill(""), ...Array(Math.min(no, 12)).fill("no")].map((kind) => {
    const pip = document.createElement("i");
    pip.className = kind;
    return pip;
  });
  row.querySelector(".pips").replaceChildren(...pips);
}

/** `seen(number)` tells whether a voice is shown; rows are kept by words `q` and by `polarity`. */
export function filterMatrix(root, seen, { q, polarity }) {
  for (const part of root.querySelectorAll("[data-scope]")) {
    const heads = [...part.querySelectorAll(".matrix thead [data-voice]")];
    part.hidden = !heads.some((head) => seen(Number(head.dataset.voice)));
    if (part.hidden) continue;
    const summaries = new Set(heads.filter((head) => "summary" in head.dataset).map((head) => head.cellIndex));
    const gone = new Set(heads.filter((head) => !seen(Number(head.dataset.voice))).map((head) => head.cellIndex));
    for (const cell of part.querySelectorAll("[data-voice]")) cell.hidden = !seen(Number(cell.dataset.voice));
    for (const row of part.querySelectorAll(".matrix tbody tr")) {
      for (const cell of row.cells) cell.hidden = gone.has(cell.cellIndex);
      const cells = [...row.querySelectorAll(".cell:not([hidden])")];
      row.hidden = !cells.length
        || (q !== "" && !holds(row.textContent, q))
        || (polarity !== "all" && !cells.some((cell) => stands(cell, polarity)));
      if (!row.hidden) countRow(row, cells, summaries);
    }
  }
}
