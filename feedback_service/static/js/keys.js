// The desk by keyboard, and drafts that keep themselves. Nothing here is needed: every link and button works without it.
(() => {
  const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll(".qrow")];

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = document.activeElement;
    const here = all.indexOf(at.closest(".qrow") || at.closest(".pickable")?.querySelector(".qrow"));
    const chosen = all.findIndex((row) => row.classList.contains("on"));
    const from = here >= 0 ? here : chosen;
    const next = all[Math.min(Math.max(from + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  const keyed = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

  // A fold that is opened takes one to its first box.
  function unfold(summary) {
    summary.click();
    const fold = summary.parentElement;
    const box = fold.open && fold.querySelector("input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select");
    if (box) box.focus();
    else summary.focus();
  }

  function press(key) {
    const target = keyed(key);
    if (!target) return false;
    if (target.matches("input, textarea, select")) target.focus();
    else if (target.matches("summary")) unfold(target);
    else target.click();
    return true;
  }

  // The row that one stands on, unless it is that of the case that is open anyway.
  const otherRow = () => {
    const row = document.activeElement.closest(".qrow") || document.activeElement.closest("li")?.querySelector(".qrow");
    return row && !row.classList.contains("on") ? row : null;
  };

  // "a" on a row is meant for that row's case: it opens, and the place for it takes the focus. Nothing is pressed there.
  function openAt(key) {
    const row = otherRow();
    if (!row || !"atr".includes(key)) return false;
    location.assign(`${row.href.split("#")[0]}#phim-${key}`);
    return true;
  }

  function tick() {
    const here = document.activeElement.closest("li") || document.querySelector(".qrow.on")?.closest("li");
    const box = here?.querySelector(".pick input");
    if (box) box.click();
    return Boolean(box);
  }

  function arrive() {
    const key = /^#phim-([atr])$/.exec(location.hash)?.[1];
    const target = key && keyed(key);
    if (!target) return;
    history.replaceState(null, "", location.pathname + location.search);
    if (target.matches("summary") && !target.parentElement.open) unfold(target);
    else target.focus();
    target.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && typing(event.target)) {
      if (press("ctrl-enter")) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "x" && tick()) return event.preventDefault();
    else if (openAt(event.key)) return event.preventDefault();
    else if (event.key === "?") document.getElementById("phim")?.showModal();
    else if (event.key === "Enter" && event.target.closest("a, button, summary, label, input")) return;
    else if (!press(event.key.length === 1 ? event.key : event.key.toLowerCase())) return;
    event.preventDefault();
  });

  // How many are ticked stands on the bar that does something with them.
  const bar = document.getElementById("nhieu");
  if (bar) {
    const boxes = () => [...document.querySelectorAll('.pick input[form="nhieu"]')];
    const count = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      bar.querySelector("[data-ticked]").textContent = ticked ? ` (${ticked})` : "";
    };
    document.addEventListener("change", (event) => event.target.matches(".pick input") && count());
    count();
  }

  arrive();

  // Tabs that are pushed sideways on a phone: the one that is open is in sight.
  for (const open of document.querySelectorAll(".desk-nav [aria-current], .counts.rooms [aria-current], .media-tabs [aria-current]")) {
    open.scrollIntoView({ block: "nearest", inline: "center" });
  }

  // Nothing typed is ever lost: a box with data-draft="name" is kept in this tab until its form is sent (office
  // machines are shared, so no longer than that).
  for (const box of document.querySelectorAll("[data-draft]")) {
    const place = `draft:${box.dataset.draft}`;
    const kept = sessionStorage.getItem(place);
    if (kept && !box.value.trim()) box.value = kept;
    box.addEventListener("input", () => sessionStorage.setItem(place, box.value));
    box.form?.addEventListener("submit", () => sessionStorage.removeItem(place));
  }
})();
