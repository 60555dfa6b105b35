// Says of a notice that its last day is over, on a page that was built before. Without this file
// each notice still says until when it is good.
(function () {
  "use strict";
  // sv-SE writes a day as 2026-11-23, as the page does.
  var today = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Warsaw", year: "numeric", month: "2-digit", day: "2-digit",
  }).format(new Date());
  Array.prototype.forEach.call(document.querySelectorAll("[data-until]"), function (box) {
    if (box.getAttribute("data-until") >= today) return;
    Array.prototype.forEach.call(box.querySelectorAll(".over"), function (one) { one.hidden = false; });
    Array.prototype.forEach.call(box.querySelectorAll(".live"), function (one) { one.hidden = true; });
  });
})();
