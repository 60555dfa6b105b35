// The town box: fetches what suggests towns (spelling.js, town.js) when somebody goes to it, never
// before. Until then, and without this file, the box is a plain form.
(function () {
  "use strict";

  var form = document.querySelector("[data-towns]");
  if (!form || !window.fetch || !window.Promise) return;
  var input = form.querySelector("input[name=miejscowosc]");
  var asked = false;

  function load() {
    if (asked) return;
    asked = true;
    ["data-spelling", "data-script"].forEach(function (name) {
      var script = document.createElement("script");
      script.src = form.getAttribute(name);
      script.async = false;
      document.head.appendChild(script);
    });
  }

  input.addEventListener("focus", load);
  if (document.activeElement === input || /[?&]miejscowosc=/.test(location.search)) load();
})();
