// Moments of a run with stacks and variables, and steps from one to the next.

import assert from "node:assert/strict";
import { withPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { type } from "./page.mjs";
import { axe } from "./results.mjs";

const TWO_THREADS = `import threading
counter = 0

def add(amount):
    global counter
    for turn in range(100_000):
        before = counter
        counter = before + amount

names = {"first": [1, 2], "second": (3.5, None)}
threads = [threading.Thread(target=add, args=(n,)) for n in (1, 10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
`;

const panel = (page) => page.locator("#view-panel");
const stack = (page, tid) => page.locator(`[data-stack$=':${tid}']`);
const button = (page, name) => page.getByRole("button", { name, exact: true });
const time = (page) => page.locator(".moment-head strong").textContent();

async function choose(page, label, option) {
  await panel(page).getByRole("combobox", { name: label }).selectOption(option);
}

/** Runs the program under the virtual clock and clicks into the middle of the timeline. */
async function lookInside(page, narrow = false) {
  await page.locator(".options-toggle").click();
  await page.locator(".options select").nth(1).selectOption("virtual");
  await page.keyboard.press("Escape");
  await type(page, TWO_THREADS);
  await page.click("button.run");
  await page.waitForSelector("#exit-code", { state: "attached" });
  if (narrow) await page.click("#tab-timeline");
  const box = await page.locator(".timeline-picture canvas").first().boundingBox();
  await page.mouse.click(box.x + box.width * 0.5, box.y + 90);
  if (narrow) await page.click("#tab-results");
  await page.click("#view-moment");
  await stack(page, 1).waitFor({ timeout: 60_000 });
}

/** One step: the time changes, or the page says that there is none. */
async function step(page, act) {
  const before = await time(page);
  await act();
  await page.waitForFunction(
    (before) => document.querySelector(".moment-head strong").textContent !== before, before, { timeout: 60_000 });
  return time(page);
}

const looks = [
  {}, { dark: true }, { width: 360, height: 740 }, { width: 360, height: 740, dark: true },
  { language: "zh-CN" }, { width: 360, height: 740, language: "zh-CN", dark: true },
];

export async function replayTests(browser, url, pictures) {
  const onPage = (name, work, look = {}) => test(name, () => withPage(browser, url, look, work));

  await onPage("stacks and variables are shown at the cursor, and steps lead on and back", async (page) => {
    await lookInside(page);
    const text = await stack(page, 1).textContent();
    assert.match(text, /Thread-1 \(add\)/);
    assert.match(text, /amount1/);
    assert.match(await stack(page, 2).textContent(), /amount10/);
    assert.match(await panel(page).textContent(), /names\{'first': \[1, 2\], 'second': \(3\.5, None\)\}/);
    // One instruction of one thread, and back again.
    await choose(page, "Step by", "instruction");
    await choose(page, "of", { label: "Thread-1 (add)" });
    const start = await step(page, () => button(page, "Step forward").click());
    const here = await stack(page, 1).textContent();
    const on = await step(page, () => button(page, "Step forward").click());
    assert.notEqual(await stack(page, 1).textContent(), here);
    assert.equal(await step(page, () => button(page, "Step back").click()), start);
    assert.equal(await stack(page, 1).textContent(), here);
    // By line, with the keys; the editor's mark goes along.
    await choose(page, "Step by", "line");
    await button(page, "Step forward").focus();
    const marked = () => page.locator(".cm-line.weft-mark").allTextContents();
    const lines = new Set();
    for (let i = 0; i < 3; i++) {
      await step(page, () => page.keyboard.press("."));
      lines.add(await stack(page, 1).locator("button.link").first().textContent());
      const line = TWO_THREADS.split("\n")[Number([...lines].at(-1)) - 1];
      assert.ok((await marked()).includes(line), `${line} is marked`);
    }
    assert.deepEqual([...lines].map((line) => Number(line)).sort(), [6, 7, 8]);
    await step(page, () => page.keyboard.press(","));
    assert.notEqual(await time(page), on);
    // A switch: another thread runs.
    await choose(page, "Step by", "switch");
    await choose(page, "of", "");
    const holder = () => page.locator("tr[data-state=running]").getAttribute("data-lane-at");
    const before = await holder();
    await step(page, () => button(page, "Step forward").click());
    assert.notEqual(await holder(), before);
  });

  await onPage("under the real clock the panel says how to get variables, and does it", async (page) => {
    await type(page, TWO_THREADS);
    await page.click("button.run");
    await page.waitForSelector("#exit-code", { state: "attached" });
    await page.click("#view-moment");
    assert.match(await panel(page).textContent(), /are there under the virtual clock/);
    await button(page, "Run under the virtual clock").click();
    await button(page, "Step forward").waitFor({ timeout: 60_000 });
    await button(page, "Step forward").click();
    await page.locator("[data-stack]").first().waitFor({ timeout: 60_000 });
  });

  await onPage("lines of input are given again", async (page) => {
    await page.locator(".options-toggle").click();
    await page.locator(".options select").nth(1).selectOption("virtual");
    await page.keyboard.press("Escape");
    await type(page, "name = input()\ngreeting = 'Hello ' + name\nfor i in range(30_000):\n    pass\n");
    await page.click("button.run");
    await page.locator(".input-line input").fill("Weft");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#exit-code", { state: "attached" });
    const box = await page.locator(".timeline-picture canvas").first().boundingBox();
    await page.mouse.click(box.x + box.width * 0.5, box.y + 90);
    await page.click("#view-moment");
    await page.getByText("'Hello Weft'").waitFor({ timeout: 60_000 });
  });

  for (const look of looks) {
    await onPage(`axe finds nothing in stacks and steps: ${JSON.stringify(look)}`, async (page) => {
      await lookInside(page, Boolean(look.width));
      if (pictures) await page.screenshot({ path: `${pictures}/replay-${look.width ?? "wide"}-${look.dark ? "dark" : "light"}-${look.language ?? "en"}.png` });
      assert.deepEqual(await axe(page), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, "it is too wide");
    }, look);
  }
}
