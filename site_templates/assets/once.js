// One id for one filling-in of a form: whoever goes back and sends the same answers again, sends them once.
(function () {
  "use strict";
  var form = document.querySelector("form.questions");
  if (!form || !window.crypto || !history.replaceState) return;
  // This entry of the history keeps it: the way back finds it, the next visit makes a new one.
  var state = history.state || {};
  if (!state.page) {
    state = { page: Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    }).join("") };
    history.replaceState(state, "");
  }
  var field = document.createElement("input");
  field.type = "hidden";
  field.name = "wz_page";
  field.value = state.page;
  form.appendChild(field);
})();
