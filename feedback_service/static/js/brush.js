// Painting over a picture: drag a rectangle or a brush stroke, see it black at once; the rectangles in numbers are shown
// as they are typed. Only the places are sent, in thousandths of the picture; the server paints. Without this file the
// numbers do the same.
(() => {
  const form = document.querySelector("form[data-brush]");
  const picture = form?.querySelector("[data-picture]");
  if (!picture) return;
  const canvas = document.createElement("canvas");
  const draw = canvas.getContext("2d");
  const tools = form.querySelector("[data-tools]");
  const count = form.querySelector("[data-count]");
  const BRUSH = 15; // thousandths of the width
  const shapes = form.elements.net.value.split(";").map((part) => part.trim()).filter(Boolean);
  let tool = "r";
  let begun = null;

  function start() {
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", picture.alt);
    picture.replaceWith(canvas);
    tools.hidden = false;
    show();
  }

  function show(more) {
    draw.drawImage(picture, 0, 0);
    draw.fillStyle = draw.strokeStyle = "black";
    for (const shape of [...shapes, ...numbers(), ...(more ? [more] : [])]) put(shape);
    form.elements.net.value = shapes.join(";");
    count.textContent = `${count.dataset.words} ${shapes.length + numbers().length}`;
  }

  function put(shape) {
    const [word, ...given] = shape.split(/\s+/);
    const at = given.map(Number);
    const [wide, high] = [canvas.width / 1000, canvas.height / 1000];
    if (word === "r") return draw.fillRect(at[0] * wide, at[1] * high, at[2] * wide, at[3] * high);
    const radius = at[0] * wide;
    draw.lineWidth = 2 * radius;
    draw.lineCap = draw.lineJoin = "round";
    draw.beginPath();
    for (let place = 1; place < at.length; place += 2) draw.lineTo(at[place] * wide, at[place + 1] * high);
    if (at.length === 3) draw.lineTo(at[1] * wide + 0.1, at[2] * high);
    draw.stroke();
  }

  function numbers() {
    const rows = [];
    for (const left of form.querySelectorAll("[name^=trai_]")) {
      const row = left.name.split("_")[1];
      const four = ["trai", "tren", "rong", "cao"].map((name) => Number(form.elements[`${name}_${row}`].value) * 10);
      if (four[2] > 0 && four[3] > 0) rows.push(`r ${four.join(" ")}`);
    }
    return rows;
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    const part = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10;
    return [part((event.clientX - box.left) / box.width), part((event.clientY - box.top) / box.height)];
  }

  function shape(points) {
    if (tool === "b") return `b ${BRUSH} ${points.flat().join(" ")}`;
    const [[x, y], [toX, toY]] = [points[0], points[points.length - 1]];
    const round = (value) => Math.round(value * 10) / 10;
    return `r ${Math.min(x, toX)} ${Math.min(y, toY)} ${round(Math.abs(x - toX))} ${round(Math.abs(y - toY))}`;
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    begun = [place(event)];
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!begun) return;
    begun.push(place(event));
    show(shape(begun));
  });
  canvas.addEventListener("pointerup", () => {
    const made = begun && shape(begun);
    const [, , , wide, high] = made ? made.split(" ").map(Number) : [];
    if (made && (tool === "b" || (wide > 0 && high > 0))) shapes.push(made);
    begun = null;
    show();
  });
  canvas.addEventListener("pointercancel", () => {
    begun = null;
    show();
  });
  tools.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if ("undo" in pressed.dataset) shapes.pop();
    else {
      tool = pressed.dataset.tool;
      for (const one of tools.querySelectorAll("[data-tool]")) one.setAttribute("aria-pressed", String(one === pressed));
    }
    show();
  });
  form.addEventListener("input", () => show());

  if (picture.complete && picture.naturalWidth) start();
  else picture.addEventListener("load", start, { once: true });
})();
