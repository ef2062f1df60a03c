// Draws www/icon.svg as the PNG files that a manifest wants, with Chromium; they are kept in www/install. To be run when
// the icon changes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../../tests/e2e/browser.mjs";

const www = join(import.meta.dirname, "..");
const svg = readFileSync(join(www, "icon.svg"), "utf8");

// A launcher cuts a maskable icon to a shape of its own, of which the middle four fifths are sure to be seen.
const ICONS = [
  { name: "icon-192.png", size: 192, share: 1, ground: "transparent" },
  { name: "icon-512.png", size: 512, share: 1, ground: "transparent" },
  { name: "icon-maskable.png", size: 512, share: 0.58, ground: "#f5f5f2" },
];

const browser = await launch();
for (const { name, size, share, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = Math.round(size * share);
  const style = `margin:0;display:grid;place-items:center;height:${size}px;background:${ground}`;
  await page.setContent(`<body style="${style}">${svg.replace("<svg", `<svg width="${side}" height="${side}"`)}`);
  await page.screenshot({ path: join(www, "install", name), omitBackground: true });
  await page.close();
}
await browser.close();
