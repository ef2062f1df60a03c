// The page's speed: how long from opening it to a program's first output, and how its interpreter does beside
// CPython on the same machine, turn by turn in one run, so that a busy machine slows both.
//
//     node tests/e2e/bench.mjs [--rounds N] [DIST]

import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { launch, openPage, root } from "./browser.mjs";
import { serve } from "./server.mjs";

const words = process.argv.slice(2);
const at = words.indexOf("--rounds");
const rounds = at < 0 ? 5 : Number(words.splice(at, 2)[1]);
const dist = resolve(words[0] ?? join(root, "dist"));

// Each prints the seconds its work took, start-up not counted.
const WORK = {
  "counting loop": "def work():\n    n = 0\n    while n < 3_000_000:\n        n += 1\n",
  "fib(27)": "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\ndef work():\n    fib(27)\n",
};
const timed = (source) => `import time\n${source}start = time.time()\nwork()\nprint(time.time() - start)\n`;

// What takes longer than this hangs.
const LIMIT_MILLIS = 60_000;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const millis = (seconds) => `${(seconds * 1e3).toFixed(1).padStart(8)} ms`;

function inCPython(source) {
  const limits = { timeout: LIMIT_MILLIS, killSignal: "SIGKILL" };
  const { stdout, stderr, status, error } = spawnSync("python3", ["-c", source], { encoding: "utf8", ...limits });
  if (status !== 0) throw new Error(`python3: ${error ?? stderr}`);
  return Number(stdout);
}

async function inPage(page, source) {
  const options = { trace: false, limits: { timeNanos: LIMIT_MILLIS * 1e6 } };
  const { stdout, stderr, exitCode } = await page.evaluate(([source, options]) => weft.run(source, options), [source, options]);
  if (exitCode !== 0) throw new Error(`weft: ${stderr || `exit code ${exitCode}`}`);
  return Number(stdout);
}

/** Seconds from the start of navigation to the first program's output, in a new browser profile. */
async function firstOutput(browser, url) {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const wait = setInterval(async () => {
      if (!globalThis.weft?.run) return;
      clearInterval(wait);
      const { stdout } = await weft.run('print("hi")');
      if (stdout === "hi\n") globalThis.firstOutputMillis = performance.now();
    }, 1);
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => globalThis.firstOutputMillis);
  const millis = await page.evaluate(() => globalThis.firstOutputMillis);
  await context.close();
  return millis / 1e3;
}

const server = await serve(dist, "/");
const browser = await launch();
try {
  const { stdout, stderr } = spawnSync("python3", ["--version"], { encoding: "utf8" });
  console.log(`${(stdout || stderr).trim()}; Chromium ${browser.version()}; medians of ${rounds} rounds`);

  const loads = [];
  for (let round = 0; round < rounds; round += 1) loads.push(await firstOutput(browser, server.url));
  console.log(`opening the page to the first output  ${millis(median(loads))}`);

  const page = await openPage(browser, server.url);
  for (const [name, source] of Object.entries(WORK)) {
    const [ours, theirs] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await inPage(page, timed(source)));
      theirs.push(inCPython(timed(source)));
    }
    const ratio = median(ours.map((seconds, round) => seconds / theirs[round]));
    console.log(`${name.padEnd(14)} Weft ${millis(median(ours))}   CPython ${millis(median(theirs))}   ${ratio.toFixed(2)} times CPython's time`);
  }
} finally {
  await browser.close();
  await server.close();
}
