// globalThis.weft

import assert from "node:assert/strict";
import { openPage } from "./browser.mjs";
import { test } from "./check.mjs";

export async function apiTests(browser, url) {
  const page = await openPage(browser, url);
  const run = (...words) => page.evaluate((words) => globalThis.weft.run(...words), words);
  const refusal = (...words) => page.evaluate(
    (words) => globalThis.weft.run(...words).then(() => null, (error) => `${error.name}: ${error.message}`), words);

  await test("weft.run gives back what a program wrote and how it ended", async () => {
    const outcome = await run("import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.exit(3)\n");
    assert.deepEqual({ ...outcome, wallMillis: 0 }, { stdout: "out\n", stderr: "err\n", exitCode: 3, wallMillis: 0, endedBy: null });
    assert.ok(outcome.wallMillis > 0 && outcome.wallMillis < 20_000);
  });

  await test("weft.run feeds stdin", async () => {
    const outcome = await run("print(input() + input())\ntry:\n    input()\nexcept EOFError:\n    print('end')\n",
      { stdin: "a\nb\n" });
    assert.equal(outcome.stdout, "ab\nend\n");
  });

  await test("weft.run takes options and ignores those it does not know", async () => {
    const source = "import time\nstart = time.monotonic()\ntime.sleep(30)\nprint(round(time.monotonic() - start))\n";
    const outcome = await run(source, { clock: "virtual", gil: "3.9", seed: 7, fromTheFuture: { x: 1 } });
    assert.equal(outcome.stdout, "30\n");
  });

  await test("weft.run runs several programs at a time", async () => {
    const outcomes = await Promise.all([1, 2, 3].map((n) => run(`import time\ntime.sleep(0.1)\nprint(${n})\n`)));
    assert.deepEqual(outcomes.map((outcome) => outcome.stdout), ["1\n", "2\n", "3\n"]);
  });

  await test("weft.run refuses what does not fit, with a TypeError", async () => {
    assert.match(await refusal(42), /^TypeError: weft\.run: the program must be a string/);
    assert.match(await refusal("", "fast"), /^TypeError: weft\.run: the options must be an object/);
    assert.match(await refusal("", { gil: "4.0" }), /^TypeError: weft\.run: the options do not fit: .*4\.0/);
    assert.match(await refusal("", { seed: "x" }), /^TypeError: weft\.run: the options do not fit/);
    assert.match(await refusal("", { stdin: 1 }), /^TypeError: weft\.run: the option stdin must be a string/);
  });

  await test("the browser had nothing against the API", () => assert.deepEqual(page.complaints, []));
  await page.context().close();
}
