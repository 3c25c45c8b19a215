// The desk by keyboard, and drafts that keep themselves. Nothing here is needed: every link and button works without it.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll(".qrow")];

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement.closest(".qrow"));
    const chosen = all.findIndex((row) => row.classList.contains("on"));
    const from = here >= 0 ? here : chosen;
    const next = all[Math.min(Math.max(from + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
    return true;
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
    else if (event.key === "?") document.getElementById("phim")?.showModal();
    else if (event.key === "Enter" && event.target.closest("a, button, summary, label")) return;
    else if (!press(event.key.length === 1 ? event.key : event.key.toLowerCase())) return;
    event.preventDefault();
  });

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
