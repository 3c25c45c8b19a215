// Copies the words of a box. Without this script the box is there to be selected by hand.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.querySelector(button.dataset.copy);
  if (!box || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.value ?? box.textContent);
    button.setAttribute("role", "status");
    button.lastChild.textContent = button.dataset.done;
  });
}
