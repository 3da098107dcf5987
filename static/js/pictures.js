// What a report takes out of the browser. A picture as PNG: the browser paints the SVG that the server drew, three pixels for one.

const SCALE = 3;
const LARGEST = 12_000; // pixels a side: what every browser's canvas can hold

export const scaleOf = (width, height) => Math.min(SCALE, LARGEST / width, LARGEST / height);

export const nameOf = (disposition) =>
  (/filename="([^"]+)\.svg"/.exec(disposition ?? "")?.[1] ?? "picture") + ".png";

async function painted(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = scaleOf(image.naturalWidth, image.naturalHeight);
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

async function save(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await painted(await response.text()));
  link.download = nameOf(response.headers.get("Content-Disposition"));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

if (globalThis.document) {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      save(button.dataset.png).catch(() => {
        button.textContent = gettext("That did not work");
      });
    });
  }
}
