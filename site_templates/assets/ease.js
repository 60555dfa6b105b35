// Text size and high contrast. Something is stored on the phone only when somebody presses a button.
(function () {
  "use strict";
  var root = document.documentElement;
  var box = document.querySelector(".ease");
  if (!box) return;

  function kept(name) {
    try { return localStorage.getItem(name) || ""; } catch (blocked) { return ""; }
  }

  function keep(name, value) {
    try {
      if (value) localStorage.setItem(name, value); else localStorage.removeItem(name);
    } catch (blocked) { /* it holds for this page only */ }
  }

  function apply(name, value) {
    if (value) root.setAttribute("data-" + name, value); else root.removeAttribute("data-" + name);
    Array.prototype.forEach.call(box.querySelectorAll("[data-" + name + "-to]"), function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-" + name + "-to") === value));
    });
  }

  ["size", "contrast"].forEach(function (name) {
    apply(name, kept(name));
    Array.prototype.forEach.call(box.querySelectorAll("[data-" + name + "-to]"), function (button) {
      button.addEventListener("click", function () {
        var value = button.getAttribute("data-" + name + "-to");
        if (name === "contrast" && root.getAttribute("data-contrast") === value) value = "";
        apply(name, value);
        keep(name, value);
      });
    });
  });
  box.classList.add("ready");

  // The menu: always open on a wide screen, also where the stylesheet cannot open it; Escape shuts it.
  var menu = document.querySelector(".menu");
  if (menu && matchMedia("(min-width: 74rem)").matches) menu.open = true;
  else if (menu) menu.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
})();
