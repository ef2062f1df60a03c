// What the editor does for one who writes: completion, signature hints, mistakes underlined, indentation.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { npmFile, withPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { editorText, type } from "./page.mjs";

/** Puts a program before the cursor, then types `keys` letter by letter. */
async function write(page, program, keys) {
  await type(page, program);
  await page.keyboard.type(keys, { delay: 20 });
}

/** What is offered, once it begins with `first`: the list follows what is typed a little later. */
async function offers(page, first) {
  await page.waitForFunction((first) => {
    const label = document.querySelector(".cm-tooltip-autocomplete .cm-completionLabel");
    return label && (!first || label.textContent === first);
  }, first);
  return page.$$eval(".cm-tooltip-autocomplete .cm-completionLabel", (labels) => labels.map((each) => each.textContent));
}

const hint = async (page) => {
  await page.waitForSelector(".cm-signature");
  return page.$eval(".cm-signature", (box) => [box.textContent, box.querySelector("strong")?.textContent ?? ""]);
};

const underlined = (page) => page.$$eval(".cm-lintRange-error", (marks) => marks.map((mark) => mark.textContent));

async function axe(page) {
  await page.evaluate(`${readFileSync(npmFile("axe-core/axe.min.js"), "utf8")};undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ help, nodes }) => `${help}: ${nodes.map(({ target }) => target)}`), []);
}

export async function editingTests(browser, url) {
  await test("completes modules, and names in them", () => withPage(browser, url, {}, async (page) => {
    await write(page, "", "import thr");
    await offers(page, "threading");
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    await page.keyboard.type("\nthreading.Th", { delay: 20 });
    assert.deepEqual((await offers(page, "Thread")).slice(0, 2), ["Thread", "ThreadError"]);
    await page.waitForTimeout(100);
    await page.keyboard.press("Tab");
    assert.equal(await editorText(page), "import threading\nthreading.Thread");
    await write(page, "", "from concurrent.futures import ThreadP");
    await offers(page, "ThreadPoolExecutor");
  }));

  await test("completes methods of what a name was given, and the program's own names", () => withPage(browser, url, {}, async (page) => {
    await write(page, "from multiprocessing import Queue\nwaiting = Queue()\n", "waiting.put");
    assert.deepEqual(await offers(page, "put"), ["put", "put_nowait"]);
    await write(page, "class Account:\n    def __init__(self, owner):\n        self.balance = 0\n\n    def deposit(self, amount):\n        ", "self.");
    assert.deepEqual(await offers(page, "balance"), ["balance", "deposit", "__init__"]);
    await page.keyboard.press("Escape");
    await write(page, "def compute_everything(limit):\n    return limit\n\n", "comp");
    assert.ok((await offers(page)).includes("compute_everything"));
    await page.keyboard.press("Escape");
    await write(page, "", "# thre");
    await page.waitForTimeout(300);
    assert.equal(await page.locator(".cm-tooltip-autocomplete").count(), 0, "in a comment nothing is offered");
  }));

  await test("says what a function takes, and at which argument the cursor is", () => withPage(browser, url, {}, async (page) => {
    await write(page, "import threading\n", "threading.Thread(target=");
    const [text, at] = await hint(page);
    assert.match(text, /^Thread\(group=None, target=None, name=None/);
    assert.equal(at, "target=None");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".cm-signature").count(), 0);
    await page.keyboard.press("ControlOrMeta+Shift+Space");
    assert.equal((await hint(page))[1], "target=None");
    await write(page, "def add(first, second=2):\n    return first + second\n\n", "add(1, ");
    assert.deepEqual(await hint(page), ["add(first, second=2)", "second=2"]);
    await page.keyboard.type(")");
    await page.waitForSelector(".cm-signature", { state: "detached" });
  }));

  await test("underlines mistakes of the program as it is typed", () => withPage(browser, url, {}, async (page) => {
    await type(page, "total = (1 +\nprint(total)\n");
    await page.waitForSelector(".cm-lintRange-error");
    await page.waitForSelector(".cm-lint-marker-error");
    await page.keyboard.press("F8");
    await page.keyboard.press("ControlOrMeta+Shift+M");
    assert.match(await page.locator(".cm-panel-lint li").first().textContent(), /^line 1: SyntaxError: '\(' was never closed/);
    await axe(page);
    await page.keyboard.press("Escape");
    await type(page, "total = (1 +\n2)\nprint(total)\n");
    await page.waitForSelector(".cm-lintRange-error", { state: "detached" });
    await write(page, "", "x = '\u{1f600}'; break");
    await page.waitForFunction(() => document.querySelector(".cm-lintRange-error")?.textContent === "break");
    assert.deepEqual(await underlined(page), ["break"]);
  }));

  await test("a mistake is found after a run as well, and said once", () => withPage(browser, url, {}, async (page) => {
    await type(page, "x = 1\nreturn x\n");
    await page.waitForSelector(".cm-lintRange-error");
    await page.click("button.run");
    await page.waitForSelector("#exit-code", { state: "attached" });
    await page.waitForTimeout(200);
    assert.deepEqual(await underlined(page), ["return x"]);
    await type(page, "x = 1\n1 / 0\n");
    await page.waitForSelector(".cm-lintRange-error", { state: "detached" });
    await page.click("button.run");
    await page.waitForFunction(() => document.querySelector(".cm-lintRange-error")?.textContent === "1 / 0");
  }));

  await test("indents after a colon, closes brackets, and comments lines out", () => withPage(browser, url, {}, async (page) => {
    await write(page, "", "if True:\nprint(1");
    assert.equal(await editorText(page), "if True:\n    print(1)");
    await page.keyboard.press("ControlOrMeta+/");
    assert.equal(await editorText(page), "if True:\n    # print(1)");
    await page.keyboard.press("ControlOrMeta+f");
    assert.ok(await page.locator(".cm-search input[name=search]").isVisible());
  }));

  await test("completion and hints stand within a narrow window, and axe finds nothing in them", async () => {
    for (const look of [{ width: 360, height: 640 }, { dark: true }, { language: "zh-CN" }]) {
      await withPage(browser, url, look, async (page) => {
        await write(page, "import threading\n", "threading.Thread(t");
        await offers(page);
        await hint(page);
        await axe(page);
        for (const box of [".cm-tooltip-autocomplete", ".cm-signature"]) {
          const { x, width } = await page.locator(box).boundingBox();
          assert.ok(x >= 0 && x + width < (look.width ?? 1440) + 0.5, `${box} stands out of the window`);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      });
    }
  });
}
