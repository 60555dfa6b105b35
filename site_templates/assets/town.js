// Helps to choose a town: suggests while one types, and goes straight to its page. The list of towns
// is fetched when somebody starts to type, never before. Without this file the service answers, by
// the same rules (catalog/text/town_names.py); on a site of files alone the index of towns opens.
(function () {
  "use strict";

  var MOST = 8, FARTHEST = 3;
  var ENDING = /^(?:[cdgklnrstwz]{0,2}(?:i?(?:a|e|o|u|ow|om|em|ego|emu|ej|ach|ami|owi|owie)|i|y|im|ich|ym|ych))$/;
  var POSTAL = /(^|[^0-9A-Za-z_])[0-9]{2}[-\u2010-\u2015 ]?[0-9]{3}(?![0-9A-Za-z_])/g;
  var form = document.querySelector("[data-towns]");
  if (!form || !window.fetch || !window.spelling) return;
  var input = form.querySelector("input[name=miejscowosc]");
  var need = form.querySelector("input[name=potrzeba]");
  var status = form.querySelector("[role=status]");
  var list = form.querySelector("ul");
  var known = null;

  function split(text) {
    return spelling.fold(text.replace(POSTAL, "$1 ")).split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 8);
  }

  function load() {
    if (!known) {
      known = fetch(form.getAttribute("data-towns")).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (told) {
        var towns = told.towns.map(function (row) {
          return { name: row[0], key: split(row[0]).join(" "), powiat: told.powiats[row[1]], page: row[2] };
        });
        // Whoever names a region means its voivodeship, which has a row for each of its names.
        told.voivodeships.forEach(function (row) {
          row[2].forEach(function (name) {
            towns.push({ name: row[0], key: split(name).join(" "), powiat: row[0], page: row[1], voivodeship: true });
          });
        });
        return towns;
      });
      known.catch(function () { known = null; });
    }
    return known;
  }

  function inflected(typed, word) {
    var shared = 0;
    while (shared < Math.min(typed.length, word.length) && typed[shared] === word[shared]) shared++;
    var rest = Math.max(typed.length, word.length) - shared;
    return shared >= 3 && rest <= Math.min(3, shared) && ENDING.test(typed.slice(shared));
  }

  // How far a typed word is from a word that may be meant; Infinity when it is too far.
  function likeness(typed, word) {
    var most = spelling.most(typed), best = Infinity;
    if (Math.abs(typed.length - word.length) > FARTHEST) return Infinity;
    if (!most) return typed === word ? 0 : Infinity;
    var whole = spelling.distance(typed, word, most);
    if (whole <= most) best = whole;
    var length = Math.min(typed.length, word.length) - 1;
    if (length >= 5) {
      var part = spelling.distance(typed.slice(0, length), word.slice(0, length), 1);
      if (part <= 1) best = Math.min(best, part + 0.5);
    }
    return inflected(typed, word) ? Math.min(best, 1.75) : best;
  }

  function far(words, key) {
    var theirs = key.split(" ");
    if (theirs.length !== words.length) {
      var all = words.join(""), whole = spelling.distance(all, theirs.join(""), 1);
      return whole > 1 || !spelling.most(all) ? Infinity : whole;
    }
    return words.reduce(function (total, one, place) { return total + likeness(one, theirs[place]); }, 0);
  }

  // Each page once, in their order.
  function few(towns) {
    var seen = {};
    return towns.filter(function (one) {
      var place = page(one), first = !seen[place];
      seen[place] = true;
      return first;
    });
  }

  function near(towns, words) {
    var found = towns.map(function (one) { return { town: one, far: far(words, one.key) }; })
      .filter(function (row) { return row.far < Infinity; })
      .sort(function (a, b) { return a.far - b.far; });
    var least = found.filter(function (row) { return row.far === found[0].far; });
    function town(row) { return row.town; }
    return { towns: found.map(town), sure: few(least.map(town)).length === 1 };
  }

  function parts(words) {
    var found = [];
    for (var length = Math.min(words.length - 1, 4); length > 0; length--) {
      for (var start = 0; start + length <= words.length; start++) {
        found.push(words.slice(start, start + length).join(" "));
      }
    }
    return found;
  }

  // The towns that may be meant, the likeliest first; `sure`: the first alone is.
  function meant(towns, words) {
    var key = words.join(" ");
    function all(test) { return towns.filter(function (one) { return test(one.key); }); }
    function isTown(one) { return !one.voivodeship; }
    function named(name) { return all(function (own) { return own === name; }); }
    var exact = named(key);
    if (exact.length) {
      var onwards = all(function (own) { return own.indexOf(key + " ") === 0; }).filter(isTown);
      return { towns: exact.concat(onwards), sure: few(exact).length === 1 };
    }
    var found = key.length > 1 ? all(function (own) { return own.indexOf(key) === 0; }) : [];
    if (found.length) return { towns: found, sure: few(found).length === 1 };
    var longer = words.filter(function (one) { return one.length > 1; });
    words = longer.length ? longer : words;
    if (words.length > 1 && (found = near(towns, words)).towns.length) return found;
    found = [];
    parts(words).forEach(function (one) { if (!found.length) found = named(one); });
    if (!found.length && key.length > 2) found = all(function (own) { return own.indexOf(" " + key) > 0; }).filter(isTown);
    if (found.length) return { towns: found, sure: few(found).length === 1 };
    if (words.length === 1) return near(towns, words);
    words.forEach(function (one) { if (one.length > 4) found = found.concat(near(towns, [one]).towns); });
    return { towns: found, sure: false };
  }

  function page(one) {
    return form.getAttribute(one.voivodeship ? "data-voivodeship" : "data-page") + one.page + "/" + (need ? "#" + need.value : "");
  }

  function draw(found, typed) {
    list.textContent = "";
    status.textContent = !typed ? "" : found.length
      ? form.getAttribute("data-found") + " " + found.length : form.getAttribute("data-none");
    found.forEach(function (one) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = page(one);
      link.textContent = one.name;
      item.appendChild(link);
      if (one.powiat !== one.name) item.appendChild(document.createTextNode(" (" + one.powiat + ")"));
      list.appendChild(item);
    });
  }

  function suggest() {
    var typed = input.value;
    return load().then(function (towns) {
      var words = split(typed), asked = words.length > 0 && words.join("").length > 1;
      var found = asked ? meant(towns, words) : { towns: [], sure: false };
      var shown = few(found.towns).slice(0, MOST);
      if (input.value === typed) draw(shown, typed.trim().length > 1);
      return { towns: shown, sure: found.sure };
    });
  }

  function quietly() { suggest().catch(function () {}); }

  load().catch(function () {});
  input.addEventListener("input", quietly);
  form.addEventListener("submit", function (event) {
    if (!input.value.trim()) return;
    event.preventDefault();
    suggest().then(function (found) {
      if (found.sure) location.href = page(found.towns[0]);
    }).catch(function () { form.submit(); });
  });
  var asked = new URLSearchParams(location.search).get("miejscowosc");
  if (asked && !input.value) input.value = asked;
  if (input.value) quietly();
})();
