// What somebody typed, made comparable, and how far a typo is from a word. Used by the town box and
// by search. The service does the same without JavaScript (catalog/text/spelling.py).
(function () {
  "use strict";

  var MOST = 4;

  // One shape for full-width letters; no soft hyphens or zero-width signs inside words; no accents.
  function fold(text) {
    return text.normalize("NFKC").replace(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "")
      .toLowerCase().replace(/ł/g, "l").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  }

  // How many slips a word may have and still be recognised.
  function most(word) { return word.length < 4 || /\d/.test(word) ? 0 : word.length > 7 ? 2 : 1; }

  // Damerau and Levenshtein's distance; `most` + 1 when it is greater.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], row = [], next, i, j;
    for (j = 0; j <= b.length; j++) row[j] = j;
    for (i = 1; i <= a.length; i++) {
      next = [i];
      for (j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      before = row;
      row = next;
    }
    return Math.min(row[b.length], most + 1);
  }

  // What a word may be meant for, the likeliest first: itself where something known is of its kin,
  // else the known words that a typo made it of. `kin` says how far it is from being a form of
  // another: 0 for one that it surely is, more than a slip for one that it hardly is.
  function mend(word, known, kin) {
    if (word.length < 4 || /\d/.test(word)) return [word];
    var slips = most(word), letters = word.split("").sort().join("");
    var itself = Math.min.apply(null, known.map(function (one) { return kin(word, one); }));
    var found = [{ word: word, cost: itself }];
    known.forEach(function (one) {
      if (one.length < 4 || one === word) return;
      // Two letters exchanged are the likeliest slip: it is thought of even where the word is known.
      var swapped = one.length === word.length && letters === one.split("").sort().join("");
      if (!itself && !swapped) return;
      var far = distance(word, one, slips), whole = far > slips ? 9 : far - (swapped ? 0.2 : 0);
      // An inflected word with a typo: compare the beginnings, and trust that less.
      var apart = Math.abs(word.length - one.length), length = Math.min(word.length, one.length) - 1;
      var start = length < 5 || apart > 3 ? 9 : distance(word.slice(0, length), one.slice(0, length), 1);
      var part = start > 1 ? 9 : start + 0.5 + apart / 100;
      found.push({ word: one, cost: Math.min(whole, part) });
    });
    found = found.filter(function (one) { return one.cost < slips + 0.9; })
      .sort(function (a, b) { return a.cost - b.cost; });
    found = found.filter(function (one) { return one.cost < found[0].cost + 0.9; }).slice(0, MOST);
    return found.length ? found.map(function (one) { return one.word; }) : [word];
  }

  window.spelling = { fold: fold, most: most, distance: distance, mend: mend };
})();
