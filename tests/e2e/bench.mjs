// The page's speed: how long from opening it to a program's first output, what that loads, and how it does beside
// CPython on the same machine and Pyodide in the same browser, turn by turn in one run, so that a busy machine slows
// them all.
//
//     node tests/e2e/bench.mjs [--rounds N] [--only start,work,threads,processes,frames,longtasks] [--pyodide FOLDER] [DIST]
//
// `work` runs the programs of ../shared/bench/workloads where there are any, and else two of its own. FOLDER holds the
// npm package pyodide; without it Pyodide is left out. `frames` looks around in a trace of a million events, `longtasks`
// says what kept the page's thread while programs ran.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { launch, openPage, root } from "./browser.mjs";
import { serve } from "./server.mjs";
import { frames, longTasks } from "./smoothness.mjs";

const words = process.argv.slice(2);
function option(name, otherwise) {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
}
const rounds = Number(option("--rounds", 5));
const parts = option("--only", "start,work,threads,processes,frames,longtasks").split(",");
const pyodideFolder = option("--pyodide", null);
const dist = resolve(words[0] ?? join(root, "dist"));
const seeds = ["a02_process_subclass", "b02_two_processes", "b05_queue_producer_consumer"].flatMap((name) => {
  const file = join(root, "../shared/seeds", `${name}.py`);
  return existsSync(file) ? [[name, file]] : [];
});
const workloads = join(root, "../shared/bench/workloads");

/** The files that the server has sent. */
const sent = new Set();

const OWN_WORK = {
  "counting loop": "n = 0\nwhile n < 3_000_000:\n    n += 1\nprint(n)\n",
  "fib(27)": "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(27))\n",
};

// What takes longer than this hangs.
const LIMIT_MILLIS = 120_000;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const geometricMean = (numbers) => Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length);
const cell = (text, width = 12) => String(text).padStart(width);
const millis = (n) => cell(`${n.toFixed(1)} ms`);
const times = (n) => cell(n.toFixed(2));

function cpython(args, input) {
  const limits = { timeout: LIMIT_MILLIS, killSignal: "SIGKILL" };
  const { stdout, stderr, status, error } = spawnSync("python3", args, { encoding: "utf8", input, ...limits });
  if (status !== 0) throw new Error(`python3: ${error ?? stderr}`);
  return stdout;
}

// Start-up not counted, compiling counted: what the other two are measured by.
const TIMED = `
import io, sys, time
source, printed, real = sys.stdin.read(), io.StringIO(), sys.stdout
start = time.perf_counter()
sys.stdout = printed
exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
sys.stdout = real
print((time.perf_counter() - start) * 1e3)
print(printed.getvalue(), end="")
`;

function inCPython(source) {
  const stdout = cpython(["-c", TIMED], source);
  const end = stdout.indexOf("\n");
  return { millis: Number(stdout.slice(0, end)), stdout: stdout.slice(end + 1) };
}

async function inWeft(page, source) {
  const options = { trace: false, limits: { timeNanos: LIMIT_MILLIS * 1e6 } };
  return page.evaluate(async ([source, options]) => {
    const start = performance.now();
    const { stdout, stderr, exitCode } = await weft.run(source, options);
    const millis = performance.now() - start;
    if (exitCode !== 0) throw new Error(`weft: ${stderr || `exit code ${exitCode}`}`);
    return { millis, stdout };
  }, [source, options]);
}

async function openPyodide(browser, folder) {
  const server = await serve(resolve(folder), "/");
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}package.json`);
  await page.evaluate(async (url) => {
    const { loadPyodide } = await import(`${url}pyodide.mjs`);
    globalThis.printed = "";
    const print = (line) => { printed += `${line}\n`; };
    globalThis.pyodide = await loadPyodide({ indexURL: url, stdout: print, stderr: print });
  }, server.url);
  const run = (source) => page.evaluate((source) => {
    printed = "";
    const start = performance.now();
    pyodide.runPython(source, { globals: pyodide.toPy({ __name__: "__main__" }) });
    return { millis: performance.now() - start, stdout: printed };
  }, source);
  return { run, version: await page.evaluate(() => pyodide.version), close: () => server.close() };
}

/**
 * Opens the page in a new browser profile and runs a program as soon as it can, then once more. Milliseconds from the
 * start of navigation until programs can be run and until the first output, and those of the second run; and the files
 * that the first output took.
 */
async function openAndRun(browser, url) {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const run = async () => {
      const start = performance.now();
      const { stdout } = await weft.run('print("hi")');
      if (stdout !== "hi\n") throw new Error(`the program printed ${stdout}`);
      return [start, performance.now()];
    };
    const wait = setInterval(async () => {
      if (!globalThis.weft?.run) return;
      clearInterval(wait);
      const [ready, first] = await run();
      globalThis.firstOutput = { ready, first };
      const [start, end] = await run();
      globalThis.second = end - start;
    }, 1);
  });
  const page = await context.newPage();
  sent.clear();
  await page.goto(url);
  const first = await (await page.waitForFunction(() => globalThis.firstOutput)).jsonValue();
  const files = [...sent];
  const second = await (await page.waitForFunction(() => globalThis.second)).jsonValue();
  await context.close();
  return { ...first, second, files };
}

async function start(browser, url) {
  const opened = [];
  for (let round = 0; round < rounds; round += 1) opened.push(await openAndRun(browser, url));
  const line = (what, numbers) => {
    const all = numbers.map((n) => n.toFixed(0)).join(", ");
    console.log(`${what.padEnd(40)}${millis(median(numbers))}   (${all})`);
  };
  line("opening the page until programs can run", opened.map(({ ready }) => ready));
  line("opening the page to the first output", opened.map(({ first }) => first));
  line("the next run", opened.map(({ second }) => second));
  const bytes = opened[0].files.map((file) => brotliCompressSync(readFileSync(file)).length);
  const sum = bytes.reduce((sum, n) => sum + n, 0);
  console.log(`${"loaded for the first output".padEnd(40)}${cell(`${(sum / 1e3).toFixed(0)} kB`)}   (brotli, ${bytes.length} files)`);
}

function programs() {
  if (!existsSync(workloads)) return OWN_WORK;
  const files = readdirSync(workloads).filter((name) => name.endsWith(".py")).sort();
  return Object.fromEntries(files.map((name) => [name.slice(0, -3), readFileSync(join(workloads, name), "utf8")]));
}

async function compareWork(page, pyodide) {
  console.log(`\n${"".padEnd(16)}${cell("Weft")}${cell("CPython")}${cell("Weft/CPython", 14)}${pyodide ? cell("Pyodide") + cell("Weft/Pyodide", 14) : ""}`);
  const [beside, besidePyodide] = [[], []];
  for (const [name, source] of Object.entries(programs())) {
    const seen = { weft: [], cpython: [], pyodide: [] };
    for (let round = 0; round < rounds; round += 1) {
      const theirs = inCPython(source);
      const ours = await inWeft(page, source);
      if (ours.stdout !== theirs.stdout) throw new Error(`${name} prints something else in Weft than in CPython`);
      seen.cpython.push(theirs.millis);
      seen.weft.push(ours.millis);
      if (pyodide) seen.pyodide.push((await pyodide.run(source)).millis);
    }
    const ratio = (other) => median(seen.weft.map((n, round) => n / other[round]));
    beside.push(ratio(seen.cpython));
    let line = `${name.padEnd(16)}${millis(median(seen.weft))}${millis(median(seen.cpython))}${times(beside.at(-1)).padStart(14)}`;
    if (pyodide) {
      besidePyodide.push(ratio(seen.pyodide));
      line += `${millis(median(seen.pyodide))}${times(besidePyodide.at(-1)).padStart(14)}`;
    }
    console.log(line);
  }
  const means = [geometricMean(beside), ...(pyodide ? [geometricMean(besidePyodide)] : [])];
  console.log(`geometric mean of the ratios: ${means.map((n) => n.toFixed(2)).join(", ")}`);
}

/** A program that prints lines of a name and seconds, in the page and in CPython. */
async function compareLines(page, file) {
  const source = readFileSync(join(root, file), "utf8");
  const read = (stdout) => new Map(stdout.trim().split("\n").map((line) => line.split(" ")));
  const theirs = read(cpython([join(root, file)]));
  const ours = read((await inWeft(page, source)).stdout);
  console.log(`\n${file.padEnd(24)}${cell("Weft")}${cell("CPython")}${cell("Weft/CPython", 14)}`);
  for (const [name, seconds] of theirs) {
    const own = Number(ours.get(name)) * 1e3;
    console.log(`${name.padEnd(24)}${millis(own)}${millis(seconds * 1e3)}${times(own / (seconds * 1e3)).padStart(14)}`);
  }
}

const server = await serve(dist, "/", (file) => sent.add(file));
const browser = await launch();
const pyodide = parts.includes("work") && pyodideFolder ? await openPyodide(browser, pyodideFolder) : null;
try {
  const versions = [cpython(["--version"]).trim(), `Chromium ${browser.version()}`, pyodide && `Pyodide ${pyodide.version}`];
  console.log(`${versions.filter(Boolean).join("; ")}; medians of ${rounds} rounds`);

  if (parts.includes("start")) await start(browser, server.url);
  const page = await openPage(browser, server.url);
  page.setDefaultTimeout(LIMIT_MILLIS);
  if (parts.includes("work")) await compareWork(page, pyodide);
  if (parts.includes("frames")) await frames(browser, server.url);
  if (parts.includes("longtasks")) await longTasks(browser, server.url, seeds);
  if (parts.includes("threads")) await compareLines(page, "tests/bench/threads.py");
  if (parts.includes("processes")) await compareLines(page, "tests/bench/processes.py");
} finally {
  await browser.close();
  await server.close();
  await pyodide?.close();
}
