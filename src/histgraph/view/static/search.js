// Finding by words: every word typed must be there, letter case and accents aside; a word that is
// nowhere is answered with the nearest that there is.

export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Tells whether a text holds every word of `q`, in any order. */
export function holds(text, q) {
  const within = folded(text);
  return folded(q).split(/\s+/).every((word) => within.includes(word));
}

/** How many letters must be changed, left out or exchanged to make one word of another; `most` + 1 for more. */
function apart(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = null;
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (before && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[other.length];
}

/** `q` with each word that stands nowhere in the texts put right by the nearest that does; "" where none is near. */
export function meant(texts, q) {
  const known = new Map();
  for (const text of texts) for (const word of words(text)) known.set(word, (known.get(word) ?? 0) + 1);
  const put = words(q).map((word) => {
    if ([...known.keys()].some((other) => other.includes(word))) return word;
    const most = word.length > 5 ? 2 : word.length > 3 ? 1 : 0;
    const near = [...known].map(([other, uses]) => ({ other, uses, away: apart(word, other, most) })).filter(({ away }) => away <= most);
    near.sort((a, b) => a.away - b.away || b.uses - a.uses || (a.other < b.other ? -1 : 1));
    return near[0]?.other;
  });
  const said = put.join(" ");
  return put.includes(undefined) || said === words(q).join(" ") ? "" : said;
}
