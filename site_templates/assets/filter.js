// Filters the list of all organizations at once, without another page. The filters themselves are
// plain links to pages; this file turns them into fields. Without it, or when it fails, links stay.
(function () {
  "use strict";

  var box = document.querySelector("[data-filter]");
  var cards = Array.prototype.slice.call(document.querySelectorAll("[data-is]"));
  var form, status, fields = [], typed;

  function fold(text) {
    return text.toLowerCase().replace(/ł/g, "l").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function make(name, text, parent) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (parent) parent.appendChild(element);
    return element;
  }

  function field(label, name) {
    var outer = make("label", label + " ", form);
    var inner = make(name, "", outer);
    inner.addEventListener("input", show);
    return inner;
  }

  function choices(details) {
    var select = field(details.querySelector("summary").textContent, "select");
    make("option", box.getAttribute("data-any"), select).value = "";
    Array.prototype.forEach.call(details.querySelectorAll("a"), function (link) {
      make("option", link.textContent, select).value =
        details.getAttribute("data-facet") + ":" + link.getAttribute("data-slug");
    });
    fields.push(select);
  }

  function show() {
    var wanted = fields.map(function (one) { return one.value; }).filter(Boolean);
    var words = fold(typed.value).split(/\s+/).filter(Boolean);
    var left = 0;
    cards.forEach(function (card) {
      var is = (" " + card.getAttribute("data-is") + " ");
      var said = " " + card.getAttribute("data-words");
      var fits = wanted.every(function (one) { return is.indexOf(" " + one + " ") >= 0; }) &&
        words.every(function (one) { return said.indexOf(" " + one) >= 0; });
      card.hidden = !fits;
      left += fits ? 1 : 0;
    });
    status.textContent = left ? box.getAttribute("data-shown") + " " + left : box.getAttribute("data-none");
  }

  if (!box || !cards.length) return;
  form = make("form");
  form.className = "quick";
  typed = field(box.getAttribute("data-words"), "input");
  typed.type = "search";
  Array.prototype.forEach.call(box.querySelectorAll("[data-facet]"), choices);
  make("button", box.getAttribute("data-clear"), form).type = "reset";
  status = make("p", "", form);
  status.setAttribute("role", "status");
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(show, 0); });
  // A page that the browser brings back may have fields filled in already.
  window.addEventListener("pageshow", show);
  box.textContent = "";
  box.appendChild(form);
})();
