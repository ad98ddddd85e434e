// Runs in a browser: a page as a scanner makes it, A4 at 150 dpi with noise, as the base64 of a JPEG.
globalThis.scannedPage = async (number) => {
  const canvas = new OffscreenCanvas(1240, 1754);
  const context = canvas.getContext("2d");
  const noise = context.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < noise.data.length; at += 4) {
    noise.data.fill(236 + Math.random() * 18, at, at + 3);
    noise.data[at + 3] = 255;
  }
  context.putImageData(noise, 0, 0);
  context.fillStyle = "#222";
  context.font = "26px serif";
  for (let line = 0; line < 40; line++) {
    const text = `${number}.${line} A train leaves at eight and travels sixty kilometres in an hour.`;
    context.fillText(text, 120, 150 + line * 38);
  }
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.5 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
};
