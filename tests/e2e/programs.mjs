// Whole programs on the page's workers, under the real clock, beside CPython: those of tests/programs that use threads
// and processes, and the tutorials' programs of ../shared/seeds where that folder exists.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openPage, root } from "./browser.mjs";
import { test } from "./check.mjs";
import { type } from "./page.mjs";
import { consoleText, exitCode } from "./runs.mjs";

const OWN = join(root, "tests", "programs");
const SEEDS = join(root, "..", "shared", "seeds");

/** As many programs run at a time: most of them sleep most of the time. */
const AT_A_TIME = 4;

/** The tutorials' slowest program takes 18 s. */
const LIMIT_MILLIS = 90_000;

const text = (file) => (existsSync(file) ? readFileSync(file, "utf8") : null);
const programs = (folder) => readdirSync(folder).filter((name) => name.endsWith(".py")).sort()
  .map((name) => join(folder, name.slice(0, -3)));

export async function programTests(browser, url) {
  await ownPrograms(browser, url);
  if (existsSync(SEEDS)) await seeds(browser, url);
}

/** CPython's output is known to the letter: their authors saw to it that it is always the same. */
async function ownPrograms(browser, url) {
  const page = await openPage(browser, url);
  const missing = text(join(OWN, "missing.txt")).split("\n").map((line) => line.split("#")[0].trim());
  for (const area of ["processes", "threads"]) {
    for (const program of programs(join(OWN, area))) {
      const name = `${area}/${basename(program)}`;
      if (missing.includes(name)) continue;
      await test(`${name} prints what CPython prints`, async () => {
        const options = { stdin: text(`${program}.in`) ?? "", limits: { timeNanos: LIMIT_MILLIS * 1e6 } };
        const { stdout, stderr, exitCode } = await page.evaluate(
          ([source, options]) => globalThis.weft.run(source, options), [text(`${program}.py`), options]);
        assert.equal(stdout, text(`${program}.out`), stderr);
        assert.equal(exitCode, Number(text(`${program}.code`) ?? 0), stderr);
      });
    }
  }
  await test("the browser had nothing against these programs", () => assert.deepEqual(page.complaints, []));
  await page.context().close();
}

/** What is known of single tutorials' programs, by the first letters of their names. */
const TRAITS = {
  // One thread of control: their lines come in order.
  a04: { ordered: true }, b01: { ordered: true }, c01: { ordered: true }, c02: { ordered: true },
  c03: { ordered: true }, c04: { ordered: true },
  // A reader that finds nothing yet stops at once, in CPython too.
  a06: { mayBeShort: true }, a07: { mayBeShort: true },
  // It ends where it finds the queue empty, so it may have seen the first few numbers only.
  e02: { mayBeShort: true, also: (line) => ("[11, 22, 33, 44]".startsWith(line.replace("]", "")) ? "[11…]" : line) },
  // What the race leaves is chance.
  b10: { also: (line) => line.replace(/^\[-?[\d#]+\]$/, "[#]") },
  // Sleeps are random.
  e03: { also: (line) => line.replace(/\d+/g, "#"), random: true },
  e04: { copies: true, random: true },
  e01: { endless: true },
};

/** The folder that the folder copier copies. The page's runs begin without files, so lines in front make it. */
const FOLDER = { "a.txt": 3, "b.bin": 3000, "c.txt": 1 };
const MAKE_FOLDER = `import os, multiprocessing
if multiprocessing.current_process().name == "MainProcess":
    os.mkdir("src")
    for name, size in ${JSON.stringify(FOLDER)}.items():
        with open("src/" + name, "wb") as f: f.write(bytes(size))
`;

/** Figures of this run, process ids, addresses and readings of clocks, are masked. */
function lines(output, also = (line) => line) {
  return output.split(/[\r\n]+/).filter((line) => line.trim()).map((line) => also(line.trimEnd()
    .replace(/0x[0-9a-f]+/gi, "0x#")
    .replace(/\d+\.\d+(e-?\d+)?/g, "#.#")
    .replace(/(?<![\w.])\d{3,}(?![\w.])/g, "#")
    .replace(/(PID[:：]?|pid:|process |进程: |进程号为|母进程: |内核数:|core number is )\s*\d+/g, "$1#")
    .replace(/(PoolWorker|Process)-\d+/g, "$1-#")));
}

const sorted = (lines) => [...lines].sort();

/** All but figures and spaces, in any order: two threads' lines may run together, for CPython writes text and newline apart. */
const characters = (lines) => [...lines.join("").replace(/[\d#\s]/g, "")].sort().join("");

function compare(output, expected, { ordered, mayBeShort, also }) {
  const [ours, theirs] = [lines(output, also), lines(expected, also)];
  if (ordered) return assert.deepEqual(ours, theirs);
  if (mayBeShort) {
    for (const line of theirs) {
      const at = ours.indexOf(line);
      if (at >= 0) ours.splice(at, 1);
    }
    return assert.deepEqual(ours, [], "lines that CPython never prints");
  }
  if (characters(ours) !== characters(theirs)) assert.deepEqual(sorted(ours), sorted(theirs));
}

/** A tutorial's program on the page, as a visitor runs it: output, exit code, and seconds from Run to the end. */
async function onPage(page, source, { copies, endless }) {
  await type(page, copies ? MAKE_FOLDER + source : source);
  const over = page.evaluate((limit) => new Promise((resolve, reject) => {
    const button = document.querySelector("button.run");
    const start = performance.now();
    button.click();
    new MutationObserver((_, observer) => {
      if (button.disabled) return;
      observer.disconnect();
      resolve((performance.now() - start) / 1e3);
    }).observe(button, { attributes: true });
    setTimeout(() => reject(new Error("The program does not end.")), limit);
  }), LIMIT_MILLIS);
  // Whatever fails before it is waited for is what is reported.
  over.catch(() => {});
  if (copies) {
    await page.locator(".input-line input").fill("src");
    await page.keyboard.press("Enter");
  }
  if (endless) {
    // Both processes print once a second.
    await page.waitForFunction(() => document.querySelector(".console").textContent.match(/--1|1--/g)?.length >= 4);
    await page.click("button.stop");
  }
  const seconds = await over;
  return { output: await consoleText(page, ".stderr"), code: await exitCode(page), seconds };
}

/** Seconds that CPython takes, or null where there is none; it is asked at the same moment, on the same busy machine. */
function cpythonSeconds(program, { endless, random }) {
  if (endless || random) return null;
  const folder = mkdtempSync(join(tmpdir(), "weft-seed-"));
  const start = performance.now();
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: LIMIT_MILLIS, env: { ...process.env, PYTHONWARNINGS: "ignore" } };
    execFile("python3", [program], options, (error) => {
      rmSync(folder, { recursive: true, force: true });
      resolve(error ? null : (performance.now() - start) / 1e3);
    });
  });
}

async function seeds(browser, url) {
  const waiting = programs(SEEDS).filter((program) => /^[a-e]\d\d_/.test(basename(program)));
  const times = [];
  const one = async (page, program) => {
    const name = basename(program);
    const traits = TRAITS[name.slice(0, 3)] ?? {};
    await test(`${name} runs as in CPython`, async () => {
      const theirs = cpythonSeconds(`${program}.py`, traits);
      const { output, code, seconds } = await onPage(page, text(`${program}.py`), traits);
      times.push({ name, ours: seconds, theirs: await theirs });
      assert.equal(code, traits.endless ? 130 : 0, output);
      if (traits.copies) assert.match(lines(output).at(-1), /^#\.#\.\.\.\(/);
      else if (!traits.endless) compare(output, text(join(SEEDS, "expected", `${name}.out`)), traits);
    });
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    const page = await openPage(browser, url);
    while (waiting.length > 0) await one(page, waiting.shift());
    await test("the browser had nothing against these programs", () => assert.deepEqual(page.complaints, []));
    await page.context().close();
  }));
  report(times);
}

/** Times are told, not judged: the machine may be busy with anything. */
function report(times) {
  const compared = times.filter(({ theirs }) => theirs !== null);
  const slow = compared.filter(({ ours, theirs }) => ours > theirs * 1.15 + 0.3);
  console.log(`wall time within 15 % + 0.3 s of CPython's: ${compared.length - slow.length} of ${compared.length} programs`);
  for (const { name, ours, theirs } of slow) console.log(`    ${name}: ${ours.toFixed(2)} s beside ${theirs.toFixed(2)} s`);
}
