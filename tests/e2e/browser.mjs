// Chromium and Firefox through playwright-core, and what every test of the page needs of them.

import assert from "node:assert/strict";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A file of an npm package; they stand in one place, beside the editor's sources. */
export const npmFile = (name) => join(root, "www", "editor", "node_modules", name);

const { chromium, firefox } = await import(pathToFileURL(npmFile("playwright-core/index.mjs")).href);

/** What does not happen in this time does not happen. */
const LIMIT_MILLIS = 20_000;

/** What browsers say of requests that were broken off. */
const ABORTED = ["net::ERR_ABORTED", "NS_BINDING_ABORTED"];

const CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What playwright keeps behind an object of its interface. */
const inside = (object) => object._connection.toImpl(object);

/** The browsers that the page is tested in: what they are called, and how they are started. */
const BROWSERS = {
  chromium: {
    title: "Chromium",
    variable: "CHROMIUM",
    programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    start: (executablePath) => chromium.launch({ executablePath, headless: true, args: CHROMIUM_FLAGS }),
  },
  firefox: {
    title: "Firefox",
    variable: "FIREFOX",
    programs: ["firefox-esr", "firefox"],
    start: startFirefox,
  },
};

/**
 * A Firefox as its makers publish it, not one that playwright has patched: they speak WebDriver BiDi. Version 153 has
 * no command yet for the colours that the system prefers, but a preference, so playwright's command is replaced.
 */
async function startFirefox(executablePath) {
  const COLOURS = "emulation.setMediaFeaturesOverride";
  const browser = await firefox.launch({
    channel: "moz-firefox", executablePath, headless: true, args: ["--remote-allow-system-access"],
    // Tests put texts on the clipboard without a click before.
    firefoxUserPrefs: { "dom.events.testing.asyncClipboard": true },
  });
  const { _browserSession: session, _connection: connection } = inside(browser);
  const refusal = await session.send(COLOURS, {}).then(() => "", (error) => error.message);
  if (!refusal.includes("unknown command")) return browser;
  const { contexts: [{ context }] } = await session.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const send = connection.rawSend.bind(connection);
  connection.rawSend = (message) => {
    if (message.method !== COLOURS) return send(message);
    const value = message.params.features["prefers-color-scheme"] === "dark" ? 0 : 1;
    const expression = `Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", ${value})`;
    const params = { expression, target: { context }, awaitPromise: false };
    return send({ id: message.id, method: "script.evaluate", params });
  };
  return browser;
}

function executable({ title, variable, programs }) {
  if (process.env[variable]) return process.env[variable];
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of programs) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  throw new Error(`There is no ${title} on PATH: install it, or name one in the environment variable ${variable}.`);
}

/** Starts a browser without a window: "chromium" or "firefox". */
export function launch(name = "chromium") {
  const kind = BROWSERS[name];
  if (!kind) throw new Error(`There is no browser named ${name}: they are ${Object.keys(BROWSERS).join(" and ")}.`);
  return kind.start(executable(kind));
}

const isChromium = (page) => page.context().browser().browserType() === chromium;

/** Puts a text in where the cursor is, at once and as it is: without what an editor does while one types. */
export async function insertText(page, text) {
  if (isChromium(page)) return page.keyboard.insertText(text);
  // In Firefox playwright's own way of doing it changes the document behind the editor's back. All pages have one
  // clipboard.
  clipboard = clipboard.catch(() => {}).then(async () => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.keyboard.press("ControlOrMeta+v");
  });
  await clipboard;
}

let clipboard = Promise.resolve();

/** Does what makes the browser keep a file, and gives back the file: `{name, bytes}`. */
export async function download(page, act) {
  if (isChromium(page)) {
    const [file] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  }
  // Playwright takes no notice of Firefox's downloads if no navigation begins them.
  const session = inside(page).delegate._session;
  const heard = (event) => new Promise((resolve) => session.once(`browsingContext.${event}`, resolve));
  const kept = Promise.all([heard("downloadWillBegin"), heard("downloadEnd")]);
  await act();
  const late = page.waitForTimeout(LIMIT_MILLIS).then(() => { throw new Error("The browser keeps no file."); });
  const [{ suggestedFilename }, { filepath }] = await Promise.race([kept, late]);
  return { name: suggestedFilename, bytes: readFileSync(filepath) };
}

/** After that, a page has started its process workers. */
const WARM_MILLIS = 700;

/**
 * Whether the page's workers run programs. One Firefox page in fifty under a driver's control never gets on where its
 * kernel worker makes a worker: the scripts of that one are not asked for. The page itself gives up such a kernel worker
 * when it is to run something, so it should.
 */
const answers = (page) => page.evaluate(([wait, limit]) => new Promise((resolve) => {
  setTimeout(() => globalThis.weft.run("").then(() => resolve(true)), wait);
  setTimeout(() => resolve(false), limit);
}), [WARM_MILLIS, LIMIT_MILLIS / 2]);

/** A page of its own profile that gathers in `page.complaints` whatever the browser has to say against it. */
export async function openPage(browser, url, { width = 1440, height = 900, dark = false, language = "en-GB", ...rest } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: language, ...rest,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MILLIS);
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error}`));
  page.on("requestfailed", (request) => {
    // A page that is left or reloaded breaks off what it still loads.
    const why = request.failure()?.errorText;
    if (!ABORTED.includes(why)) page.complaints.push(`request failed: ${request.url()}: ${why}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(url).origin) page.complaints.push(`request to ${origin}`);
  });
  await page.goto(url);
  const opened = () => page.waitForFunction(() => globalThis.weft?.run && document.querySelector(".cm-content"));
  await opened();
  while (!isChromium(page) && !await answers(page)) {
    console.log("        (Firefox has not started the workers of the page's workers; the page is loaded again)");
    await page.reload();
    await opened();
  }
  return page;
}

/** How many workers a page has; `null` if the browser does not say. */
export async function workers(page) {
  if (isChromium(page)) return page.workers().length;
  const { _session: session } = inside(page).delegate;
  const realms = (type) => session.send("script.getRealms", { type }).then(({ realms }) => realms);
  try {
    const [all, windows] = await Promise.all([realms("dedicated-worker"), realms("window")]);
    // Firefox still names some workers of pages that were closed.
    const open = new Set(windows.map(({ realm }) => realm));
    return all.filter(({ owners }) => owners.some((owner) => open.has(owner))).length;
  } catch {
    return null;
  }
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
