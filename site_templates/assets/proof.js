// While somebody reads the check page, the browser does a sum (ALTCHA's proof of work v2): the first
// counter whose key starts with the wanted bytes. Whatever fails here, the form can still be sent.
"use strict";
(() => {
  const place = document.querySelector("[data-challenge]");
  const form = place && place.closest("form");
  const button = form && form.querySelector('button[value="wyslij"]');
  if (!button) return;
  const MOST = 10000;
  const PATIENCE = 10000;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "wz_proof";
  field.autocomplete = "off";
  form.append(field);

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16));
  const hex = (data) =>
    Array.from(new Uint8Array(data), (one) => one.toString(16).padStart(2, "0")).join("");
  const tell = (what) => {
    place.textContent = place.dataset[what];
  };

  const solve = async ({ nonce, salt, cost, keyLength, keyPrefix }) => {
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
    const password = new Uint8Array(nonce.length / 2 + 4);
    password.set(bytes(nonce));
    for (let counter = 0; counter < MOST; counter += 1) {
      new DataView(password.buffer).setUint32(nonce.length / 2, counter);
      const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
      const derivedKey = hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
      if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
    }
    throw new Error("no counter");
  };

  let ready = false;
  let since = 0;
  const prove = async () => {
    ready = false;
    since = Date.now();
    tell("working");
    try {
      const answer = await fetch(place.dataset.challenge, { cache: "no-store" });
      const challenge = await answer.json();
      const solution = await solve(challenge.parameters);
      field.value = btoa(JSON.stringify({ challenge, solution }));
      tell("done");
    } catch (error) {
      field.value = "";
      tell("failed");
    }
    ready = true;
  };
  const old = () => Date.now() - since > place.dataset.life * 900;

  let work = prove();
  let waiting = false;
  button.addEventListener("click", (event) => {
    if (waiting || (ready && !old())) return;
    event.preventDefault();
    if (ready) work = prove();
    tell("waiting");
    waiting = true;
    const patience = new Promise((enough) => setTimeout(enough, PATIENCE));
    Promise.race([work, patience]).then(() => button.click());
  });
})();
