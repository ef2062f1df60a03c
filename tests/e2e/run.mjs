// The built page in Chromium or Firefox, from a plain static host under a sub-path, as a visitor uses it.
//
//     node tests/e2e/run.mjs [--browser chromium|firefox] [--only PATTERN] [--soak SECONDS] [--seed N] [DIST]
//
// The soak of processes takes as long as one says, and goes another way with another seed.

import { resolve, join } from "node:path";
import { parseArgs } from "node:util";
import { launch, root } from "./browser.mjs";
import { finish, only, tryAgain } from "./check.mjs";
import { apiTests } from "./api.mjs";
import { editingTests } from "./editing.mjs";
import { memoryTests } from "./memory.mjs";
import { newcomerTests } from "./newcomer.mjs";
import { offlineTests } from "./offline.mjs";
import { pageTests } from "./page.mjs";
import { processTests } from "./processes.mjs";
import { programTests } from "./programs.mjs";
import { replayTests } from "./replay.mjs";
import { resultTests } from "./results.mjs";
import { runTests } from "./runs.mjs";
import { ISOLATING, serve } from "./server.mjs";
import { soakTests } from "./soak.mjs";

const { values, positionals } = parseArgs({
  options: {
    browser: { type: "string" }, only: { type: "string" },
    soak: { type: "string", default: "20" }, seed: { type: "string", default: "1" },
  },
  allowPositionals: true,
});
const [soakSeconds, seed] = [Number(values.soak), Number(values.seed)];
// Whatever hangs, the tests end: the slowest of the others take seconds.
const LIMIT_MILLIS = 15 * 60_000 + soakSeconds * 1e3;
setTimeout(() => {
  console.log("The tests did not end in time.\n0 passed, 1 failed");
  process.exit(1);
}, LIMIT_MILLIS).unref();
if (values.only) only(values.only);
// One Firefox page in fifty stops where a worker makes a worker, under a driver (see browser.mjs).
if (values.browser === "firefox") tryAgain(2);
const dist = resolve(positionals[0] ?? join(root, "dist"));
const server = await serve(dist, "/some/path/");
const isolated = await serve(dist, "/some/path/", undefined, ISOLATING);
const browser = await launch(values.browser);
try {
  await pageTests(browser, server.url);
  await editingTests(browser, server.url);
  await newcomerTests(browser, server.url);
  await runTests(browser, server.url);
  await processTests(browser, server.url);
  await memoryTests(browser, server.url, isolated.url);
  await soakTests(browser, server.url, soakSeconds, seed);
  await resultTests(browser, server.url);
  await replayTests(browser, server.url);
  await apiTests(browser, server.url);
  await programTests(browser, server.url);
  await offlineTests(browser, dist);
} finally {
  await browser.close();
  await server.close();
  await isolated.close();
}
process.exitCode = finish();
