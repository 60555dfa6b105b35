// The search page: Pagefind finds, matching.js says what fits best, this file asks and draws.
// Nothing of Pagefind is fetched before somebody searches. Without this file the lists remain.
(function () {
  "use strict";

  var MOST = 30, SHOWN = 10, TRIES = 6, FIT = 5;
  var form = document.querySelector("[data-search]");
  if (!form || !window.Promise || !window.fetch) return;
  var input = form.querySelector("input");
  var filters = form.querySelectorAll("select");
  var status = document.querySelector("[data-status]");
  var results = document.querySelector("[data-results]");
  var help = document.querySelector("[data-help]");
  var calls = document.querySelectorAll("[data-call]");
  var engine = null, words = null, turn = 0;

  function say(name) { return form.getAttribute("data-" + name); }

  // Scripts of ours that nobody fetches before somebody searches.
  var asked = {};
  function load(name) {
    if (!asked[name]) {
      asked[name] = new Promise(function (done, failed) {
        var script = document.createElement("script");
        script.src = say(name);
        script.onload = done;
        script.onerror = failed;
        document.head.appendChild(script);
      });
      asked[name].catch(function () { asked[name] = null; });
    }
    return asked[name];
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

  function chosen() {
    var found = {};
    Array.prototype.forEach.call(filters, function (select) {
      if (select.value) found[select.getAttribute("data-by")] = select.value;
    });
    return found;
  }

  function ask(pagefind, terms, filters) {
    return pagefind.search(terms.join(" "), { filters: filters }).then(function (found) {
      return found.results;
    });
  }

  // Every word for itself: more words found come first, and a rare one says more than a common one;
  // where nothing has them all (`alone`), however well a page tells the common one.
  function askSome(pagefind, terms, filters, alone) {
    return Promise.all(terms.map(function (one) { return ask(pagefind, [one], filters); })).then(function (all) {
      var scores = {}, byId = {};
      all.forEach(function (list) {
        var rare = 1 / Math.log(2 + list.length);
        list.slice(0, MOST * 3).forEach(function (one) {
          byId[one.id] = one;
          scores[one.id] = (scores[one.id] || 0) + rare + (alone ? rare * one.score / list[0].score : one.score / 100);
        });
      });
      return Object.keys(byId).sort(function (a, b) { return scores[b] - scores[a]; })
        .map(function (id) { return byId[id]; });
    });
  }

  // What the words may be meant for, each alone exchanged: the first that finds all of them together.
  function askMeant(pagefind, meanings, filters) {
    var likely = meanings.map(function (one) { return one[0]; }), tries = [likely];
    meanings.forEach(function (all, place) {
      all.slice(1).forEach(function (other) {
        var words = likely.slice();
        words[place] = other;
        tries.push(words);
      });
    });
    return tries.slice(0, TRIES).reduce(function (before, words) {
      return before.then(function (found) {
        return found.all.length ? found : ask(pagefind, words, filters).then(function (all) {
          return { words: all.length ? words : likely, all: all };
        });
      });
    }, Promise.resolve({ words: likely, all: [] }));
  }

  function answer(pagefind, terms, known, filters, query) {
    var meanings = terms.map(function (one) { return spelling.mend(one, known, matching.kin); });
    return askMeant(pagefind, meanings, filters).then(function (found) {
      return (found.words.length > 1 ? askSome(pagefind, found.words, filters, !found.all.length) : Promise.resolve([])).then(function (some) {
        var ids = found.all.map(function (one) { return one.id; });
        var others = some.filter(function (one) { return ids.indexOf(one.id) < 0; });
        var first = found.all.slice(0, others.length ? MOST - 10 : MOST).concat(others).slice(0, MOST);
        return Promise.all(first.map(function (one) { return one.data(); })).then(function (told) {
          var list = matching.rank(told, found.words, query);
          return {
            words: found.words, whole: found.all.length > 0, list: found.all.length ? matching.lift(list) : list,
            number: list.length ? found.all.length || some.length : 0,
          };
        });
      });
    });
  }

  function draw(list) {
    results.textContent = "";
    list.slice(0, SHOWN).forEach(function (meta) {
      var item = document.createElement("li");
      var heading = item.appendChild(document.createElement("h2"));
      var link = heading.appendChild(document.createElement("a"));
      link.href = address(meta);
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
    help.hidden = list.length > 0;
  }

  function address(meta) { return say("root") + meta.address.slice(1); }

  // The numbers for a trouble whose page is among the first results stand above them.
  function call(list) {
    var first = list.slice(0, FIT).map(address), best = FIT;
    Array.prototype.forEach.call(calls, function (one) {
      one.hidden = true;
      var at = first.indexOf(one.querySelector("h2 a").getAttribute("href"));
      if (at >= 0 && at < best) best = at;
    });
    Array.prototype.forEach.call(calls, function (one) {
      if (first[best] === one.querySelector("h2 a").getAttribute("href")) one.hidden = false;
    });
  }

  // What was asked, not what is typed by now: an answer may come while somebody types the next query.
  function show(list, words, query) {
    draw(list);
    status.textContent = words;
    status.setAttribute("data-for", query);
  }

  function search() {
    var mine = ++turn, query = input.value;
    if (!input.value.trim()) { results.textContent = status.textContent = ""; help.hidden = true; call([]); return; }
    status.textContent = say("busy");
    Promise.all([start(), load("spelling"), load("matching"), load("helplines")]).then(function (ready) {
      var known = ready[0][1], pagefind = ready[0][0], terms = matching.terms(query);
      if (mine !== turn) return null;
      if (!terms.length) {
        // Arabic or Greek, a smile, a dash: no word that any page has.
        call([]);
        show([], say("none"), query);
        return null;
      }
      return answer(pagefind, terms, known, chosen(), query).then(function (found) {
        // A chosen place or kind hides the pages of troubles; whom to call does not depend on it.
        var everywhere = Object.keys(chosen()).length ? answer(pagefind, terms, known, {}, query) : found;
        return Promise.resolve(everywhere).then(function (whole) {
          if (mine !== turn) return;
          call(whole.list);
          show(found.list, (found.words.join(" ") !== terms.join(" ") ? say("instead") + " " + found.words.join(" ") + ". " : "") +
            (found.number ? say("number") + " " + found.number + "." : say("none")) + (found.number && !found.whole ? " " + say("some") : ""), query);
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
