// The answer keeps itself while it is written: a moment after the last key, and when the page is left.
// Without this file the button "Lưu nháp" does the same.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const box = form.elements.tra_loi;
  const said = form.querySelector(".kept");
  const sms = form.querySelector(".sms");
  let kept = box.value;
  let waiting = 0;
  let saving = false;
  let sent = false;

  async function keep() {
    if (saving || sent || box.value === kept) return;
    saving = true;
    const text = box.value;
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) {
        kept = text;
        form.elements.ban.value = told.revision;
        sms.textContent = told.sms;
      }
      saving = false;
      if (answer.ok && box.value !== kept) soon();
    } catch {
      saving = false; // the line is down: the next key tries again, and the box keeps the words
      soon(10000);
    }
  }

  function soon(after = 1500) {
    clearTimeout(waiting);
    waiting = setTimeout(keep, after);
  }

  box.addEventListener("input", () => soon());
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
})();
