// The page without a network, after a first visit; and what happens to visitors when another build takes its place.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { serve } from "./server.mjs";

// A process in a worker of its own, and something of the library that is not in the workers' wasm.
const PROGRAM = `
import statistics
from multiprocessing import Process, Queue

def work(queue, n):
    queue.put(sum(i * i for i in range(n)))

if __name__ == "__main__":
    queue = Queue()
    processes = [Process(target=work, args=(queue, 300_000)) for _ in range(2)]
    for process in processes:
        process.start()
    print(statistics.mean(queue.get() for _ in processes))
    for process in processes:
        process.join()
`;
const PRINTS = "8999955000050000\n";

/** What has not happened then does not happen. */
const LIMIT_MILLIS = 20_000;

const run = (page) => page.evaluate((source) => weft.run(source), PROGRAM);

const build = (page) => page.locator("meta[name=weft-build]").getAttribute("content");

/** The names of the builds that the browser has kept. */
const kept = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(" ").at(-1)));

/** Asks until the answer is yes. */
async function until(page, question, ...values) {
  for (const start = performance.now(); !await page.evaluate(question, ...values);) {
    assert.ok(performance.now() - start < LIMIT_MILLIS, `no yes to ${question}`);
    await page.waitForTimeout(50);
  }
}

const waitUntilKept = (page, builds) => until(page, async (builds) => {
  const names = (await caches.keys()).map((name) => name.split(" ").at(-1));
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.active?.state === "activated" && !registration.installing && !registration.waiting
    && names.sort().join() === builds;
}, builds.sort().join());

async function opened(page) {
  await page.waitForFunction(() => globalThis.weft?.run && document.querySelector(".cm-content"));
}

/** Makes what is in `folder` another build with the same contents. */
function rename(folder, from, to) {
  renameSync(join(folder, from), join(folder, to));
  const index = readFileSync(join(folder, "index.html"), "utf8").replaceAll(from, to);
  writeFileSync(join(folder, "index.html"), index);
  const integrity = `"./": "sha256-${createHash("sha256").update(index).digest("base64")}"`;
  const script = join(folder, "service-worker.js");
  writeFileSync(script, readFileSync(script, "utf8").replaceAll(from, to).replace(/"\.\/": "[^"]*"/, integrity));
}

export async function offlineTests(browser, dist) {
  await test("opens and runs programs without a network after the first visit", async () => {
    const server = await serve(dist, "/some/path/");
    const page = await openPage(browser, server.url);
    await waitUntilKept(page, [await build(page)]);
    await server.close();
    await page.reload();
    await opened(page);
    const { stdout, stderr } = await run(page);
    assert.deepEqual([stdout, stderr], [PRINTS, ""]);
    await page.goto(`${server.url}index.html?from=elsewhere`);
    await opened(page);
    await page.goto(`${server.url}no/such/page`);
    await opened(page);
    assert.equal(page.url(), server.url);
    const complaints = page.complaints.filter((complaint) => !/service-worker\.js|no\/such\/page/.test(complaint));
    assert.deepEqual(complaints, [], "the browser complains");
    await page.context().close();
  });

  await test("another build takes over at the next load, and pages of the old one go on", async () => {
    const folder = mkdtempSync(join(tmpdir(), "weft-builds-"));
    cpSync(dist, folder, { recursive: true });
    const server = await serve(folder, "/some/path/");
    const page = await openPage(browser, server.url);
    try {
      const old = await build(page);
      await waitUntilKept(page, [old]);
      rename(folder, old, "build-another");
      await page.reload();
      await opened(page);
      assert.equal(await build(page), old, "a page of the old build is complete though the host has it no more");
      await waitUntilKept(page, [old, "build-another"]);
      assert.equal((await run(page)).stdout, PRINTS);
      await page.reload();
      await opened(page);
      assert.equal(await build(page), "build-another");
      assert.equal((await run(page)).stdout, PRINTS);
      await waitUntilKept(page, ["build-another"]);
      assert.deepEqual(page.complaints, [], "the browser complains");
    } finally {
      await page.context().close();
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });

  await test("a build that is not whole on its host is not kept", async () => {
    const folder = mkdtempSync(join(tmpdir(), "weft-builds-"));
    cpSync(dist, folder, { recursive: true });
    writeFileSync(join(folder, "third-party.txt"), "of another build");
    let asked;
    const wholeIsAsked = new Promise((resolve) => { asked = resolve; });
    const server = await serve(folder, "/some/path/", (file) => file.endsWith("third-party.txt") && asked());
    const page = await openPage(browser, server.url);
    try {
      await Promise.race([
        wholeIsAsked,
        page.waitForTimeout(LIMIT_MILLIS).then(() => assert.fail("the service worker does not fetch the build")),
      ]);
      await until(page, () => navigator.serviceWorker.getRegistration().then((found) => !found));
      assert.deepEqual(await kept(page), []);
      assert.equal((await run(page)).stdout, PRINTS);
    } finally {
      await page.context().close();
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });

  await test("within another page it runs programs and leaves nothing behind", async () => {
    const server = await serve(dist, "/some/path/");
    const page = await openPage(browser, server.url);
    await page.goto(`${server.url}third-party.txt`);
    const embed = (url) => document.body.append(Object.assign(document.createElement("iframe"), { src: url }));
    await page.evaluate(embed, server.url);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame.waitForFunction(() => globalThis.weft?.run);
    assert.equal((await run(frame)).stdout, PRINTS);
    await page.waitForTimeout(4_000);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistration().then(Boolean)), false);
    await page.context().close();
    await server.close();
  });
}
