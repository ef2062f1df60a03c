// What there is to read of a run: the tabs below the timeline, comparing, links, options, exports.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { download, npmFile, openPage, withPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { editorText, type } from "./page.mjs";

const TWO_THREADS = `from threading import Thread
import time

def count(n):
    while n > 0:
        n -= 1

threads = [Thread(target=count, args=(1_500_000,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("took", time.time() * 0 + 1.5)
`;

const view = (page, name) => page.getByRole("tab", { name });
const panel = (page) => page.locator("#view-panel");

/** Runs a program under the virtual clock, where its outcome is the same each time. */
async function runVirtual(page, source) {
  await choose(page, "Clock", "virtual");
  await type(page, source);
  await page.click("button.run");
  await page.waitForSelector("#exit-code", { state: "attached" });
  await page.waitForSelector("button.run:not([disabled])");
}

/** A field of the options, which need not be open. */
const menu = (page, name) => page.getByRole("combobox", { name, exact: true, includeHidden: true });
const number = (page, name) => page.getByRole("spinbutton", { name, exact: true, includeHidden: true });

async function choose(page, name, value) {
  await page.locator(".options-toggle").click();
  if (await menu(page, name).count() > 0) await menu(page, name).selectOption(value);
  else {
    await number(page, name).press("ControlOrMeta+a");
    await page.keyboard.type(value);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Escape");
}

export async function axe(page) {
  await page.evaluate(`${readFileSync(npmFile("axe-core/axe.min.js"), "utf8")};undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ help, nodes }) => `${help}: ${nodes.map(({ target }) => target)}`);
}

export async function resultTests(browser, url) {
  const onPage = (name, work, look = {}) => test(name, () => withPage(browser, url, look, work));

  await onPage("findings say who waited for the GIL, and lead to the place", async (page) => {
    await runVirtual(page, TWO_THREADS);
    await view(page, /^Findings/).click();
    const texts = await page.locator(".findings li > span").allTextContents();
    assert.ok(texts.some((text) => /^2 threads took turns/.test(text)), texts.join("\n"));
    const wait = page.locator(".findings li", { hasText: "of its time for the GIL" }).first();
    assert.match(await wait.textContent(), /Thread-1 \(count\) waited \d+ % of its time for the GIL \(\d/);
    await wait.getByRole("button", { name: "Show" }).click();
    await view(page, "State at cursor").click();
    assert.match(await page.locator("[data-lane-at$=':1']").textContent(), /waits for GIL/);
    assert.ok(await page.locator(".cm-line.weft-mark").count() >= 1);
  });

  await onPage("a deadlock ends the run, and console and findings say whose it is", async (page) => {
    await runVirtual(page, `import threading, time
x, y = threading.Lock(), threading.Lock()
def one():
    with x:
        time.sleep(0.1)
        with y: pass
def two():
    with y:
        time.sleep(0.1)
        with x: pass
a, b = threading.Thread(target=one, name="A"), threading.Thread(target=two, name="B")
a.start(); b.start()
`);
    await page.locator(".console .note", { hasText: "deadlock: A and B wait for each other" }).waitFor();
    await view(page, /^Findings/).click();
    const [first] = await page.locator(".findings li > span").allTextContents();
    assert.equal(first, "Deadlock: A waits for lock y, which B holds, B waits for lock x, which A holds. None of them can ever go on.");
  });

  await onPage("races are found when asked for", async (page) => {
    await choose(page, "Races", "on");
    await choose(page, "GIL", "random");
    await runVirtual(page, `from threading import Thread
counter = 0
def add():
    global counter
    for _ in range(200):
        counter += 1
threads = [Thread(target=add) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
`);
    await view(page, /^Findings/).click();
    const text = await page.locator(".findings .bad").first().textContent();
    assert.match(text, /^Race: Thread-\d \(add\) \(line 6\) and Thread-\d \(add\) \(line 6\) use counter .*\d+ updates were lost/);
  });

  await onPage("the cursor shows every thread's state, and steps from change to change", async (page) => {
    await runVirtual(page, TWO_THREADS);
    await view(page, "State at cursor").click();
    assert.match(await panel(page).textContent(), /Click the timeline/);
    const box = await page.locator(".timeline-picture canvas").first().boundingBox();
    await page.mouse.click(box.x + box.width * 0.5, box.y + 90);
    await page.locator("[data-lane-at]").first().waitFor();
    assert.equal(await page.locator("[data-lane-at]").count(), 3);
    assert.match(await page.locator("[data-lane-at$=':0']").textContent(), /waits for Thread-\d \(count\) to end/);
    const time = () => page.locator(".moment-head strong").textContent();
    const before = await time();
    await page.getByRole("button", { name: "Next change" }).click();
    assert.notEqual(await time(), before);
    const marked = await page.locator(".cm-line.weft-mark").allTextContents();
    assert.ok(marked.some((line) => /while n > 0|n -= 1/.test(line)), marked.join("|"));
    await page.getByRole("button", { name: /^Go to line/ }).first().click();
    assert.ok(await page.evaluate(() => document.activeElement.closest(".cm-editor") !== null));
  });

  await onPage("wall time has a row a thread, and its figures", async (page) => {
    await runVirtual(page, TWO_THREADS);
    await view(page, "Wall time").click();
    assert.match(await panel(page).locator("p").first().textContent(), /^Took .* 1\.00 cores busy on average/);
    assert.match(await panel(page).locator("p").nth(1).textContent(), /with 4 cores that is at best [12]\.\d times/);
    assert.equal(await panel(page).locator("tbody tr:not(.group)").count(), 3);
    assert.ok(await panel(page).locator("[data-state=waiting_for_gil]").count() === 3);
  });

  await onPage("events are listed, filtered, and only what is in view is in the page", async (page) => {
    await runVirtual(page, "import queue\nq = queue.Queue()\nfor n in range(2000):\n    q.put(n)\n    q.get()\n");
    await view(page, "Events").click();
    const rows = page.locator(".events-rows .event");
    assert.ok(await rows.count() < 80, `${await rows.count()} rows`);
    const count = async () => {
      await page.locator(".events-scroll[aria-busy=false]").waitFor();
      return Number((await page.locator(".events-count").textContent()).split(" ")[0]);
    };
    assert.ok(await count() >= 4000);
    await page.getByRole("combobox", { name: "Kind" }).selectOption("messages");
    assert.equal(await count(), 4000);
    await page.getByRole("searchbox", { name: "Filter" }).fill("puts 1999 into");
    assert.equal(await count(), 1);
    await rows.first().getByRole("button").click();
    assert.match(await page.locator(".cm-activeLine").textContent(), /q\.put/);
  });

  await onPage("Compare runs a program several ways and says what came of it", async (page) => {
    await choose(page, "Clock", "virtual");
    await type(page, TWO_THREADS);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.locator(".compare .ideal").waitFor({ timeout: 60_000 });
    const nanos = async (way) => Number(await page.locator(`[data-way=${way}] .wall-figure`).getAttribute("data-nanos"));
    const [threads, processes, free, serial] =
      [await nanos("threads"), await nanos("processes"), await nanos("free"), await nanos("serial")];
    assert.ok(processes < threads * 0.75, `${processes} and ${threads}`);
    assert.ok(free < threads * 0.75, `${free} and ${threads}`);
    assert.ok(serial < threads * 1.2 && serial > threads * 0.8, `${serial} and ${threads}`);
    assert.match(await page.locator("[data-way=processes]").textContent(), /same( but for figures)?$/);
    // The program as written is one of threads: it is not run like that twice.
    assert.equal(await page.locator(".one-timeline svg").count(), 3);
    assert.deepEqual(await axe(page), []);
  });

  await onPage("Compare says why a way is not possible", async (page) => {
    await choose(page, "Clock", "virtual");
    await type(page, "import threading\nthreading.stack_size()\nt = threading.Thread(target=print, args=('x',))\nt.start()\nt.join()\n");
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await page.locator("[data-way=free] .wall-figure").waitFor({ timeout: 60_000 });
    assert.match(await page.locator("[data-way=processes]").textContent(),
      /Not possible: .*threading\.stack_size has no counterpart among processes/);
  });

  await test("a link carries program and options, and loses no draft", async () => {
    let link;
    await withPage(browser, url, {}, async (page) => {
      await choose(page, "GIL", "3.9");
      await choose(page, "Seed", "7");
      await type(page, "print('from a link: 线程')\n");
      await page.getByRole("button", { name: "Share" }).click();
      link = await page.getByLabel("Link").inputValue();
      assert.match(link, /#p=1[\w-]+$/);
    });
    const page = await openPage(browser, url);
    await type(page, "mine = 1\n");
    await page.goto(link);
    await page.waitForFunction(() => document.querySelector(".cm-content").textContent.includes("from a link"));
    assert.equal(await page.locator(".program select").inputValue(), "shared");
    assert.equal(await menu(page, "GIL").inputValue(), "3.9");
    assert.equal(await number(page, "Seed").inputValue(), "7");
    await page.selectOption(".program select", "two-threads");
    assert.equal(await editorText(page), "mine = 1\n");
    assert.ok(!page.url().includes("#p="));
    await page.goto(`${url}#p=1broken`);
    assert.match(await page.getByRole("alert").textContent(), /This link is damaged/);
    assert.equal(await editorText(page), "mine = 1\n");
    await page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await page.getByRole("alert").count(), 0);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  await onPage("options are kept, and numbers that do not fit are refused", async (page) => {
    await choose(page, "Cores", "2");
    await choose(page, "Cores", "0");
    await choose(page, "Switch interval", "0.5");
    assert.equal(await number(page, "Cores").getAttribute("aria-invalid"), "true");
    await type(page, "import os, sys\nprint(os.cpu_count(), sys.getswitchinterval())\n");
    await page.click("button.run");
    await page.locator(".console", { hasText: "2 0.0005" }).waitFor();
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.equal(await number(page, "Cores").inputValue(), "2");
  });

  await onPage("a drag on the ruler selects and sums up", async (page) => {
    await runVirtual(page, TWO_THREADS);
    const box = await page.locator(".timeline-picture canvas").first().boundingBox();
    await page.mouse.move(box.x + box.width * 0.4, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 10, { steps: 4 });
    await page.mouse.up();
    assert.match(await page.locator(".timeline-selection").textContent(), /^Selected [\d.]+ ms.*runs .*waits for GIL/);
    await page.getByRole("button", { name: "Clear selection" }).click();
    assert.equal(await page.locator(".timeline-selection").count(), 0);
  });

  await onPage("the recording is exported four ways", async (page) => {
    await runVirtual(page, TWO_THREADS);
    const save = async (name) => {
      await page.getByRole("button", { name: "Export" }).click();
      const { name: file, bytes } = await download(page, () => page.getByRole("button", { name }).click());
      return [file, bytes];
    };
    const [png, picture] = await save("Picture (PNG)");
    assert.equal(png, "timeline.png");
    assert.equal(picture.toString("latin1", 1, 4), "PNG");
    const [, svg] = await save("Picture (SVG)");
    assert.match(svg.toString(), /^<svg [^]*Thread-1 \(count\)[^]*<\/svg>\n$/);
    const [, trace] = await save("Chrome trace (JSON)");
    assert.ok(JSON.parse(trace).traceEvents.length > 10);
    const [, csv] = await save("Spans (CSV)");
    assert.match(csv.toString(), /^pid,process,tid,thread,state/);
  });

  await onPage("files that a program writes are shown and downloaded, on workers and simulated", async (page) => {
    const source = "with open('notes.txt', 'w') as f:\n    f.write('线 one\\n')\nwith open('b.bin', 'wb') as f:\n    f.write(bytes([255, 0]))\nprint(open('notes.txt').read())\n";
    for (const clock of ["real", "virtual"]) {
      await choose(page, "Clock", clock);
      await type(page, source);
      await page.click("button.run");
      await page.locator(".state.ok, .state.failed").waitFor();
      await page.waitForSelector("button.run:not([disabled])");
      await view(page, "Files").click();
      // What was open stays open.
      if (clock === "real") await page.locator(".files summary", { hasText: "/home/user/notes.txt" }).click();
      assert.equal(await page.locator(".files pre").first().textContent(), "线 one\n");
      const notes = page.getByRole("button", { name: "Download /home/user/notes.txt" });
      assert.equal((await download(page, () => notes.click())).bytes.toString(), "线 one\n");
      if (clock === "real") await page.locator(".files summary", { hasText: "b.bin" }).click();
      assert.match(await page.locator(".files").textContent(), /not text: 2 bytes/);
      assert.deepEqual(await axe(page), []);
    }
  });

  await onPage("files are kept for the next run, and for looking at moments of it, until they are deleted", async (page) => {
    const run = async (source) => {
      await type(page, source);
      await page.click("button.run");
      await page.waitForSelector("#exit-code", { state: "attached" });
      await page.waitForSelector("button.run:not([disabled])");
    };
    await run("import os\nos.mkdir('data')\nfor name in 'ab':\n    open(f'data/{name}', 'w').write(name)\n");
    await choose(page, "Clock", "virtual");
    await run("text = open('data/a').read() + open('data/b').read()\nprint(text)\nfor _ in range(20_000): pass\n");
    await page.locator(".console", { hasText: "ab" }).waitFor();
    const box = await page.locator(".timeline-picture canvas").first().boundingBox();
    await page.mouse.click(box.x + box.width * 0.7, box.y + 90);
    await view(page, "State at cursor").click();
    await page.locator(".stacks", { hasText: "'ab'" }).waitFor({ timeout: 60_000 });
    await view(page, "Files").click();
    await page.locator(".files summary", { hasText: "/home/user/data/a" }).click();
    await page.getByRole("button", { name: "Delete /home/user/data/a" }).click();
    await run("import os\nprint(os.listdir('data'))\nos.remove('data/b')\n");
    await view(page, /^Console/).click();
    await page.locator(".console", { hasText: "['b']" }).waitFor();
    await view(page, "Files").click();
    await page.locator(".empty", { hasText: "the next run finds them" }).waitFor();
    await run("open('c', 'w').write('c')\n");
    await page.getByRole("button", { name: "Delete all" }).click();
    await run("import os\nprint(os.listdir())\n");
    await view(page, /^Console/).click();
    await page.locator(".console", { hasText: "[]" }).waitFor();
  });

  await onPage("what the console shows is downloaded", async (page) => {
    await type(page, "print('kept')\n");
    await page.click("button.run");
    await page.locator(".console", { hasText: "kept" }).waitFor();
    const { bytes } = await download(page, () => page.getByRole("button", { name: "Download" }).click());
    assert.equal(bytes.toString(), "kept\n");
  });

  for (const look of [{}, { dark: true }, { width: 360, height: 740 }, { language: "zh-CN", dark: true }]) {
    await onPage(`axe finds nothing in the tabs: ${JSON.stringify(look)}`, async (page) => {
      await page.locator(".options-toggle").click();
      assert.deepEqual(await axe(page), [], "options");
      await page.locator(".options select").nth(1).selectOption("virtual");
      await page.keyboard.press("Escape");
      await type(page, TWO_THREADS);
      await page.click("button.run");
      await page.waitForSelector("#exit-code", { state: "attached" });
      if (look.width) await page.click("#tab-timeline");
      const box = await page.locator(".timeline-picture canvas").first().boundingBox();
      await page.mouse.click(box.x + box.width * 0.5, box.y + 90);
      if (look.width) await page.click("#tab-results");
      for (const id of ["moment", "wall-time", "findings", "events", "compare"]) {
        await page.click(`#view-${id}`);
        assert.deepEqual(await axe(page), [], id);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${id} is too wide`);
      }
    }, look);
  }
}
