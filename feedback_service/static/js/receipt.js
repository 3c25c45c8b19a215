// The receipt: the commune has the matter, so the words kept in this phone may go; print it, or keep it as a picture.
(() => {
  for (const name of Object.keys(localStorage)) if (name === "giu:gui") localStorage.removeItem(name);
  const slip = document.querySelector("[data-slip]");
  const keepers = document.querySelector("[data-keepers]");
  if (!slip || !keepers) return;
  keepers.hidden = false;
  keepers.querySelector("[data-print]").addEventListener("click", () => print());

  const font = "'Be Vietnam Pro', sans-serif";
  const width = 720;
  const margin = 48;

  // Words broken into lines that fit, drawn downwards; answers with where the next line begins.
  function write(brush, words, y, size, weight, colour) {
    brush.font = `${weight} ${size}px ${font}`;
    brush.fillStyle = colour;
    let line = "";
    for (const word of words.trim().split(/\s+/)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && brush.measureText(longer).width > width - 2 * margin) {
        brush.fillText(line, margin, y);
        y += size * 1.4;
        line = word;
      } else line = longer;
    }
    brush.fillText(line, margin, y);
    return y + size * 1.4;
  }

  function draw(brush) {
    let y = 96;
    y = write(brush, document.querySelector(".brand b").textContent, y, 26, 700, "#221a16") + 22;
    y = write(brush, slip.querySelector("#ma").textContent, y, 24, 400, "#5a4c43") + 26;
    y = write(brush, slip.querySelector("[data-code]").textContent, y, 64, 700, "#221a16") + 6;
    for (const pair of slip.querySelectorAll("dl > div")) {
      brush.fillStyle = "#ddd1c0";
      brush.fillRect(margin, y - 18, width - 2 * margin, 1);
      y = write(brush, pair.querySelector("dt").textContent, y + 20, 23, 400, "#5a4c43");
      const answer = pair.querySelector("dd").cloneNode(true);
      const small = answer.querySelector("small");
      small?.remove();
      y = write(brush, answer.textContent, y + 4, 32, 700, "#221a16");
      if (small) y = write(brush, small.textContent, y - 2, 22, 400, "#5a4c43");
      y += 14;
    }
    return write(brush, slip.querySelector(".qr-row p").textContent, y + 18, 23, 400, "#221a16");
  }

  // The QR code of the page, as a picture that a canvas can hold.
  async function code() {
    const drawing = slip.querySelector(".qr svg").cloneNode(true);
    drawing.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    drawing.setAttribute("width", "180");
    drawing.setAttribute("height", "180");
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(drawing.outerHTML)}`;
    await picture.decode();
    return picture;
  }

  function band(brush, y) {
    brush.fillStyle = "#7f2f1b";
    brush.fillRect(0, y, width, 20);
    brush.fillStyle = "#ecd3a8";
    for (let x = 28; x < width; x += 56) {
      brush.beginPath();
      brush.moveTo(x, y + 2);
      brush.lineTo(x + 14, y + 10);
      brush.lineTo(x, y + 18);
      brush.lineTo(x - 14, y + 10);
      brush.fill();
    }
  }

  keepers.querySelector("[data-save]").addEventListener("click", async () => {
    await document.fonts.ready;
    const square = await code();
    const sheet = document.createElement("canvas");
    sheet.width = width;
    sheet.height = 10;
    const below = Math.ceil(draw(sheet.getContext("2d"))); // once to measure, once on paper
    const height = below + 180 + 60;
    sheet.height = height;
    const brush = sheet.getContext("2d");
    brush.fillStyle = "#fffdfa";
    brush.fillRect(0, 0, width, height);
    band(brush, 0);
    band(brush, height - 20);
    draw(brush);
    brush.drawImage(square, margin, below, 180, 180);
    const link = document.createElement("a");
    link.href = sheet.toDataURL("image/png");
    link.download = `${slip.querySelector("[data-code]").textContent.trim()}.png`;
    link.click();
  });
})();
