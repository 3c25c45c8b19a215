// The hotline's sheet: sees words of danger while they are typed, asks what to read back and what the number has brought
// before, and shows only the boxes that the outcome needs. Without it everything is there, and buttons ask.
(() => {
  const sheet = document.querySelector("[data-hotline]");
  if (!sheet) return;
  const said = sheet.elements.noi_dung;
  const danger = sheet.querySelector("[data-danger]");
  const kinds = sheet.querySelector("[data-kinds]");
  const suggestion = sheet.querySelector("[data-suggestion]");
  const before = document.querySelector("[data-before]");
  const sounds = window.dangerAt(sheet.dataset.phrases);

  for (const button of sheet.querySelectorAll("[data-without-script]")) button.hidden = true;

  const judged = () => suggestion.querySelector("[data-server-danger]");
  const told = () => [...sheet.querySelectorAll("[name=da_bao]")].some((box) => box.checked);

  async function warn() {
    const meant = sheet.elements.nguy.value === "1" || told() || (await sounds)(said.value);
    const dangerous = meant || judged()?.dataset.serverDanger === "1";
    if (danger.hidden === dangerous) danger.hidden = !dangerous;
  }

  function showWhatIsNeeded() {
    const outcome = sheet.elements.ket_qua.value;
    for (const box of sheet.querySelectorAll("[data-when]")) {
      box.hidden = !box.dataset.when.split(" ").includes(outcome);
    }
  }

  // The newest question wins; what comes late is not shown.
  function asker(address, show) {
    let asked = 0;
    return async (extra = {}) => {
      const mine = ++asked;
      const form = new FormData(sheet);
      for (const [name, value] of Object.entries(extra)) form.set(name, value);
      try {
        const answer = await fetch(address, { method: "POST", body: form });
        if (answer.ok && !answer.redirected && mine === asked) show(await answer.text());
      } catch {
        // The line is down: what is typed stays, and keeping it says so.
      }
    };
  }
  const suggest = asker(sheet.dataset.suggest, (html) => {
    suggestion.innerHTML = html;
    kinds.innerHTML = judged()?.innerHTML ?? "";
    warn();
  });
  const askBefore = asker(sheet.dataset.caller, (html) => (before.innerHTML = html));

  // Whom to tell is ticked; when, writes itself.
  const clockTime = () => new Date().toTimeString().slice(0, 5);
  function noteWhenTold(box) {
    const at = sheet.elements.da_bao_luc;
    if (box.name === "da_bao" && box.checked && !at.value) at.value = clockTime();
  }

  // A sheet may lie open for an hour before the phone rings: the call's time is that of the first key, unless chosen.
  const called = sheet.elements.gio_goi;
  const opened = called.value;
  let start = Date.now();
  let begun = Boolean(said.value.trim() || sheet.elements.tiep.value);
  function begin(box) {
    if (begun) return;
    begun = true;
    const waited = Date.now() - start;
    if (box !== called && called.value === opened && opened) {
      const moved = new Date(Date.parse(`${opened}Z`) + waited);
      called.value = moved.toISOString().slice(0, 16);
    }
    start = Date.now();
  }

  let waiting = 0;
  let waitingForNumber = 0;
  sheet.addEventListener("input", (event) => {
    begin(event.target);
    noteWhenTold(event.target);
    warn();
    showWhatIsNeeded();
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 700);
    if (event.target.name !== "dien_thoai") return;
    clearTimeout(waitingForNumber);
    waitingForNumber = setTimeout(askBefore, 400);
  });

  // The buttons beside an earlier case: look at it, or add this call to it.
  before.addEventListener("click", (event) => {
    const button = event.target.closest("[data-caller]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "them") {
      sheet.elements.ho_so.value = button.value;
      sheet.elements.ho_so.closest("details").open = true;
      sheet.elements.ho_so.focus();
      sheet.dispatchEvent(new Event("input", { bubbles: true }));
    }
    askBefore({ [button.name]: button.value });
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
  function tick() {
    clock.hidden = !begun;
    const seconds = Math.floor((Date.now() - start) / 1000);
    const minutes = Math.floor(seconds / 60);
    words.textContent =
      (minutes ? `${minutes} ${words.dataset.minutes} ` : "") + `${seconds % 60} ${words.dataset.seconds}`;
  }
  if (clock) {
    tick();
    setInterval(tick, 1000);
  }

  warn();
  showWhatIsNeeded();
  if (said.value.trim() && !suggestion.querySelector(".route")) suggest();
})();
