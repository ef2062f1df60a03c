// Pictures of the page in all its states, for people to look at: target/screenshots/<state>-<width>-<light|dark>-<en|zh>.png,
// and a sheet for each state with all of its pictures: target/screenshots/sheets/<state>.png.
//
//     node tests/e2e/screenshots.mjs [--browser chromium|firefox] [--only PATTERN] [DIST]

import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launch, openPage, root } from "./browser.mjs";
import { type } from "./page.mjs";
import { serve } from "./server.mjs";

/** Width and height of the window; what is wider than this shows all panels at once. */
const SIZES = [[1440, 900], [360, 740]];
const ALSO = { opened: [[2560, 1440], [768, 1024]], "two-processes": [[2560, 1440], [768, 1024]] };
const NARROW = 900;

const COUNT = `from threading import Thread

def count(n):
    while n > 0:
        n -= 1

threads = [Thread(target=count, args=(400_000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
`;

const DEADLOCK = `import threading, time
x, y = threading.Lock(), threading.Lock()
def one():
    with x:
        time.sleep(0.1)
        with y: pass
def two():
    with y:
        time.sleep(0.1)
        with x: pass
threading.Thread(target=one, name="A").start()
threading.Thread(target=two, name="B").start()
`;

const RACE = `from threading import Thread
counter = 0
def add():
    global counter
    for _ in range(200):
        counter += 1
threads = [Thread(target=add) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(counter)
`;

const QUEUES = `import multiprocessing, queue, threading, time

def produce(q):
    for n in range(8):
        time.sleep(0.03)
        q.put({"job": n, "text": "数据" * n})
    q.put(None)

def relay(q, answers):
    while (job := q.get()) is not None:
        answers.put(job["job"] ** 2)
    answers.put(None)

if __name__ == "__main__":
    q, answers = multiprocessing.Queue(2), multiprocessing.Queue()
    multiprocessing.Process(target=produce, args=(q,), name="producer").start()
    multiprocessing.Process(target=relay, args=(q, answers), name="relay").start()
    while (answer := answers.get()) is not None:
        print("答案", answer)
`;

const MISTAKES = `import threading

def work(items:
    for item in items
        print(item)

work([1, 2, 3]
`;

const FAILS = `import sys, threading

def fail(depth):
    if depth == 0:
        return {}["missing"]
    return fail(depth - 1)

print("to standard error", file=sys.stderr)
for percent in range(0, 101, 50):
    print(f"\\r{percent} %", end="")
print()
threading.Thread(target=fail, args=(2,), name="loader").start()
fail(1)
`;

const FILES = `import os
os.mkdir("data")
with open("notes.txt", "w") as f:
    f.write("线 one\\n" * 3)
with open("data/numbers.bin", "wb") as f:
    f.write(bytes(range(256)))
print(os.listdir())
`;

const MANY_THREADS = `import threading, time
def work(n):
    with pool:
        time.sleep(0.002 * (n % 5 + 1))
        sum(range(20_000))
pool = threading.Semaphore(4)
threads = [threading.Thread(target=work, args=(n,)) for n in range(24)]
for t in threads: t.start()
for t in threads: t.join()
`;

const finished = async (page) => {
  await page.waitForSelector("#exit-code", { state: "attached" });
  await page.waitForSelector("button.run:not([disabled])");
};

async function run(page, source) {
  await type(page, source);
  await page.click("button.run");
  await finished(page);
}

async function example(page, name) {
  await page.selectOption(".program select", name);
  await page.click("button.run");
  await finished(page);
}

async function choose(page, choices) {
  await page.locator(".options-toggle").click();
  for (const [name, value] of Object.entries(choices)) {
    await page.getByRole("combobox", { name, exact: true }).selectOption(value);
  }
  await page.keyboard.press("Escape");
}

async function virtual(page, source) {
  await choose(page, { Clock: "virtual" });
  await run(page, source);
}

const view = (page, id) => page.click(`#view-${id}`);

async function clickPicture(page, share) {
  const box = await page.locator(".timeline-picture canvas").first().boundingBox();
  await page.mouse.click(box.x + box.width * share, box.y + 90);
}

/** What is to be seen: how to get there, and in which of a narrow window's tabs it is. */
const STATES = {
  opened: { tab: "editor", async prepare() {} },
  options: { tab: "editor", async prepare(page) { await page.locator(".options-toggle").click(); } },
  mistakes: { tab: "editor", prepare: (page) => type(page, MISTAKES), settle: 800 },
  running: {
    tab: "timeline",
    async prepare(page) {
      await type(page, "import threading, time\nfor n in range(4):\n    threading.Thread(target=time.sleep, args=(n,)).start()\nwhile True:\n    sum(range(9999))\n    time.sleep(.01)\n");
      await page.click("button.run");
      await page.locator(".state.running").waitFor();
    },
    settle: 1200,
  },
  "asks-for-input": {
    tab: "results",
    async prepare(page) {
      await type(page, "name = input('Your name? ')\nprint(name)\n");
      await page.click("button.run");
      await page.locator(".input-line input").waitFor();
    },
  },
  "two-threads": { tab: "timeline", prepare: (page) => example(page, "two-threads") },
  "two-processes": { tab: "timeline", prepare: (page) => example(page, "two-processes") },
  "producer-consumer": { tab: "timeline", prepare: (page) => example(page, "producer-consumer") },
  lock: { tab: "timeline", prepare: (page) => example(page, "lock") },
  "many-threads": { tab: "timeline", prepare: (page) => virtual(page, MANY_THREADS) },
  queues: { tab: "timeline", prepare: (page) => run(page, QUEUES) },
  selection: {
    tab: "timeline",
    async prepare(page) {
      await virtual(page, COUNT);
      const box = await page.locator(".timeline-picture canvas").first().boundingBox();
      await page.mouse.move(box.x + box.width * 0.4, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
      await page.mouse.up();
    },
  },
  console: { tab: "results", async prepare(page) { await run(page, FAILS); await view(page, "console"); } },
  "moment-real": {
    tab: "results",
    async prepare(page) { await run(page, COUNT); await clickPicture(page, 0.5); await view(page, "moment"); },
  },
  "moment-virtual": {
    tab: "results",
    async prepare(page) {
      await virtual(page, COUNT);
      await clickPicture(page, 0.5);
      await view(page, "moment");
      await page.locator("[data-stack]").first().waitFor({ timeout: 60_000 });
    },
  },
  "wall-time": { tab: "results", async prepare(page) { await run(page, QUEUES); await view(page, "wall-time"); } },
  "findings-gil": { tab: "results", async prepare(page) { await virtual(page, COUNT); await view(page, "findings"); } },
  "findings-deadlock": {
    tab: "results",
    async prepare(page) { await virtual(page, DEADLOCK); await view(page, "findings"); },
  },
  "findings-race": {
    tab: "results",
    async prepare(page) {
      await choose(page, { Races: "on", GIL: "random" });
      await virtual(page, RACE);
      await view(page, "findings");
    },
  },
  events: { tab: "results", async prepare(page) { await run(page, QUEUES); await view(page, "events"); } },
  compare: {
    tab: "results",
    async prepare(page) {
      await choose(page, { Clock: "virtual" });
      await type(page, COUNT);
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await page.locator(".compare .ideal").waitFor({ timeout: 60_000 });
    },
  },
  files: { tab: "results", async prepare(page) { await run(page, FILES); await view(page, "files"); } },
  share: { tab: "editor", async prepare(page) { await page.getByRole("button", { name: "Share" }).click(); } },
  "damaged-link": {
    tab: "editor",
    async prepare(page, url) { await page.goto(`${url}#p=1broken`); await page.getByRole("alert").waitFor(); },
  },
};

/** Shows what lies behind a tab of the narrow page; in a wide window all of it is there. */
async function showTab(page, tab, width) {
  if (width <= NARROW) await page.locator(`#tab-${tab}`).evaluate((button) => button.click());
}

/** The button is behind an open dialog at times. */
async function speak(page, language) {
  const spoken = await page.locator("html").getAttribute("lang");
  if (spoken.startsWith(language)) return;
  await page.locator("button", { hasText: language === "zh" ? "中文" : "English" }).first().evaluate((button) => button.click());
}

/** One picture of a state for each size, theme and language: the names of the files. */
async function picture(browser, url, folder, name) {
  const { tab, prepare, settle = 250 } = STATES[name];
  const page = await openPage(browser, url);
  await prepare(page, url);
  const files = [];
  for (const language of ["en", "zh"]) {
    await speak(page, language);
    for (const [width, height] of [...SIZES, ...(ALSO[name] ?? [])]) {
      await page.setViewportSize({ width, height });
      await showTab(page, tab, width);
      for (const theme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: theme });
        await page.waitForTimeout(settle);
        const file = `${name}-${width}-${theme}-${language}.png`;
        await page.screenshot({ path: join(folder, file) });
        files.push({ file, width });
      }
    }
  }
  if (page.complaints.length > 0) console.log(`${name}: the browser complains: ${page.complaints.join("; ")}`);
  await page.context().close();
  return files;
}

/** All pictures of a state side by side. */
async function sheet(browser, folder, name, files) {
  const image = ({ file, width }) => {
    const data = readFileSync(join(folder, file)).toString("base64");
    return `<figure><img src="data:image/png;base64,${data}" width="${width > NARROW ? 720 : 340}"><figcaption>${file}</figcaption></figure>`;
  };
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } });
  const page = await context.newPage();
  await page.setContent(`<style>body{margin:8px;background:#888;font:12px sans-serif;display:flex;flex-wrap:wrap;gap:8px}figure{margin:0}</style>
    ${[...files].sort((a, b) => b.width - a.width).map(image).join("")}`);
  await page.screenshot({ path: join(folder, "sheets", `${name}.png`), fullPage: true });
  await context.close();
}

/** Takes pictures of all states whose names fit `pattern`, three states at a time. */
export async function takeScreenshots(browser, url, folder, pattern = /./) {
  mkdirSync(join(folder, "sheets"), { recursive: true });
  const names = Object.keys(STATES).filter((name) => pattern.test(name));
  let failed = 0;
  await Promise.all(Array.from({ length: 3 }, async () => {
    for (let name = names.shift(); name; name = names.shift()) {
      try {
        await sheet(browser, folder, name, await picture(browser, url, folder, name));
      } catch (error) {
        failed += 1;
        console.log(`${name}: ${error.stack}`);
      }
    }
  }));
  return failed;
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    options: { browser: { type: "string" }, only: { type: "string", default: "." } },
    allowPositionals: true,
  });
  const server = await serve(resolve(positionals[0] ?? join(root, "dist")), "/some/path/");
  const browser = await launch(values.browser);
  const folder = join(root, "target", "screenshots");
  process.exitCode = await takeScreenshots(browser, server.url, folder, new RegExp(values.only));
  await browser.close();
  await server.close();
  console.log(folder);
}
