// While a list of calls is taken in, the bar goes on by itself. Without this file the page loads itself anew.
(() => {
  const bar = document.querySelector("[data-importing]");
  if (!bar) return;

  async function look() {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-importing]");
      if (!now) return location.reload(); // done
      bar.innerHTML = now.innerHTML;
    } catch {
      // The line is down: the list is taken in all the same.
    }
    setTimeout(look, 2000);
  }
  setTimeout(look, 1000);
})();
