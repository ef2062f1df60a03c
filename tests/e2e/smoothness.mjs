// How smoothly the page goes: frames while one looks around in a large trace, and long tasks of the page's thread.

import { readFileSync } from "node:fs";
import { openPage } from "./browser.mjs";
import { type } from "./page.mjs";

const LIMIT_MILLIS = 180_000;

// Makes a million events: two threads and two processes that pass messages and take a lock.
const MANY_EVENTS = `
from multiprocessing import Process
from queue import Queue
from threading import Lock, Thread

def work(times):
    there, back, lock = Queue(), Queue(), Lock()

    def other():
        for _ in range(times):
            item = there.get()
            with lock:
                back.put(item)

    thread = Thread(target=other)
    thread.start()
    for n in range(times):
        with lock:
            there.put(n)
        back.get()
    thread.join()

if __name__ == "__main__":
    process = Process(target=work, args=(TIMES,))
    process.start()
    work(TIMES)
    process.join()
`;

const COMPUTING = `
from multiprocessing import Process, Queue
from threading import Thread

def count(queue, n):
    total = 0
    for i in range(n):
        total += i * i
    queue.put(total)

if __name__ == "__main__":
    queue = Queue()
    workers = [Process(target=count, args=(queue, 3_000_000)) for _ in range(2)]
    workers += [Thread(target=count, args=(queue, 500_000)) for _ in range(2)]
    for worker in workers:
        worker.start()
    print([queue.get() for _ in workers])
`;

const LONG_LINES = `
for n in range(20_000):
    print(n, "x" * 2_000)
`;

const SHORT_LINES = `
for n in range(300_000):
    print("line", n)
`;

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const share = (numbers, part) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const millis = (n) => `${n.toFixed(1)} ms`.padStart(10);

async function runInEditor(page, source) {
  await type(page, source);
  await page.click("button.run");
  await page.waitForSelector("button.run[disabled]", { timeout: 5_000 }).catch(() => {});
  await page.waitForSelector("button.run:not([disabled])", { timeout: LIMIT_MILLIS });
}

/** Begins to gather the page's long tasks: how long each took, in milliseconds. */
const watch = (page) => page.evaluate(() => {
  globalThis.longTasks = [];
  globalThis.longTaskObserver?.disconnect();
  globalThis.longTaskObserver = new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) longTasks.push({ duration, startTime });
  });
  longTaskObserver.observe({ type: "longtask" });
});

const watched = (page) => page.evaluate(async () => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return longTasks.map(({ duration }) => Math.round(duration));
});

/** Gaps between frames, in milliseconds, while `gesture` is done once a frame for so many of them. */
const gaps = (page, gesture, frames) => page.evaluate(([gesture, frames]) => new Promise((done) => {
  const canvas = document.querySelector(".timeline-picture canvas");
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const at = (x) => ({ clientX: left + x, clientY: top + height / 2, bubbles: true, cancelable: true });
  const pointer = (kind, x, buttons) => canvas.dispatchEvent(new PointerEvent(kind, {
    ...at(x), pointerId: 1, pointerType: "mouse", isPrimary: true, button: kind === "pointermove" ? -1 : 0, buttons,
  }));
  const wheel = (deltaY) => canvas.dispatchEvent(new WheelEvent("wheel", { ...at(width * 0.6), deltaY }));
  const place = (turn) => width * (0.55 + 0.3 * Math.sin(turn / 15));
  const act = {
    // In to a thousandth and out again, over and over.
    zoom: (turn) => wheel(turn % 120 < 60 ? -72 : 72),
    pan: (turn) => {
      if (turn === 0) pointer("pointerdown", place(0), 1);
      pointer("pointermove", place(turn), 1);
      if (turn === frames - 1) pointer("pointerup", place(turn), 0);
    },
    point: (turn) => pointer("pointermove", place(turn), 0),
  }[gesture];
  const seen = [];
  let turn = 0;
  let before = null;
  const step = (now) => {
    if (before !== null) seen.push(now - before);
    before = now;
    if (turn === frames) return done(seen);
    act(turn);
    turn += 1;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}), [gesture, frames]);

export async function frames(browser, url, events = 1_000_000) {
  const page = await openPage(browser, url);
  page.setDefaultTimeout(LIMIT_MILLIS);
  // Some 37 events for each turn.
  // The page has long stood when somebody runs such a program.
  await page.waitForTimeout(2_500);
  await watch(page);
  await runInEditor(page, MANY_EVENTS.replaceAll("TIMES", Math.ceil(events / 37)));
  await page.waitForSelector("#exit-code", { state: "attached" });
  console.log(`long tasks while it ran and at its end: ${(await watched(page)).join(", ") || "none"} ms`);
  await watch(page);
  await page.click("#view-events");
  const count = (await page.textContent(".events-count")).trim();
  console.log(`a trace of ${count}; long tasks of listing it: ${(await watched(page)).join(", ") || "none"} ms`);
  await page.click("#view-console");
  console.log(`${"gaps between frames".padEnd(34)}    median       95 %      worst`);
  const measure = async (title, gesture, count) => {
    await watch(page);
    const seen = await gaps(page, gesture, count);
    const long = await watched(page);
    const figures = [share(seen, 0.5), share(seen, 0.95), Math.max(...seen)].map(millis).join(" ");
    console.log(`${title.padEnd(34)}${figures}   long tasks: ${long.join(", ") || "none"}`);
  };
  await measure("zooming by the wheel", "zoom", 240);
  for (const [title, turns] of [["panning the tenth part", 20], ["panning the thousandth part", 60]]) {
    await page.click(".timeline-controls button >> nth=2");
    await gaps(page, "zoom", turns);
    await measure(title, "pan", 240);
    await measure(title.replace("panning", "pointing in"), "point", 120);
  }
  await page.context().close();
}

/**
 * Begins to watch how much processor time the page's thread takes for a task, which does not depend on what else the
 * machine does; gives back what ends that and tells the most, in milliseconds.
 */
async function work(page) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel"] } });
  return async () => {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
    const thread = ({ pid, tid }) => `${pid}:${tid}`;
    const main = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(thread);
    const tasks = events.filter((event) => event.name.endsWith("RunTask") && main.includes(thread(event)));
    return (Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur)) / 1e3).toFixed(0);
  };
}

export async function longTasks(browser, url, seeds) {
  const programs = [["computing", COMPUTING], ["a flood of lines", SHORT_LINES], ["a flood of long lines", LONG_LINES]];
  for (const [name, file] of seeds) programs.unshift([name, readFileSync(file, "utf8")]);
  console.log("long tasks of the page's thread while a program runs, in milliseconds");
  const page = await openPage(browser, url);
  page.setDefaultTimeout(LIMIT_MILLIS);
  await page.waitForTimeout(2_000);
  for (const [name, source] of programs) {
    await type(page, source);
    await watch(page);
    const longestWork = await work(page);
    await page.click("button.run");
    await page.waitForTimeout(100);
    await page.waitForSelector("button.run:not([disabled])");
    const tasks = (await watched(page)).join(", ") || "none";
    console.log(`${name.padEnd(34)} ${tasks}; most processor time of one: ${await longestWork()} ms`);
  }
  await page.context().close();
}
