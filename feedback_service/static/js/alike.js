// While somebody writes: has the commune answered this already? Asked of the server when the writer rests, with what
// stands in the box; the server keeps none of it. Without this file the receipt shows the same.
(() => {
  const place = document.querySelector("[data-alike]");
  const box = document.getElementById("noi_dung");
  if (!place || !box) return;
  const area = document.getElementById("dia_ban");
  const fewest = 4; // words: less says nothing yet
  const rest = 1200;
  let waiting = 0;
  let asked = 0;
  let last = "";

  async function look() {
    const text = box.value.trim();
    const about = `${area?.value ?? ""}\n${text}`;
    if (about === last) return;
    last = about;
    const mine = ++asked;
    if (text.split(/\s+/).length < fewest) return show("");
    try {
      const answer = await fetch(place.dataset.alike, {
        method: "POST",
        body: new URLSearchParams({ noi_dung: text, dia_ban: area?.value ?? "" }),
      });
      if (mine === asked) show(answer.status === 200 ? await answer.text() : "");
    } catch {
      // the line is down: nothing is offered
    }
  }

  function show(html) {
    if (place.innerHTML !== html) place.innerHTML = html; // our own page's, made by our own template
    place.hidden = !html;
  }

  // The question is answered: nothing is sent, and what was written stays nowhere.
  place.addEventListener("click", (event) => {
    if (!event.target.closest("[data-answered]")) return;
    document.querySelector("[data-forget]")?.click();
    box.value = last = "";
    asked += 1;
    show("");
    const said = document.querySelector('[data-say="answered"]');
    said.hidden = false;
    said.focus();
  });

  place.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-me-too]");
    if (!button) return;
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.meToo, { method: "POST", redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error("not counted");
      button.hidden = true;
      button.parentElement.querySelector("[data-thanks]").hidden = false;
    } catch {
      button.disabled = false;
    }
  });

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, rest);
  };
  box.addEventListener("input", soon);
  area?.addEventListener("change", soon);
})();
