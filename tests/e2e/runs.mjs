// Programs run on the page.

import assert from "node:assert/strict";
import { withPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { type } from "./page.mjs";

/** What the console shows, but for what `without` selects. */
export const consoleText = (page, without = "none") => page.locator(".console").evaluate((log, without) => {
  const copy = log.cloneNode(true);
  for (const part of copy.querySelectorAll(without)) part.remove();
  return [...copy.querySelectorAll("pre")].map((block) => block.textContent).join("");
}, without);
export const exitCode = async (page) => Number(await page.locator("#exit-code").textContent());

/** Runs a program to its end and gives back what the console shows. */
async function run(page, source) {
  await type(page, source);
  await page.click("button.run");
  await page.waitForSelector("button.run:not([disabled])");
  return consoleText(page);
}

export async function runTests(browser, url) {
  const onPage = (name, work) => test(name, () => withPage(browser, url, {}, work));

  await onPage("a typed program runs and prints", async (page) => {
    assert.equal(await run(page, 'print("hi")\nprint(6 * 7)\n'), "hi\n42\n");
    assert.equal(await exitCode(page), 0);
    assert.match(await page.locator("#wall-time").textContent(), /^\d/);
  });

  await onPage("Ctrl+Enter runs from the editor", async (page) => {
    await type(page, 'print("by key")\n');
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.locator(".console", { hasText: "by key" }).waitFor();
    await page.waitForSelector("button.run:not([disabled])");
  });

  await onPage("an error stands in the console and at its line", async (page) => {
    const text = await run(page, "def f():\n    return 1 / 0\n\nf()\n");
    assert.match(text, /Traceback \(most recent call last\):[^]*ZeroDivisionError: division by zero\n$/);
    assert.equal(await exitCode(page), 1);
    assert.match(await page.locator(".console .stderr").first().textContent(), /Traceback/);
    assert.equal(await page.locator(".cm-lintRange-error").textContent(), "return 1 / 0");
  });

  await onPage("threads and processes have lanes in the timeline", async (page) => {
    await run(page, "import threading, time\nt = threading.Thread(target=time.sleep, args=(0.1,))\nt.start()\nt.join()\n");
    assert.equal(await page.locator("[data-lane]").count(), 2);
    await page.selectOption(".program select", "two-processes");
    await page.click("button.run");
    await page.waitForSelector("button.run:not([disabled])");
    assert.equal(await page.locator("[data-lane]").count(), 3);
  });

  await onPage("Stop ends an endless loop", async (page) => {
    await type(page, "while True: pass\n");
    await page.click("button.run");
    await page.locator(".state.running").waitFor();
    await page.waitForTimeout(300);
    const start = Date.now();
    await page.click("button.stop");
    await page.waitForSelector("button.run:not([disabled])");
    assert.ok(Date.now() - start < 1_000, `it took ${Date.now() - start} ms`);
    assert.equal(await exitCode(page), 130);
  });

  await onPage("Esc ends an endless loop, and the next program runs", async (page) => {
    await type(page, "while True: pass\n");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.locator(".state.running").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForSelector("button.run:not([disabled])");
    assert.equal(await run(page, 'print("next")\n'), "next\n");
  });

  await onPage("the page stays alive while a program prints without end", async (page) => {
    await type(page, "n = 0\nwhile True:\n    print('line', n)\n    n += 1\n");
    await page.click("button.run");
    await page.locator(".console .dropped").waitFor();
    const frames = await page.evaluate(() => new Promise((done) => {
      let count = 0;
      const start = performance.now();
      const step = () => (performance.now() - start > 1_000 ? done(count) : (count += 1, requestAnimationFrame(step)));
      requestAnimationFrame(step);
    }));
    await page.click("button.stop");
    await page.waitForSelector("button.run:not([disabled])");
    assert.ok(frames >= 10, `${frames} frames in a second`);
    const lines = (await consoleText(page)).split("\n").length;
    assert.ok(lines <= 5_200, `${lines} lines kept`);
  });

  await onPage("input() asks in the console", async (page) => {
    await type(page, 'name = input("name? ")\nprint("hello", name)\n');
    await page.click("button.run");
    await page.locator(".input-line input").waitFor();
    await page.keyboard.type("Ada");
    await page.keyboard.press("Enter");
    await page.waitForSelector("button.run:not([disabled])");
    assert.equal(await consoleText(page), "name? Ada\nhello Ada\n");
  });

  await onPage("a carriage return writes over the line", async (page) => {
    assert.equal(await run(page, 'print("10 %", end="\\r")\nprint("done")\n'), "done\n");
  });

  await onPage("the examples end well", async (page) => {
    for (const id of ["two-threads", "two-processes", "producer-consumer", "race", "lock"]) {
      await page.selectOption(".program select", id);
      await page.click("button.run");
      await page.waitForSelector("button.run:not([disabled])");
      assert.equal(await exitCode(page), 0, `${id}: ${await consoleText(page)}`);
    }
  });
}
