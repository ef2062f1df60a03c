// What the page does without running anything.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { insertText, npmFile, withPage } from "./browser.mjs";
import { test } from "./check.mjs";

/** Puts a program into the editor, as typing does. */
export async function type(page, source) {
  await page.click(".cm-content");
  await page.keyboard.press("ControlOrMeta+a");
  await insertText(page, source);
}

export const editorText = (page) => page.$$eval(".cm-line", (lines) => lines.map((line) => line.textContent).join("\n"));

export async function pageTests(browser, url) {
  await test("opens with an example, and no complaint of the browser", () => withPage(browser, url, {}, async (page) => {
    assert.match(await editorText(page), /import time\nfrom threading import Thread/);
    assert.equal(await page.locator("#app").getAttribute("aria-busy"), null);
    assert.ok(await page.locator("button.run").isEnabled());
    assert.ok(await page.locator("button.stop").isDisabled());
  }));

  await test("forbids inline scripts", () => withPage(browser, url, {}, async (page) => {
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    assert.doesNotMatch(policy.match(/script-src[^;]*/)[0], /unsafe-inline|sha256|'unsafe-eval'/);
    assert.equal(await page.locator("script:not([src])").count(), 0);
  }));

  await test("speaks the browser's language, and keeps another choice", () => withPage(browser, url, { language: "zh-CN" }, async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
    assert.equal((await page.locator("button.run").textContent()).trim(), "运行");
    await page.getByRole("button", { name: "English" }).click();
    assert.equal((await page.locator("button.run").textContent()).trim(), "Run");
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal((await page.locator("button.run").textContent()).trim(), "Run");
  }));

  await test("follows the system's colours until one is chosen", () => withPage(browser, url, { dark: true }, async (page) => {
    const theme = () => page.locator("html").getAttribute("data-theme");
    assert.equal(await theme(), "dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    assert.equal(await theme(), "dark");
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.equal(await theme(), "dark");
  }));

  await test("a reload loses nothing, and each program keeps its own draft", () => withPage(browser, url, {}, async (page) => {
    await page.selectOption(".program select", "own");
    await type(page, "mine = 1\n");
    await page.selectOption(".program select", "race");
    await type(page, "changed = 2\n");
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.equal(await editorText(page), "changed = 2\n");
    await page.selectOption(".program select", "own");
    assert.equal(await editorText(page), "mine = 1\n");
    await page.selectOption(".program select", "race");
    await page.getByRole("button", { name: "Restore example" }).click();
    assert.match(await editorText(page), /TIMES = 50_000/);
  }));

  await test("panels are resized with the keyboard and with the mouse", () => withPage(browser, url, {}, async (page) => {
    const width = async () => (await page.locator(".editor-panel").boundingBox()).width;
    const bar = page.getByRole("separator", { name: "Width of the editor" });
    const before = await width();
    await bar.focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(await width() > before + 10);
    const { x, y } = await bar.boundingBox();
    await page.mouse.move(x + 4, y + 200);
    await page.mouse.down();
    await page.mouse.move(x + 104, y + 220, { steps: 4 });
    await page.mouse.up();
    assert.ok(await width() > before + 90);
  }));

  await test("axe finds nothing against WCAG 2.2 AA", async () => {
    const axe = readFileSync(npmFile("axe-core/axe.min.js"), "utf8");
    for (const look of [{}, { dark: true }, { width: 360, height: 640 }, { language: "zh-CN" }]) {
      await withPage(browser, url, look, async (page) => {
        await page.evaluate(`${axe};undefined`);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.map(({ help, nodes }) => `${help}: ${nodes.map(({ target }) => target)}`), []);
      });
    }
  });

  await test("at 360 pixels nothing is out of reach", () => withPage(browser, url, { width: 360, height: 640 }, async (page) => {
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    for (const tab of ["Timeline", "Results", "Program"]) {
      await page.getByRole("tab", { name: tab }).click();
      assert.ok(await page.getByRole("tabpanel", { name: tab }).isVisible(), `${tab} is not shown`);
      // The results have tabs of their own.
      assert.equal(await page.getByRole("tabpanel").count(), tab === "Results" ? 2 : 1);
      assert.ok(await overflow() <= 0, `${tab} is too wide`);
    }
    await page.getByRole("button", { name: "Options" }).click();
    await page.selectOption(".options select >> nth=0", "3.9");
    assert.ok(await overflow() <= 0, "the options are too wide");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Program" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(await page.getByRole("tabpanel", { name: "Timeline" }).isVisible());
  }));
}
