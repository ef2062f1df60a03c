// Processes on the page: many of them, much between them, and what goes wrong with them.

import assert from "node:assert/strict";
import { withPage, workers } from "./browser.mjs";
import { test } from "./check.mjs";
import { type } from "./page.mjs";

/** Runs a program by the page's interface, as it is. */
export const run = (page, source, options = {}) => page.evaluate(
  ([source, options]) => weft.run(source, { trace: false, limits: { timeNanos: 120e9 }, ...options }), [source, options]);

export async function prints(page, source, expected, options) {
  const { stdout, stderr, exitCode } = await run(page, source, options);
  assert.deepEqual({ stdout, stderr, exitCode }, { stdout: expected, stderr: "", exitCode: 0 });
}

export async function processTests(browser, url) {
  const onPage = (name, work) => test(name, () => withPage(browser, url, {}, work));

  await onPage("64 processes compute at once", (page) => prints(page, `
import multiprocessing as mp
def work(n, q):
    total = 0
    for i in range(60_000):
        total += i * n
    q.put((n, total))
if __name__ == "__main__":
    q = mp.Queue()
    ps = [mp.Process(target=work, args=(n, q)) for n in range(64)]
    for p in ps: p.start()
    got = sorted(q.get() for _ in ps)
    for p in ps: p.join()
    print(got == [(n, n * sum(range(60_000))) for n in range(64)], {p.exitcode for p in ps})
`, "True {0}\n"));

  await onPage("1,000 processes one after another, with flat memory", async (page) => {
    const source = (count) => `
import multiprocessing as mp
def work(q): q.put(mp.current_process().pid)
if __name__ == "__main__":
    q, seen = mp.Queue(), set()
    for _ in range(${count}):
        p = mp.Process(target=work, args=(q,))
        p.start(); seen.add(q.get()); p.join()
    print(len(seen))
`;
    await prints(page, source(10), "10\n");
    await prints(page, source(1000), "1000\n");
  });

  await onPage("a gigabyte passes through a pipe in pieces", (page) => prints(page, `
import multiprocessing as mp
BLOCK = bytes(range(256)) * 4096
def pour(end):
    for _ in range(1024): end.send_bytes(BLOCK)
    end.close()
if __name__ == "__main__":
    ours, theirs = mp.Pipe(duplex=False)
    p = mp.Process(target=pour, args=(theirs,))
    p.start(); theirs.close()
    n = same = 0
    try:
        while True:
            block = ours.recv_bytes()
            n += len(block); same += block == BLOCK
    except EOFError: pass
    p.join()
    print(n, same)
`, "1073741824 1024\n"));

  await onPage("processes compute side by side, and built-in functions too", async (page) => {
    const { stdout, stderr } = await run(page, `
import multiprocessing as mp, time
def loop(start):
    begin = time.time() - start
    n = 0
    while time.time() - start < 0.8: n += 1
    return begin, time.time() - start
def builtin(start):
    items = list(range(300_000, 0, -1)) * 2
    begin = time.time() - start
    while time.time() - start < 0.8: sorted(items)
    return begin, time.time() - start
if __name__ == "__main__":
    with mp.Pool(2) as pool: pool.map(abs, range(4))
    for work in loop, builtin:
        with mp.Pool(2) as pool:
            (a, b), (c, d) = pool.map(work, [time.time()] * 2, chunksize=1)
            print(min(b, d) - max(a, c) > 0.3)
`);
    assert.equal(stdout + stderr, "True\nTrue\n");
  });

  await onPage("a long built-in function of the first process does not hold up the others, nor lose what they say", async (page) => {
    const { stdout, stderr } = await run(page, `
import hashlib, multiprocessing as mp, threading, time
def source(queue, back, told, results):
    waited = []
    for i in range(100):
        start = time.time()
        queue.put(i)
        assert back.get() == i
        waited.append(time.time() - start)
        told.put(i)
        time.sleep(0.005)
    queue.put(None)
    told.put(None)
    results.put(max(waited))
def pass_on(queue, back):
    for item in iter(queue.get, None): back.put(item)
if __name__ == "__main__":
    a, b, told, results = mp.Queue(), mp.Queue(), mp.Queue(), mp.Queue()
    ps = [mp.Process(target=pass_on, args=(a, b)), mp.Process(target=source, args=(a, b, told, results))]
    for p in ps: p.start()
    # Warm workers need a moment.
    time.sleep(0.1)
    heard = []
    listener = threading.Thread(target=lambda: heard.extend(iter(told.get, None)))
    listener.start()
    begin = time.time()
    key = hashlib.pbkdf2_hmac("sha256", b"x", b"y", 1_500_000)
    took = time.time() - begin
    longest = results.get()
    listener.join()
    print(key.hex()[:16], heard == list(range(100)))
    for p in ps: p.join()
    print(longest < took / 2 or (took, longest), [p.exitcode for p in ps])
`);
    assert.equal(stdout + stderr, "0658676c65c672c7 True\nTrue [0, 0]\n");
  });

  await onPage("a process is killed in the middle of a long built-in function", (page) => prints(page, `
import hashlib, multiprocessing as mp, signal, time
def work(end, handled, rounds):
    if handled: signal.signal(signal.SIGTERM, lambda *_: end.send("handled"))
    end.send("begun")
    hashlib.pbkdf2_hmac("sha256", b"x", b"y", rounds)
    # It hears of signals when it has given way.
    if handled: time.sleep(0.5)
def end(how, handled=False, rounds=10**9):
    ours, theirs = mp.Pipe()
    p = mp.Process(target=work, args=(theirs, handled, rounds))
    p.start()
    print(ours.recv())
    time.sleep(0.3)
    start = time.time()
    how(p); p.join()
    print(p.exitcode, time.time() - start < 20, ours.recv() if handled else "")
if __name__ == "__main__":
    end(mp.Process.kill)
    end(mp.Process.terminate)
    end(mp.Process.terminate, True, 1_000_000)
`, "begun\n-9 True \nbegun\n-15 True \nbegun\n0 True handled\n"));

  await onPage("Stop ends the workers of processes in the middle of long built-in functions", async (page) => {
    await prints(page, "print(1)\n", "1\n");
    await type(page, `
import hashlib, multiprocessing as mp, time
def work(): hashlib.pbkdf2_hmac("sha256", b"x", b"y", 10**9)
if __name__ == "__main__":
    for _ in range(4): mp.Process(target=work).start()
    time.sleep(0.5)
    print("begun")
    time.sleep(100)
`);
    await page.click("button.run");
    await page.locator(".console", { hasText: "begun" }).waitFor();
    await page.click("button.stop");
    await page.waitForSelector("button.run:not([disabled])");
    let left = await workers(page);
    for (let tries = 0; left > 3 && tries < 20; tries += 1) {
      await page.waitForTimeout(100);
      left = await workers(page);
    }
    assert.ok(left === null || left <= 3, `${left} workers are left`);
    await prints(page, "print('next')\n", "next\n");
  });

  await onPage("more processes than cores: the page says that they took turns", async (page) => {
    await type(page, `
import multiprocessing as mp
def work(all_there):
    all_there.wait()
    for i in range(100_000): pass
if __name__ == "__main__":
    all_there = mp.Barrier(64)
    ps = [mp.Process(target=work, args=(all_there,)) for _ in range(64)]
    for p in ps: p.start()
    for p in ps: p.join()
    print("all done")
`);
    await page.click("button.run");
    await page.locator(".console", { hasText: "all done" }).waitFor();
    await page.waitForSelector("button.run:not([disabled])");
    await page.getByRole("tab", { name: "Wall time" }).click();
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    const said = await page.locator(".reading", { hasText: "take turns" }).textContent();
    const [, processes, workersUsed] = said.match(new RegExp(`(\\d+) processes at once shared (\\d+) of the browser's workers on ${cores} cores`)).map(Number);
    assert.ok(processes >= 64 && processes <= 65 && workersUsed >= 1 && workersUsed <= 49, said);
    await page.getByRole("button", { name: "中文" }).click();
    await page.locator(".reading", { hasText: "轮流运行" }).waitFor();
  });

  await onPage("Stop ends a program in the middle of a long built-in function, and the next one runs", async (page) => {
    await type(page, "print('begun')\nwhile True: sorted(range(10**7), key=abs)\n");
    await page.click("button.run");
    await page.locator(".console", { hasText: "begun" }).waitFor();
    await page.waitForTimeout(1_000);
    const start = Date.now();
    await page.click("button.stop");
    await page.waitForSelector("button.run:not([disabled])");
    assert.ok(Date.now() - start < 3_000, `it took ${Date.now() - start} ms`);
    await prints(page, "print('next')\n", "next\n");
  });

  await onPage("what a killed process leaves behind is as in CPython", (page) => prints(page, `
import multiprocessing as mp, os, signal, time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
def hold(end):
    end.send("begun")
    while True: pass
def die(): os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    ours, theirs = mp.Pipe()
    p = mp.Process(target=hold, args=(theirs,))
    p.start(); theirs.close()
    print(ours.recv())
    time.sleep(0.2)
    p.kill(); p.join()
    try: ours.recv()
    except EOFError: print("EOFError", p.exitcode)
    try: ours.send(1)
    except BrokenPipeError: print("BrokenPipeError")
    with ProcessPoolExecutor(1) as pool:
        try: pool.submit(die).result()
        except BrokenProcessPool: print("BrokenProcessPool")
`, "begun\nEOFError -9\nBrokenPipeError\nBrokenProcessPool\n"));

  await onPage("the start method is chosen, and what it asks of a program is said", async (page) => {
    await page.locator(".options-toggle").click();
    const method = page.getByRole("combobox", { name: "Start method" });
    await method.selectOption("spawn");
    await page.locator(".options", { hasText: "needs a __main__ guard" }).waitFor();
    await page.keyboard.press("Escape");
    await type(page, "import multiprocessing as mp\nprint(mp.get_start_method())\nmp.Process(target=print).start()\n");
    await page.click("button.run");
    await page.locator(".console", { hasText: "spawn" }).waitFor();
    await page.locator(".console", { hasText: "bootstrapping phase" }).waitFor();
    await page.waitForSelector("button.run:not([disabled])");
    await prints(page, "import multiprocessing as mp\nprint(mp.get_start_method())\n", "forkserver\n", { startMethod: "forkserver" });
  });
}
