// Random starts, kills and messages of processes, for as long as one likes: nothing is lost, and no worker is left over.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, withPage, workers } from "./browser.mjs";
import { test } from "./check.mjs";
import { run } from "./processes.mjs";

const PROGRAM = readFileSync(join(root, "tests", "e2e", "soak.py"), "utf8");

/** The kernel worker, and those that wait for a process. */
const WORKERS_AT_REST = 1 + 6;

/** Memory of all processes that this one has begun, the browser's that is, in MB; 0 where there is no /proc. */
function browserMegabytes() {
  const parents = new Map();
  try {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const figure = (name) => Number(status.match(new RegExp(`^${name}:\\s*(\\d+)`, "m"))?.[1] ?? 0);
        parents.set(Number(pid), { parent: figure("PPid"), kilobytes: figure("RssAnon") + figure("RssShmem") });
      } catch {
        // It has ended.
      }
    }
  } catch {
    return 0;
  }
  const ours = (pid) => pid === process.pid || (parents.has(pid) && ours(parents.get(pid).parent));
  const sum = [...parents].filter(([pid]) => pid !== process.pid && ours(pid)).reduce((sum, [, { kilobytes }]) => sum + kilobytes, 0);
  return Math.round(sum / 1024);
}

/** How many workers there are once those have ended that are about to; `null` if the browser does not say. */
async function workersAtRest(page) {
  for (let tries = 0; tries < 50; tries += 1) {
    const count = await workers(page);
    if (count === null || count <= WORKERS_AT_REST) return count;
    await page.waitForTimeout(200);
  }
  return workers(page);
}

export async function soakTests(browser, url, seconds, seed) {
  await test(`nothing is lost in ${seconds} s of starts, kills and messages`, () => withPage(browser, url, {}, async (page) => {
    const before = browserMegabytes();
    const { stdout, stderr, exitCode } = await run(page, `SEED, SECONDS = ${seed}, ${seconds}\n${PROGRAM}`,
      { limits: { timeNanos: (seconds + 120) * 1e9 } });
    const left = await workersAtRest(page);
    console.log(`        seed ${seed}: ${stdout.trim()}; workers left: ${left ?? "not known"}; the browser's memory: ${before} MB before, ${browserMegabytes()} MB after`);
    assert.deepEqual({ stderr, exitCode }, { stderr: "", exitCode: 0 });
    assert.ok(left === null || left <= WORKERS_AT_REST, `${left} workers are left`);
    const { stdout: next } = await run(page, "print('next')\n");
    assert.equal(next, "next\n");
  }));
}
