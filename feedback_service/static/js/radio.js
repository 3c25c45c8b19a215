// The bulletin keeps itself while it is written, and the ear listens along: time and findings come from the server.
// Without this file the button "Lưu, nghe lại" does the same.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const said = form.querySelector(".kept");
  const time = document.querySelector("[data-time]");
  const findings = document.querySelector("[data-findings]");
  const written = () => JSON.stringify([...new FormData(form)].filter(([name]) => name === "phan" || name === "tieu_de"));
  let kept = written();
  let waiting = 0;
  let saving = false;
  let stopped = false;

  async function keep() {
    if (saving || stopped || written() === kept) return;
    saving = true;
    const sent = written();
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (answer.headers.get("Content-Type").startsWith("application/json")) take(answer.status, await answer.json(), sent);
      else said.textContent = form.dataset.signedOut;
    } catch {
      soon(10000); // the line is down: the boxes keep the words
    }
    saving = false;
    if (written() !== kept && !stopped) soon(4000);
  }

  function take(status, told, sent) {
    said.textContent = told.said;
    if (status !== 200) {
      stopped = true; // a colleague wrote too, or it was approved: a button decides
      return;
    }
    kept = sent;
    form.elements.revision.value = told.revision;
    time.innerHTML = told.time;
    findings.innerHTML = told.findings;
  }

  function soon(after = 1500) {
    clearTimeout(waiting);
    waiting = setTimeout(keep, after);
  }

  form.addEventListener("input", () => soon());
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(waiting);
  });
})();
