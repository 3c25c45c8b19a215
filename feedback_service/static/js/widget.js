// Tells the page around the frame how high it is, so that no second scroll bar is needed. Nothing else is told.
(() => {
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ kind: 'ea-height', height: document.documentElement.scrollHeight }, '*');
  new ResizeObserver(tell).observe(document.body);
  tell();
})();
