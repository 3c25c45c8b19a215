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
  let signedOut = false;
  let sent = false;
  let overtaken = false;

  async function keep() {
    if (saving || sent || overtaken || box.value === kept) return;
    saving = true;
    const text = box.value;
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (answer.headers.get("Content-Type").startsWith("application/json")) take(answer.status, await answer.json(), text);
      else await renew();
    } catch {
      soon(10000); // the line is down: try again later, the box keeps the words
    }
    saving = false;
    if (box.value !== kept && !overtaken) soon(signedOut ? 10000 : 1500);
  }

  function take(status, told, text) {
    said.textContent = told.said;
    if (status === 409) stop(told);
    if (status !== 200) return;
    kept = text;
    signedOut = false;
    form.elements.ban.value = told.revision;
    sms.textContent = told.sms;
  }

  // A colleague saved another text: nothing is written over by itself. Both stand on the page; a button decides.
  function stop(told) {
    overtaken = true;
    let beside = form.querySelector("[data-theirs]");
    if (!beside) {
      beside = document.createElement("p");
      beside.className = "panel pb pre";
      beside.dataset.theirs = "";
      said.closest("p").after(beside);
    }
    beside.textContent = told.other;
  }

  // The session ended. Once somebody signed in again in another tab, this page needs that session's token.
  async function renew() {
    const page = await (await fetch(location.href)).text();
    const token = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-keep] [name=csrf_token]");
    signedOut = !token;
    if (token) for (const field of document.getElementsByName("csrf_token")) field.value = token.value;
    else said.textContent = form.dataset.signedOut;
  }

  function soon(after = 1500) {
    clearTimeout(waiting);
    waiting = setTimeout(keep, after);
  }

  box.addEventListener("input", () => soon());
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", (event) => {
    if (signedOut) return event.preventDefault();
    sent = true;
    clearTimeout(waiting);
  });
})();
