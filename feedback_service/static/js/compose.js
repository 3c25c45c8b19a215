// What the phone will show of a message, while it is being written: asked of the server, which knows the template,
// the limit and the price. Without this file the button "Xem trước" does the same.
(() => {
  const form = document.querySelector("form[data-preview]");
  const shown = form?.querySelector("[data-shown]");
  if (!shown) return;
  const box = form.elements.hoi;
  let waiting = 0;
  let asked = 0;

  async function look() {
    if (!box.value.trim()) {
      shown.hidden = true;
      return;
    }
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if (!answer.ok || mine !== asked) return; // a later question is under way
      show(await answer.json());
    } catch {
      // the line is down: the button is still there
    }
  }

  function show(sms) {
    put("[data-size]", sms.size);
    put("[data-body]", sms.body);
    put("[data-warning]", sms.warning).hidden = !sms.warning;
    shown.hidden = false;
  }

  function put(which, words) {
    const place = shown.querySelector(which);
    place.textContent = words;
    return place;
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
  if (box.value.trim()) look();
})();
