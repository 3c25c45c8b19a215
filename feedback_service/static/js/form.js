// The citizen's form, made kinder. Without this file everything still works as an ordinary form.
//
//   1 what is typed stays in this phone until the commune has confirmed it (receipt.js then forgets it)
//   2 a text that sounds like danger shows the emergency numbers above the button
//   3 photos are shown before they are sent, and can be taken away
//   4 the phone's position, when asked for
//   5 when the line is down the form waits and sends itself again, under the same submission id
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const place = `giu:${form.dataset.keep}`;
  const oldest = 7 * 24 * 3600 * 1000; // a draft of last week is not this week's matter
  const say = (name, shown) => form.querySelectorAll(`[data-say="${name}"]`).forEach((part) => (part.hidden = !shown));
  const boxes = () => [...form.elements].filter((box) => box.name && box.name !== "csrf_token" && box.type !== "file");

  // 1 ---------------------------------------------------------------- kept
  function keep() {
    const values = {};
    for (const box of boxes()) {
      if (box.type === "checkbox" || box.type === "radio") values[box.name] = box.checked ? box.value : values[box.name] ?? "";
      else values[box.name] = box.value;
    }
    const moment = new Date();
    try {
      localStorage.setItem(place, JSON.stringify({ at: moment.getTime(), values }));
    } catch {
      return; // private window or full: nothing is promised then
    }
    const time = form.querySelector("[data-time]");
    if (time) time.textContent = `${moment.getHours()}h${String(moment.getMinutes()).padStart(2, "0")}`;
    say("kept", true);
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(place));
    } catch {
      return;
    }
    if (!kept || Date.now() - kept.at > oldest) return localStorage.removeItem(place);
    const typed = form.querySelector("textarea");
    if (typed.value.trim()) return; // the server gave the words back already
    for (const box of boxes()) {
      const value = kept.values[box.name];
      if (value === undefined || box.name.startsWith("ly_do")) continue;
      if (box.type === "checkbox" || box.type === "radio") box.checked = box.value === value;
      else box.value = value; // the submission id too: sent already or not, it is one matter
      if (value && box.type !== "hidden") box.closest("details")?.setAttribute("open", "");
    }
    if (typed.value.trim()) keep();
  }

  let pause = 0;
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => (keep(), warn()), 400);
  });
  addEventListener("pagehide", () => form.querySelector("textarea").value.trim() && keep());
  form.querySelector("[data-forget]")?.addEventListener("click", () => {
    localStorage.removeItem(place);
    form.reset();
    form.querySelector("textarea").value = "";
    say("kept", false);
    if (danger) danger.hidden = true;
  });

  // 2 ---------------------------------------------------------------- danger
  const danger = form.querySelector("[data-danger]");
  let sounds = null; // asked for with the first word: the list is as long as the page

  async function warn() {
    const text = form.querySelector("textarea").value;
    if (!danger || !text.trim()) return;
    sounds ??= window.dangerAt(danger.dataset.phrases);
    const meant = (await sounds)(text);
    if (danger.hidden === meant) danger.hidden = !meant;
  }

  // 3 ---------------------------------------------------------------- photos
  const photos = form.querySelector("[data-photos]");
  if (photos && window.DataTransfer) {
    const input = photos.querySelector("input[type=file]");
    const list = photos.querySelector("[data-shots]");
    const blank = photos.querySelector("template");
    let chosen = [];
    photos.classList.add("ready");

    const show = () => {
      const carrier = new DataTransfer();
      chosen.forEach((file) => carrier.items.add(file));
      input.files = carrier.files;
      list.querySelectorAll("img[src]").forEach((img) => URL.revokeObjectURL(img.src));
      list.replaceChildren(
        ...chosen.map((file, index) => {
          const shot = blank.content.firstElementChild.cloneNode(true);
          const img = shot.querySelector("img");
          const button = shot.querySelector("button");
          if (file.type.startsWith("image/") && !/hei[cf]/.test(file.type)) img.src = URL.createObjectURL(file);
          else img.remove();
          shot.querySelector("span").textContent = img.src ? "" : file.name;
          button.setAttribute("aria-label", `${button.getAttribute("aria-label")} ${index + 1}`);
          button.addEventListener("click", () => {
            chosen = chosen.filter((other) => other !== file);
            show();
            input.focus();
          });
          return shot;
        }),
      );
      list.hidden = !chosen.length;
    };

    input.addEventListener("change", () => {
      const all = [...chosen, ...input.files];
      const light = all.filter((file) => file.size <= Number(photos.dataset.heaviest));
      chosen = light.slice(0, Number(photos.dataset.most));
      say("too-much", chosen.length < all.length);
      show();
    });
  }

  // A sender who hides his name leaves none by accident.
  const hidden = form.querySelector("[name=an_danh]");
  const who = ["ho_ten", "dien_thoai", "email"].map((name) => form.querySelector(`[name=${name}]`)).filter(Boolean);
  const hide = () => who.forEach((box) => (box.disabled = hidden.checked));
  hidden?.addEventListener("change", hide);

  // 4 ---------------------------------------------------------------- position
  const locate = form.querySelector("[data-locate]");
  if (locate && navigator.geolocation && isSecureContext) {
    locate.hidden = false;
    locate.querySelector("button").addEventListener("click", () => {
      const found = (at) => {
        form.querySelector("#vi_do").value = at.coords.latitude.toFixed(6);
        form.querySelector("#kinh_do").value = at.coords.longitude.toFixed(6);
        say("located", true);
        say("not-located", false);
        keep();
      };
      navigator.geolocation.getCurrentPosition(found, () => say("not-located", true), { timeout: 15000 });
    });
  }

  // 5 ---------------------------------------------------------------- sending
  let sending = false;
  let waiting = 0;

  function wait(state, seconds) {
    sending = false;
    say("offline", state === "offline");
    say("busy", state === "busy");
    say("send", true);
    say("sending", false);
    clearTimeout(waiting);
    waiting = state ? setTimeout(send, seconds * 1000) : 0;
  }

  async function send() {
    if (sending) return;
    clearTimeout(waiting);
    sending = true;
    say("send", false);
    say("sending", true);
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (response.status === 503) return wait("busy", 30);
      if (response.redirected) return location.assign(response.url);
      const page = await response.text();
      document.open();
      document.write(page);
      document.close();
      scrollTo(0, 0);
    } catch {
      wait("offline", 20);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    send();
  });
  addEventListener("online", () => waiting && send());

  restore();
  warn();
  if (hidden) hide();
  document.querySelector(".errsum")?.focus();
})();
