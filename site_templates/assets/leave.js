// "Leave this page": the way back leads past this page, not to it.
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("[data-leave]"), function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      location.replace(link.href);
    });
  });
})();
