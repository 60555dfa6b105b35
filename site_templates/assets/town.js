// Helps to choose a town: suggests while one types, and goes straight to its page. The list of towns
// is fetched when somebody starts to type, never before. Without this file the form opens the index.
(function () {
  "use strict";

  var MOST = 8;
  var form = document.querySelector("[data-towns]");
  if (!form || !window.fetch) return;
  var input = form.querySelector("input");
  var status = form.querySelector("[role=status]");
  var list = form.querySelector("ul");
  var known = null;

  function fold(text) {
    return text.toLowerCase().replace(/ł/g, "l").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[^a-z0-9]+/g, " ").trim();
  }

  function load() {
    if (!known) {
      known = fetch(form.getAttribute("data-towns")).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (told) {
        return told.towns.map(function (row) {
          return { name: row[0], key: fold(row[0]), powiat: told.powiats[row[1]], page: row[2], km: row[3] };
        });
      });
      known.catch(function () { known = null; });
    }
    return known;
  }

  function matches(towns, typed) {
    var exact = towns.filter(function (one) { return one.key === typed; });
    var starts = towns.filter(function (one) { return one.key !== typed && one.key.indexOf(typed) === 0; });
    return exact.concat(starts).slice(0, MOST);
  }

  function page(one) {
    return form.getAttribute("data-page") + one.page + "/";
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
      item.appendChild(document.createTextNode(" (" + one.powiat + ")" +
        (one.km ? ", " + form.getAttribute("data-away") + " " + one.km + " km" : "")));
      list.appendChild(item);
    });
  }

  function suggest() {
    var typed = fold(input.value);
    return load().then(function (towns) {
      var found = typed.length > 1 ? matches(towns, typed) : [];
      if (fold(input.value) === typed) draw(found, typed.length > 1 ? typed : "");
      return found;
    });
  }

  function quietly() { suggest().catch(function () {}); }

  input.addEventListener("focus", function () { load().catch(function () {}); });
  input.addEventListener("input", quietly);
  form.addEventListener("submit", function (event) {
    if (!fold(input.value)) return;
    event.preventDefault();
    suggest().then(function (found) {
      var same = found.filter(function (one) { return one.key === fold(input.value); });
      if (same.length === 1 || found.length === 1) location.href = page(same[0] || found[0]);
    }).catch(function () { form.submit(); });
  });
  var asked = new URLSearchParams(location.search).get("miejscowosc");
  if (asked && !input.value) input.value = asked;
  if (asked) quietly();
})();
