// The search page: Pagefind finds, this file folds, mends typos, puts names before mentions and draws.
// Nothing of Pagefind is fetched before somebody searches. Without this file the lists remain.
(function () {
  "use strict";

  var MOST = 30, SHOWN = 10;
  var english = document.documentElement.lang === "en";
  var SMALL = english ? " a am an and any are at be can do for from get have how i in is it me my near of on or some that the there this to want we what where who with you " : " a albo ani bo by chce chcialabym chcialbym co czy dla do dostac dostane gdzie go i ich im ja jak jest jestem kiedy kto ktory lub ma mam miedzy mi mnie moge moj moja na nad nie o od po pod potrzebuje przez przy szukam sa sie ta tak tam ten to tu tutaj u w we z za ze znajde znalezc ";
  SMALL += "а в вас ви де для до є з за і из ми мене мені мною на нас не немає ні по потрібен потрібна потрібне потрібно про та треба у хочу хто це чи що шукаю я як ";
  var form = document.querySelector("[data-search]");
  if (!form || !window.Promise || !window.fetch) return;
  var input = form.querySelector("input");
  var filters = form.querySelectorAll("select");
  var status = document.querySelector("[data-status]");
  var results = document.querySelector("[data-results]");
  var help = document.querySelector("[data-help]");
  var engine = null, words = null, turn = 0;

  function say(name) { return form.getAttribute("data-" + name); }

  function fold(text) {
    return text.toLowerCase().replace(/ł/g, "l").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  // Latin and Cyrillic words; an apostrophe stands inside a Ukrainian word.
  function split(text) {
    return fold(text).replace(/([а-яєіґ])['’ʼ](?=[а-яєіґ])/g, "$1").split(/[^a-z0-9а-яєіґ]+/).filter(Boolean);
  }

  // Without the words that say nothing of what somebody looks for, unless all are such.
  function telling(words) {
    var found = words.filter(function (one) { return SMALL.indexOf(" " + one + " ") < 0; });
    return found.length ? found : words;
  }

  // A Ukrainian word without its ending: Pagefind knows no Ukrainian, but finds what begins so.
  function begin(word) {
    return word.replace(/^([а-яєіґ]{2,}?)(?:ами|ями|ого|ому|ими|іми|ою|ею|єю|еи|ів|ам|ям|ах|ях|ом|ем|им|их|[аеєиіоуюяь])$/, "$1");
  }

  function start() {
    if (!engine) {
      engine = import(new URL(say("search"), location.href).href).then(function (pagefind) {
        return Promise.resolve(pagefind.options({ noWorker: true, ranking: { termFrequency: 0.4, pageLength: 0.2 } }))
          .then(function () { return pagefind.init(); })
          .then(function () { return pagefind.filters(); })
          .then(function (known) { offer(known); return pagefind; });
      });
      words = fetch(say("words")).then(function (answer) { return answer.json(); });
      engine.catch(function () { engine = null; });
    }
    return Promise.all([engine, words]);
  }

  function offer(known) {
    Array.prototype.forEach.call(filters, function (select) {
      if (select.options.length > 1) return;
      Object.keys(known[select.getAttribute("data-by")] || {}).sort(function (a, b) {
        return a.localeCompare(b, "pl");
      }).forEach(function (name) {
        select.appendChild(new Option(name, name));
      });
      select.value = new URLSearchParams(location.search).get(select.getAttribute("data-by")) || "";
    });
  }

  // Damerau and Levenshtein's distance; stops counting past `most`.
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
    return row[b.length];
  }

  // Whether two words may be forms of one: the same beginning, and only known endings after it.
  var ENDING = english ? /^(?:s|es|ies|y|d|ed|ing|er|ers|ion|ions|al|ly|ment|less|ness)?$/ : /^(?:[cdgklnrstwz]{0,2}(?:i?(?:a|e|o|u|ow|om|em|ego|emu|ej|ach|ami|owi|owie)|i|y|im|ich|imi|ym|ych|ymi|owa|owe|owy|ek|ec|el|en))?$/;

  function akin(word, other) {
    if (other.indexOf(word) === 0) return true;
    var shared = 0;
    while (shared < word.length && word[shared] === other[shared]) shared++;
    var rest = Math.max(word.length, other.length) - shared;
    return shared >= 3 && rest <= 5 && shared + 1 >= rest && ENDING.test(word.slice(shared));
  }

  // A word that nothing known resembles is taken for a typo of the nearest known word.
  function mend(word, known) {
    if (word.length < 4 || /\d/.test(word)) return word;
    if (known.some(function (one) { return akin(word, one); })) return word;
    var most = word.length > 7 ? 2 : 1;
    var best = word, least = most + 0.9;
    known.forEach(function (one) {
      if (one.length < 4) return;
      var whole = distance(word, one, most);
      // An inflected word with a typo: compare the beginnings, and trust that less.
      var length = Math.min(word.length, one.length) - 1;
      var part = length < 5 || Math.abs(word.length - one.length) > 3 ? 9
        : distance(word.slice(0, length), one.slice(0, length), 1) + 0.5;
      var cost = Math.min(whole, part);
      if (cost < least) { best = one; least = cost; }
    });
    return best;
  }

  function chosen() {
    var found = {};
    Array.prototype.forEach.call(filters, function (select) {
      if (select.value) found[select.getAttribute("data-by")] = select.value;
    });
    return found;
  }

  function ask(pagefind, terms) {
    return pagefind.search(terms.join(" "), { filters: chosen() }).then(function (found) {
      return found.results;
    });
  }

  // Every word for itself: more words found come first, and a rare one says more than a common one.
  function askSome(pagefind, terms) {
    return Promise.all(terms.map(function (one) { return ask(pagefind, [one]); })).then(function (all) {
      var scores = {}, byId = {};
      all.forEach(function (list) {
        var rare = 1 / Math.log(2 + list.length);
        list.slice(0, MOST * 3).forEach(function (one) {
          byId[one.id] = one;
          scores[one.id] = (scores[one.id] || 0) + rare + one.score / 100;
        });
      });
      return Object.keys(byId).sort(function (a, b) { return scores[b] - scores[a]; })
        .map(function (id) { return byId[id]; });
    });
  }

  // How much of a name the words make up, when it has them all: 1 to 2. A half when they have all of
  // a name of several words, and more beside it. Else 0.
  function nameMatch(name, terms) {
    var parts = telling(split(name));
    var hits = terms.filter(function (term) {
      return parts.some(function (part) { return akin(term, part); });
    }).length;
    var exact = terms.filter(function (term) { return parts.indexOf(term) >= 0; }).length;
    if (hits < terms.length) {
      return hits > 1 && parts.every(function (part) {
        return part.length < 3 || terms.some(function (term) { return akin(term, part); });
      }) ? 0.5 : 0;
    }
    return 1 + hits / Math.max(parts.length, hits) + exact / 10;
  }

  function nameScore(meta, terms) {
    var others = (meta.also || "").split("|").map(function (one) { return nameMatch(one, terms) * 0.95; });
    var withKind = nameMatch(meta.title + " " + meta.kind, terms) * 0.9;
    return Math.max.apply(null, others.concat(nameMatch(meta.title, terms), withKind));
  }

  // Pagefind shortens a word that it does not know until something begins with it: that found nothing.
  function meant(one, terms) {
    var told = split(one.content + " " + one.meta.title);
    return terms.some(function (term) { return told.some(function (word) { return akin(term, word); }); });
  }

  function rank(found, terms) {
    return Promise.all(found.slice(0, MOST).map(function (one) { return one.data(); })).then(function (all) {
      var seen = {};
      return all.filter(function (one) { return meant(one, terms); }).map(function (one, place) {
        return { meta: one.meta, name: nameScore(one.meta, terms), place: place };
      }).sort(function (a, b) { return b.name - a.name || a.place - b.place; })
        .map(function (row) { return row.meta; })
        .filter(function (meta) { return !seen[meta.address] && (seen[meta.address] = true); });
    });
  }

  function draw(list, number) {
    results.textContent = "";
    list.slice(0, SHOWN).forEach(function (meta) {
      var item = document.createElement("li");
      var heading = item.appendChild(document.createElement("h2"));
      var link = heading.appendChild(document.createElement("a"));
      link.href = say("root") + meta.address.slice(1);
      link.textContent = meta.title;
      var kind = item.appendChild(document.createElement("p"));
      kind.className = "quiet";
      kind.textContent = meta.kind;
      if (meta.told) {
        var told = item.appendChild(document.createElement("p"));
        told.textContent = meta.told;
        if (meta.tongue) told.lang = meta.tongue;
      }
      results.appendChild(item);
    });
    help.hidden = number > 0;
  }

  function search() {
    var mine = ++turn;
    var terms = telling(split(input.value)).map(begin);
    if (!terms.length) { results.textContent = status.textContent = ""; help.hidden = true; return; }
    status.textContent = say("busy");
    start().then(function (both) {
      var mended = terms.map(function (one) { return mend(one, both[1]); });
      var changed = mended.join(" ") !== terms.join(" ");
      return Promise.all([ask(both[0], mended), mended.length > 1 ? askSome(both[0], mended) : []]).then(function (answer) {
        var all = answer[0], some = answer[1], number = all.length || some.length;
        var ids = all.map(function (one) { return one.id; });
        var others = some.filter(function (one) { return ids.indexOf(one.id) < 0; });
        return rank(all.slice(0, others.length ? MOST - 10 : MOST).concat(others), mended).then(function (list) {
          if (mine !== turn) return;
          if (!list.length) number = 0;
          draw(list, number);
          status.textContent = (changed ? say("instead") + " " + mended.join(" ") + ". " : "") +
            (number ? say("number") + " " + number + "." : say("none")) + (number && !all.length ? " " + say("some") : "");
          status.setAttribute("data-for", input.value);
        });
      });
    }).catch(function () {
      if (mine === turn) { status.textContent = say("failed"); help.hidden = false; }
    });
  }

  function remember() {
    var address = new URL(location.href);
    address.search = "";
    if (input.value) address.searchParams.set("q", input.value);
    Array.prototype.forEach.call(filters, function (select) {
      if (select.value) address.searchParams.set(select.getAttribute("data-by"), select.value);
    });
    history.replaceState(null, "", address);
    search();
  }

  form.hidden = false;
  document.querySelector("[data-plain]").hidden = true;
  form.addEventListener("submit", function (event) { event.preventDefault(); remember(); });
  input.addEventListener("focus", function () { start().catch(function () {}); });
  Array.prototype.forEach.call(filters, function (select) { select.addEventListener("change", remember); });
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) start().then(search, search);
})();
