// The hotline's sheet: sees words of danger while they are typed, asks what to read back, and shows only the boxes
// that the outcome needs. Without it everything is there, and a button asks for the suggestion.
(() => {
  const sheet = document.querySelector("[data-hotline]");
  if (!sheet) return;
  const said = sheet.elements.noi_dung;
  const danger = sheet.querySelector("[data-danger]");
  const suggestion = sheet.querySelector("[data-suggestion]");
  const sounds = window.dangerAt(sheet.dataset.phrases);

  sheet.querySelector("[data-without-script]").hidden = true;

  const serverSaysDanger = () => suggestion.querySelector("[data-server-danger]")?.dataset.serverDanger === "1";

  async function warn() {
    const meant = sheet.elements.nguy.value === "1" || (await sounds)(said.value);
    const dangerous = meant || serverSaysDanger();
    if (danger.hidden === dangerous) danger.hidden = !dangerous;
  }

  function showWhatIsNeeded() {
    const outcome = sheet.elements.ket_qua.value;
    for (const box of sheet.querySelectorAll("[data-when]")) {
      box.hidden = !box.dataset.when.split(" ").includes(outcome);
    }
  }

  let asked = 0;
  let waiting = 0;
  async function suggest() {
    const mine = ++asked;
    try {
      const answer = await fetch(sheet.dataset.suggest, { method: "POST", body: new FormData(sheet) });
      if (!answer.ok || mine !== asked) return;
      suggestion.innerHTML = await answer.text();
      warn();
    } catch {
      // The line is down: what is typed stays, and saving will say so.
    }
  }

  sheet.addEventListener("input", () => {
    warn();
    showWhatIsNeeded();
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 700);
  });

  // One press, one case: the sheet's id would see to it too, but nobody should have to wonder.
  sheet.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button) setTimeout(() => (button.disabled = true));
  });
  addEventListener("pageshow", () => {
    for (const button of sheet.querySelectorAll("button")) button.disabled = false;
  });

  const clock = document.querySelector("[data-clock]");
  const words = clock?.querySelector("[data-minutes]");
  const start = Date.now();
  function tick() {
    const seconds = Math.floor((Date.now() - start) / 1000);
    const minutes = Math.floor(seconds / 60);
    words.textContent =
      (minutes ? `${minutes} ${words.dataset.minutes} ` : "") + `${seconds % 60} ${words.dataset.seconds}`;
  }
  if (clock) {
    clock.hidden = false;
    tick();
    setInterval(tick, 1000);
  }

  warn();
  showWhatIsNeeded();
  if (said.value.trim() && !suggestion.querySelector(".route")) suggest();
})();
