// A question that depends on another one on the same page: there when it is called for.
// Without this script the service asks it on a page of its own.
"use strict";
(() => {
  const revealed = (place) => {
    if (place.tagName !== "TEMPLATE") return place;
    const made = document.createElement("div");
    made.className = "depends";
    Object.assign(made.dataset, place.dataset);
    made.append(place.content);
    place.replaceWith(made);
    return made;
  };
  for (const form of document.querySelectorAll("form.questions")) {
    const places = Array.from(form.querySelectorAll("[data-question]"), revealed);
    const answers = (name) =>
      Array.from(form.elements)
        .filter((one) => one.name === name && !one.disabled)
        .filter((one) => one.checked || one.tagName === "SELECT")
        .map((one) => one.value);
    const show = () => {
      for (const place of places) {
        const wanted = place.dataset.values.split(" ");
        const called = answers(place.dataset.question).some((one) => wanted.includes(one));
        place.hidden = !called;
        for (const one of place.querySelectorAll("input, select, textarea")) one.disabled = !called;
      }
    };
    form.addEventListener("change", show);
    window.addEventListener("pageshow", show);
    show();
  }
})();
