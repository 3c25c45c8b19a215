// The map beside the list by area, fetched only when somebody opens it. It shows what the rows of the list say, no
// more; markers are not in the tab order, because the list above has the same links. Without this file there is no map.
(() => {
  const part = document.querySelector("[data-map]");
  const rows = [...document.querySelectorAll("tr[data-latitude]")];
  if (!part || !rows.length) return;
  const button = part.querySelector("button");
  const status = part.querySelector("[role=status]");
  const place = part.querySelector(".map");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const touch = matchMedia("(pointer: coarse)").matches;
  part.hidden = false;

  function fetched(tag, attributes) {
    return new Promise((done, failed) => {
      const element = Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed });
      document.head.append(element);
    });
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await Promise.all([
        fetched("link", { rel: "stylesheet", href: part.dataset.style }),
        fetched("script", { src: part.dataset.script }),
      ]);
    } catch {
      status.textContent = part.dataset.failed;
      button.disabled = false;
      return;
    }
    status.textContent = "";
    button.hidden = true;
    place.hidden = false;
    draw(window.L);
  });

  function draw(L) {
    const map = L.map(place, {
      attributionControl: false, // whose map it is stands below, where it is text of the page
      zoomControl: false,
      dragging: !touch, // one finger goes on scrolling the page; two move the map
      scrollWheelZoom: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
      minZoom: 9,
      maxZoom: 15,
    });
    L.control.zoom({ zoomInTitle: part.dataset.nearer, zoomOutTitle: part.dataset.farther }).addTo(map);
    // The tiles' house learns which site shows its map, as most of them ask for, and not which page.
    L.tileLayer(part.dataset.tiles, { referrerPolicy: "strict-origin", maxZoom: 15, minZoom: 9 }).addTo(map);
    const points = rows.map((row) => [Number(row.dataset.latitude), Number(row.dataset.longitude)]);
    map.fitBounds(L.latLngBounds(points).pad(0.2), { maxZoom: 13, animate: false });
    map.setMaxBounds(map.getBounds().pad(0.5));
    rows.forEach((row, index) => {
      const marker = L.marker(points[index], { icon: dot(L, row), keyboard: false });
      marker.bindPopup(told(row), { closeButton: false, minWidth: 150, offset: [0, -10] }).addTo(map);
    });
    place.focus();
  }

  function dot(L, row) {
    const number = row.cells[1].textContent;
    const size = 32 + 4 * number.length;
    const words = document.createElement("span");
    words.textContent = number;
    return L.divIcon({ className: "dot", html: words, iconSize: [size, size] });
  }

  function told(row) {
    const box = document.createElement("div");
    const heads = row.closest("table").tHead.rows[0].cells;
    box.append(row.querySelector("a").cloneNode(true));
    for (const at of [1, 2]) {
      const line = document.createElement("p");
      line.textContent = `${heads[at].textContent}: ${row.cells[at].textContent}`;
      box.append(line);
    }
    return box;
  }
})();
