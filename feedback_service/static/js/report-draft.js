// A report's text is saved while it is written, three seconds after the last key. Somebody else's change is told and
// never written over. Without this file the button "Lưu" does the same.
(() => {
  const form = document.querySelector("form[data-report]");
  const said = form?.querySelector("[data-said]");
  if (!said) return;
  let waiting = 0;
  let under_way = false;

  async function save() {
    if (under_way) return later();
    under_way = true;
    try {
      const answer = await fetch(form.dataset.report, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { revision } = await answer.json();
      for (const box of document.querySelectorAll("input[name=revision]")) box.value = revision;
      said.textContent = said.dataset.saved;
    } catch {
      said.textContent = said.dataset.failed;
    }
    under_way = false;
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(save, 3000);
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", () => clearTimeout(waiting));
})();
