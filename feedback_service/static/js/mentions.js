// In a note, @ and the first letters offer the colleagues who may see the case; and a note that calls the reader counts
// as seen once the case is open. Without this file the list below the box and the button "Đã đọc" do the same.
(() => {
  const seen = document.querySelector("form[data-seen]");
  if (seen) fetch(seen.action, { method: "POST", body: new FormData(seen), redirect: "manual" }).catch(() => {});

  const box = document.getElementById("ghi_chu");
  const list = document.getElementById("nguoi_nhac");
  if (!box || !list) return;
  const names = [...list.options].filter((one) => one.value).map((one) => one.text);
  const offered = document.createElement("div");
  offered.className = "names";
  offered.setAttribute("aria-live", "polite");
  box.after(offered);

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

  function begun() {
    const before = box.value.slice(0, box.selectionStart);
    const at = before.lastIndexOf("@");
    return at < 0 || before.length - at > 40 || before.slice(at).includes("\n") ? null : { at, letters: before.slice(at + 1) };
  }

  function offer() {
    offered.replaceChildren();
    const now = begun();
    if (!now) return;
    const fits = names.filter((name) => plain(name).split(" ").some((_, n, all) => all.slice(n).join(" ").startsWith(plain(now.letters))));
    for (const name of fits.slice(0, 6)) {
      if (name === now.letters.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet";
      button.textContent = `@${name}`;
      button.addEventListener("click", () => take(now.at, name));
      offered.append(button);
    }
  }

  function take(at, name) {
    const words = `@${name} `;
    box.setRangeText(words, at, box.selectionStart, "end");
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  box.addEventListener("input", offer);
})();
