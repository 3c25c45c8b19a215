// The sheet keeps itself while somebody types: a moment after the last key, when a box is left, when the page is left.
// Without this file the button "Lưu nháp" does the same.
(() => {
  const sheet = document.querySelector("[data-hotline]");
  if (!sheet) return;
  const said = document.querySelector("[data-kept]");
  const AFTER = 2000; // ms after the last key
  const AGAIN = 10000; // ms after a failure

  const typed = () => {
    const form = new FormData(sheet);
    form.delete("csrf_token");
    return new URLSearchParams(form).toString();
  };
  let kept = typed();
  let waiting = 0;
  let saving = false;
  let sent = false;
  let trouble = false;

  async function keep() {
    clearTimeout(waiting);
    if (saving || sent || typed() === kept) return;
    saving = true;
    const now = typed();
    try {
      const answer = await fetch(sheet.dataset.keep, {
        method: "POST",
        body: new FormData(sheet),
        headers: { Accept: "application/json" },
      });
      if (answer.ok && isJson(answer)) took(await answer.json(), now);
      else if (isSignedOut(answer)) await renew();
      else failed(sheet.dataset.lineDown);
    } catch {
      failed(sheet.dataset.lineDown);
    }
    saving = false;
    if (typed() !== kept) soon(trouble ? AGAIN : AFTER);
  }

  const isJson = (answer) => answer.headers.get("Content-Type")?.startsWith("application/json");
  const isSignedOut = (answer) => answer.redirected || answer.status === 400 || answer.status === 403;

  function took(answer, now) {
    kept = now;
    trouble = false;
    said.classList.remove("bad");
    said.textContent = answer.said;
    // After a reload the same sheet opens again, and not an empty one.
    if (answer.saved && !sent) history.replaceState(null, "", sheet.dataset.again + sheet.elements.ma_gui.value);
  }

  function failed(words) {
    trouble = true;
    said.classList.add("bad");
    said.textContent = words;
  }

  // The session ended. Once somebody signed in again in another tab, this page needs that session's token.
  async function renew() {
    const page = await (await fetch(sheet.action)).text();
    const token = new DOMParser().parseFromString(page, "text/html").querySelector("[data-hotline] [name=csrf_token]");
    if (!token) return failed(sheet.dataset.signedOut);
    for (const field of document.getElementsByName("csrf_token")) field.value = token.value;
    trouble = false;
    soon(0);
  }

  function soon(after = AFTER) {
    clearTimeout(waiting);
    waiting = setTimeout(keep, after);
  }

  sheet.addEventListener("input", () => soon());
  sheet.addEventListener("focusout", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("beforeunload", (event) => {
    if (!sent && trouble && typed() !== kept) event.preventDefault();
  });
  sheet.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
  addEventListener("pageshow", () => (sent = false));
})();
