// A button beside each datum of a transfer that copies it, where the browser lets one copy.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.firstChild.textContent = button.dataset.done;
      setTimeout(() => { button.firstChild.textContent = words; }, 3000);
    });
  }
})();
