// The page as somebody meets it who has a question and no manual.

import assert from "node:assert/strict";
import { withPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { type } from "./page.mjs";
import { axe } from "./results.mjs";

const view = (page, name) => page.getByRole("tab", { name });
const headline = (page) => page.locator(".headline");
const over = (page) => page.waitForSelector("button.run:not([disabled])");

export async function newcomerTests(browser, url) {
  const onPage = (name, work, look = {}) => test(name, () => withPage(browser, url, look, work));

  for (const look of [{}, { width: 360, height: 740 }]) {
    await onPage(`why two threads are no faster than one is told beside the picture: ${JSON.stringify(look)}`, async (page) => {
      await page.click("button.run");
      await headline(page).waitFor();
      assert.match(await headline(page).textContent(), /^2 threads took turns: only the one that holds the GIL runs Python/);
      assert.deepEqual(await axe(page), []);
      await headline(page).getByRole("button", { name: "Compare with processes" }).click();
      await page.locator(".compare .verdict li").nth(1).waitFor({ timeout: 120_000 });
      assert.match(await page.locator(".verdict li").first().textContent(), /^Threads with the GIL: /);
      assert.match(await page.locator("[data-way=threads]").textContent(), /As written/);
      assert.equal(await page.locator("[data-way=as-written]").count(), 0);
      assert.deepEqual(await axe(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0);
    }, look);
  }

  await onPage("questions lead to their answers", async (page) => {
    const ask = async (question) => {
      await page.reload();
      await page.getByRole("button", { name: question }).click();
      await over(page);
    };
    assert.deepEqual(await axe(page), []);
    await ask("Why are two threads no faster than one?");
    await page.locator(".findings li", { hasText: "took turns" }).waitFor();
    await ask("Does counter += 1 lose updates?");
    await page.locator(".headline.bad", { hasText: /^Race: .*counter.* updates were lost/ }).waitFor();
    assert.equal(await page.getByRole("combobox", { name: "GIL", includeHidden: true }).inputValue(), "3.13");
    await ask("What is a deadlock?");
    await page.locator(".headline.bad", { hasText: /^Deadlock: Anna waits for lock knife, which Ben holds/ }).waitFor();
    await ask("Who waits for whom at a queue?");
    await page.locator(".findings li", { hasText: "queue shelf" }).first().waitFor();
    await ask("Are two processes faster?");
    await page.locator(".verdict li", { hasText: "Processes: " }).waitFor({ timeout: 120_000 });
    assert.match(await page.locator("[data-way=processes]").textContent(), /As written/);
  });

  await onPage("a Chinese reader is answered in Chinese", async (page) => {
    await page.getByRole("button", { name: "为什么两个线程不比一个快？" }).click();
    await page.locator(".headline", { hasText: "只有持有 GIL 的线程才能运行 Python" }).waitFor();
    assert.match(await page.locator("#wall-time").textContent(), /秒$/);
  }, { language: "zh-CN" });

  await onPage("races are looked for at a click, which changes no option", async (page) => {
    await type(page, "from threading import Thread\nx = 0\ndef add():\n    global x\n    for _ in range(300):\n        x += 1\n"
      + "ts = [Thread(target=add) for _ in range(2)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n");
    await page.click("button.run");
    await page.waitForSelector("#exit-code", { state: "attached" });
    await view(page, /^Findings/).click();
    await page.getByRole("button", { name: "Look for races" }).click();
    await page.locator(".findings .bad", { hasText: /^Race: .* use x / }).waitFor();
    assert.equal(await page.getByRole("combobox", { name: "Races", includeHidden: true }).inputValue(), "off");
    await page.click("button.run");
    await page.getByRole("button", { name: "Look for races" }).waitFor();
    await type(page, "import threading\nlock = threading.Lock()\nt = threading.Thread(target=lock.acquire)\nt.start()\nt.join()\n");
    await page.click("button.run");
    await page.getByRole("button", { name: "Look for races" }).click();
    await page.locator(".findings .good", { hasText: "no race in this run" }).waitFor();
  });

  await onPage("after Compare the timeline shows a run, and the one that the reader chooses", async (page) => {
    await page.locator(".options-toggle").click();
    await page.getByRole("combobox", { name: "Clock" }).selectOption("virtual");
    await page.keyboard.press("Escape");
    await type(page, "from threading import Thread\ndef count():\n    for _ in range(200_000): pass\n    print('counted')\n"
      + "ts = [Thread(target=count) for _ in range(2)]\nfor t in ts: t.start()\nfor t in ts: t.join()\n");
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.locator(".compare .ideal").waitFor({ timeout: 120_000 });
    assert.equal(await page.locator(".questions").count(), 0);
    assert.match(await headline(page).textContent(), /took turns/);
    assert.match(await page.locator("[data-way=threads]").textContent(), /in the timeline/);
    const way = page.locator("[data-way=processes]").getByRole("button");
    assert.equal(await way.getAttribute("aria-pressed"), "false");
    await way.click();
    assert.equal(await way.getAttribute("aria-pressed"), "true");
    assert.match(await headline(page).textContent(), /really ran at once/);
    assert.match(await page.locator(".timeline-view table").textContent(), /4003/);
    // Whatever is told of a run is told of this one.
    await view(page, "Console").click();
    assert.equal(await page.locator(".console pre").first().textContent(), "counted\ncounted\n");
    const box = await page.locator(".timeline-picture canvas").first().boundingBox();
    await page.mouse.click(box.x + box.width * 0.5, box.y + 90);
    await view(page, "State at cursor").click();
    await page.locator("[data-stack]").first().waitFor({ timeout: 120_000 });
  });

  await onPage("what opens at a button stands there", async (page) => {
    const [toggle, options] = [page.locator(".options-toggle"), page.locator("#options")];
    await toggle.click();
    const [button, popover] = [await toggle.boundingBox(), await options.boundingBox()];
    assert.ok(Math.abs(popover.x - button.x) <= 2, `${popover.x} and ${button.x}`);
    assert.ok(popover.y - (button.y + button.height) < 12 && popover.y >= button.y + button.height);
    assert.ok(popover.y + popover.height <= 900);
    await page.keyboard.press("Escape");
    const share = page.locator(".share-button");
    await share.click();
    const [link, shared] = [await share.boundingBox(), await page.locator("#share").boundingBox()];
    assert.ok(Math.abs(shared.x + shared.width - link.x - link.width) <= 2);
  });

  await onPage("the console has the colours of the timeline", async (page) => {
    await type(page, "import threading\nt = threading.Thread(target=print, args=('first',))\nt.start()\nt.join()\nprint('second')\n");
    await page.click("button.run");
    await page.waitForSelector("#exit-code", { state: "attached" });
    const colour = (text) => page.locator(".console span", { hasText: text }).first().getAttribute("class");
    assert.match(await colour("first"), /\bthread-1\b/);
    assert.match(await colour("second"), /\bthread-0\b/);
  });
}
