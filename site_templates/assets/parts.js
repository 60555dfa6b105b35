// A form on one page: a long one part by part, by the address (#czesc-2), so that Back leads to the
// part before; questions that depend on an answer come with it. Without this file it is all there.
"use strict";
(() => {
  const form = document.querySelector("form.questions");
  if (!form) return;
  const paged = "paged" in form.dataset;
  const complete = "filled" in form.dataset;  // each part has been seen, and can be sent from
  const parts = paged ? Array.from(form.querySelectorAll(".part")) : [];
  const places = Array.from(form.querySelectorAll(".depends"));
  const named = Array.from(form.querySelectorAll("[data-other]"));
  const [whom, ...others] = (form.dataset.somebodyElse || "").split(" ");
  const intro = document.querySelector(".intro");
  const title = document.title;

  const answers = (name) =>
    Array.from(form.elements)
      .filter((one) => one.name === name && !one.disabled)
      .filter((one) => one.checked || one.tagName === "SELECT")
      .map((one) => one.value);
  const fit = () => {
    for (const place of places) {
      const wanted = place.dataset.values.split(" ");
      const called = answers(place.dataset.question).some((one) => wanted.includes(one));
      place.hidden = !called;
      for (const one of place.querySelectorAll("input, select, textarea")) one.disabled = !called;
    }
    const other = answers(whom).some((one) => others.includes(one));
    for (const one of named) one.textContent = other ? one.dataset.other : one.dataset.own;
  };

  const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const shown = () => parts.findIndex((part) => !part.hidden);
  const turn = (moved) => {
    if (!parts.length) return;
    const place = target() || (moved ? null : form.querySelector(".question.wrong"));
    const found = place ? parts.findIndex((part) => part.contains(place)) : 0;
    if (found < 0) return;
    parts.forEach((part, number) => { part.hidden = number !== found; });
    if (intro) intro.hidden = found > 0;
    const heading = parts[found].querySelector("h2");
    document.title = found && heading ? `${heading.textContent} – ${title}` : title;
    if (!moved) return;
    const focus = place === parts[found] ? heading || place : place || document.querySelector("h1");
    if (focus === place) focus.scrollIntoView();
    else window.scrollTo(0, found ? parts[found].getBoundingClientRect().top + window.scrollY - 8 : 0);
    focus.focus({ preventScroll: true });
  };

  for (const one of form.querySelectorAll(".condition")) one.remove();
  for (const one of parts.length ? form.querySelectorAll(".turn") : []) one.hidden = false;
  // Enter in a field of an earlier part leads on, and sends nothing.
  form.addEventListener("submit", (event) => {
    const clears = event.submitter && event.submitter.value === "wyczysc";
    if (!parts.length || complete || clears || shown() === parts.length - 1) return;
    event.preventDefault();
    location.hash = parts[shown() + 1].id;
  });
  form.addEventListener("change", fit);
  window.addEventListener("pageshow", fit);
  window.addEventListener("hashchange", () => turn(true));
  fit();
  turn(false);
})();
