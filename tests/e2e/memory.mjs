// Memory that processes share: through the kernel worker in any page, and in a cross-origin isolated one by themselves.

import assert from "node:assert/strict";
import { withPage } from "./browser.mjs";
import { test } from "./check.mjs";
import { prints, run } from "./processes.mjs";

// A process writes while it is on its way to a worker of its own, makes memory there that its child has, and sees what
// others write.
const SAME = `
import multiprocessing as mp
from multiprocessing import shared_memory
EXTREMES = {"b": -128, "B": 255, "h": -2**15, "H": 2**16 - 1, "i": -2**31, "I": 2**32 - 1, "l": -2**63, "L": 2**64 - 1,
            "q": -1, "Q": 2**64 - 2, "f": -0.5, "d": 1e308, "c": b"x"}
def compute():
    n = 0
    for i in range(400_000): n += i
    return n
def write(extremes, squares, name, queue):
    for i in range(len(squares)):
        squares[i] = i * i
        if i == 10: compute()
    for (code, number), place in zip(EXTREMES.items(), extremes): place.value = number
    block = shared_memory.SharedMemory(name)
    block.buf[1:6] = b"hello"
    block.buf[9] = 255
    block.close()
    mine = mp.Value("q", 7)
    child = mp.get_context("fork").Process(target=change, args=(mine,))
    child.start(); child.join()
    queue.put((mine.value, child.exitcode))
def change(value):
    compute()
    with value.get_lock(): value.value -= 2**62
def count(value, flag):
    while not flag.value: value.value += 1
if __name__ == "__main__":
    for method in "fork", "spawn":
        context = mp.get_context(method)
        extremes = [context.Value(code, b"-" if code == "c" else 0) for code in EXTREMES]
        squares, queue = context.Array("d", 50), context.Queue()
        block = shared_memory.SharedMemory(create=True, size=10)
        names = shared_memory.ShareableList(["a", 1, None, 2.5])
        p = context.Process(target=write, args=(extremes, squares, block.name, queue))
        p.start()
        print(queue.get() == (7 - 2**62, 0)); p.join()
        print([place.value for place in extremes] == list(EXTREMES.values()), squares[:] == [i * i for i in range(50)])
        print(bytes(block.buf), list(names), p.exitcode)
        block.close(); block.unlink(); names.shm.close(); names.shm.unlink()
    value, flag = mp.RawValue("q", 0), mp.RawValue("?", False)
    killed, other = [mp.Process(target=count, args=(value, flag)) for _ in range(2)]
    killed.start()
    while value.value < 1000: pass
    killed.kill(); killed.join()
    at = value.value
    for _ in range(1000): assert value.value == at
    other.start()
    while value.value < at + 1000: pass
    flag.value = True
    other.join()
    print(killed.exitcode, other.exitcode, len(mp.active_children()))
`;
const BLOCK = "b'\\x00hello\\x00\\x00\\x00\\xff' ['a', 1, None, 2.5] 0\n";
const SAME_PRINTS = `${`True\nTrue True\n${BLOCK}`.repeat(2)}-9 0 0\n`;

/** Additions of each process: a message costs some 100 times as long as the addition. */
const [EACH, EACH_ISOLATED, LOCKED] = [4_000, 100_000, 10_000];

// Two processes begin together and add one to the same number many times.
const race = (each, locked) => `
import multiprocessing as mp, time
def add(value, lock, ready, times):
    ready.wait()
    start = time.time()
    if ${locked ? "True" : "False"}:
        for _ in range(${each}):
            with lock: value.value += 1
    else:
        for _ in range(${each}): value.value += 1
    times.put((start, time.time()))
if __name__ == "__main__":
    value, lock, ready, times = mp.RawValue("q", 0), mp.Lock(), mp.Barrier(2), mp.Queue()
    ps = [mp.Process(target=add, args=(value, lock, ready, times)) for _ in range(2)]
    for p in ps: p.start()
    (a, b), (c, d) = times.get(), times.get()
    for p in ps: p.join()
    print(value.value, round((b - a + d - c) / 2, 4), round(min(b, d) - max(a, c), 4))
`;

/** What it came to, how many seconds each took, and for how many of them both were at it. */
async function total(page, each, locked) {
  const { stdout, stderr, exitCode } = await run(page, race(each, locked));
  assert.deepEqual({ stderr, exitCode }, { stderr: "", exitCode: 0 });
  return stdout.split(" ").map(Number);
}

export async function memoryTests(browser, url, isolatedUrl) {
  for (const [kind, address] of [["", url], [", isolated", isolatedUrl]]) {
    const onPage = (name, work) => test(`${name}${kind}`, () => withPage(browser, address, {}, work));

    await onPage("processes see what others write to the memory that they share", async (page) => {
      assert.equal(await page.evaluate(() => crossOriginIsolated), address === isolatedUrl);
      await prints(page, SAME, SAME_PRINTS);
      // And again, in workers that have had memory of a run that is over.
      await prints(page, SAME, SAME_PRINTS);
    });

    await onPage("without a lock updates may be lost, with one none is", async (page) => {
      const each = address === isolatedUrl ? EACH_ISOLATED : EACH;
      const [free, freeSeconds, together] = await total(page, each, false);
      assert.ok(free > 0 && free <= 2 * each, `${free}`);
      const [locked, lockedSeconds] = await total(page, LOCKED, true);
      assert.equal(locked, 2 * LOCKED);
      // Times are told, not judged.
      console.log(`        ${each} additions: ${freeSeconds.toFixed(2)} s, ${2 * each - free} lost, ${together.toFixed(2)} s side by side; ` +
        `${LOCKED} under a lock: ${lockedSeconds.toFixed(2)} s`);
    });

    await onPage("an ended run leaves no shared memory behind", async (page) => {
      const source = `
from multiprocessing import Process, shared_memory
def fill(name):
    block = shared_memory.SharedMemory(name)
    for i in range(0, len(block.buf), 65_536): block.buf[i] = 1
    print(block.buf[65_536], block.buf[65_537])
if __name__ == "__main__":
    block = shared_memory.SharedMemory(create=True, size=64 << 20)
    p = Process(target=fill, args=(block.name,))
    p.start(); p.join()
`;
      for (let i = 0; i < 20; i += 1) await prints(page, source, "1 0\n");
    });
  }
}
