// Answers wait on this phone until they are sent: in this tab, or, when somebody asks for it, for a
// month. Sending erases them, and so does the button for phones that several people use.
"use strict";
(() => {
  const PREFIX = "wz-odpowiedzi:";
  const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
  const MONTH = 30 * 24 * 3600 * 1000;
  const opened = (name) => {
    try { return window[name]; } catch (blocked) { return null; }
  };
  const session = opened("sessionStorage");
  const local = opened("localStorage");
  const read = (store, key) => {
    try { return JSON.parse(store.getItem(key)); } catch (blocked) { return null; }
  };
  const write = (store, key, value) => {
    try {
      if (value) store.setItem(key, JSON.stringify(value)); else store.removeItem(key);
      return true;
    } catch (blocked) { return false; }
  };
  // Firefox shows a page that it kept whole with the sessionStorage of when it was left. A page that
  // is told something while it is kept is made anew instead, from the same answers as this one.
  const others = window.BroadcastChannel ? new BroadcastChannel(PREFIX) : null;
  if (others) others.onmessage = () => {};
  const tell = () => others && others.postMessage("");
  const erase = (start) => {
    for (const store of [session, local]) {
      for (const key of store ? Object.keys(store) : []) if (key.startsWith(start)) write(store, key);
    }
    tell();
  };

  for (const one of document.querySelectorAll("[value=wyczysc]")) {
    one.addEventListener("click", () => erase(PREFIX));
  }
  const form = document.getElementById("odpowiedzi");
  if (document.querySelector(".receipt")) erase(PREFIX + form.action);
  if (!form || !session || !form.matches(".questions")) return;

  const asked = new URLSearchParams(location.search);
  const entry = asked.get("wpis") || asked.get("ogloszenie") || "";
  const key = PREFIX + form.action + (entry && `:${entry}`);
  const fields = Array.from(form.elements).filter((one) => one.name && !one.name.startsWith("wz_"));
  const box = document.getElementById("wz_zapamietaj");
  const found = () => {
    const old = read(local, key);
    return read(session, key) || (old && Date.now() - old.at < MONTH ? old : null);
  };

  // One id for one filling-in: whoever sends the same answers again sends them once.
  let field = form.querySelector("[name=wz_page]");
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0")).join("");
  if (!field) {
    const draft = found();
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "wz_page";
    field.value = (history.state || {}).page || (draft && draft.page) || fresh();
    form.append(field);
  }
  let kept = Boolean((history.state || {}).kept);
  const remember = () => history.replaceState({ ...history.state, page: field.value, kept }, "");
  remember();
  window.addEventListener("hashchange", remember);

  const chooses = (one) => one.type === "checkbox" || one.type === "radio";
  const slot = (one) => (chooses(one) ? one.name : `${one.name}=`);  // one name may have both
  const save = () => {
    const answers = {};
    for (const one of fields) {
      const many = answers[slot(one)] || (answers[slot(one)] = []);
      if (!chooses(one) || one.checked) many.push(one.value);
    }
    const draft = { page: field.value, at: Date.now(), answers };
    kept = write(session, key, draft);
    remember();
    write(local, key, box.checked && draft);
    tell();
  };
  const fill = ({ answers }) => {
    for (const one of fields) {
      const many = answers[slot(one)];
      if (!many) continue;
      if (chooses(one)) one.checked = many.includes(one.value);
      else if (many.length) one.value = many[0].replace(/[\f\v]/g, " ").replace(CONTROLS, "");
    }
    form.dispatchEvent(new Event("change"));
  };
  // What is kept is what was typed last. Nothing kept, and a page of the past: sent, or cleared.
  const restore = (past) => {
    const draft = found();
    if (draft) fill(draft);
    else if (past && kept) {
      form.reset();
      form.dispatchEvent(new Event("change"));
    }
    box.checked = Boolean(read(local, key));
  };
  const [came] = performance.getEntriesByType("navigation");
  const past = Boolean(came) && came.type === "back_forward";
  restore(past);
  // Browsers put back what they remember of a page before this event.
  window.addEventListener("pageshow", (event) => restore(past || event.persisted));
  form.addEventListener("input", save);
  form.addEventListener("change", (event) => event.isTrusted && save());
  box.addEventListener("change", save);
  form.addEventListener("submit", () => {
    const takes = document.createElement("input");
    takes.type = "hidden";
    takes.name = "wz_takes";
    takes.value = navigator.cookieEnabled ? "tak" : "";
    form.querySelectorAll("[name=wz_takes]").forEach((one) => one.remove());
    form.append(takes);
  });
  document.querySelector(".keeping").hidden = false;
})();
