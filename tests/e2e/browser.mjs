// Chromium through playwright-core, and what every test of the page needs of it.

import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A file of an npm package; they stand in one place, beside the editor's sources. */
export const npmFile = (name) => join(root, "www", "editor", "node_modules", name);

const { chromium } = await import(pathToFileURL(npmFile("playwright-core/index.mjs")).href);

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  throw new Error("There is no Chromium on PATH: install it, or name one in the environment variable CHROMIUM.");
}

export function launch() {
  return chromium.launch({ executablePath: executable(), headless: true, args: FLAGS });
}

/** A page of its own profile that gathers in `page.complaints` whatever the browser has to say against it. */
export async function openPage(browser, url, { width = 1440, height = 900, dark = false, language = "en-GB", ...rest } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: language, ...rest,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error}`));
  page.on("requestfailed", (request) => {
    // A page that is left or reloaded breaks off what it still loads.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") page.complaints.push(`request failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(url).origin) page.complaints.push(`request to ${origin}`);
  });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.weft?.run && document.querySelector(".cm-content"));
  return page;
}

/** Opens a page for `work` and closes it; whatever the browser complained of is an error. */
export async function withPage(browser, url, options, work) {
  const page = await openPage(browser, url, options);
  try {
    await work(page);
    assert.deepEqual(page.complaints, [], "the browser complains");
  } finally {
    await page.context().close();
  }
}
