// A worker that is under way before the program that wants it.
//
// gloo-worker makes a worker by `new Worker(address)` once the wasm of whoever wants it runs. Most of a worker's start
// need not wait for that: it begins here, and the first `new Worker` for its address gets it, with what it said so far.

/**
 * Every worker that is made from now on is sent what `wasm` resolves to as its first message: what has been compiled
 * once is not fetched and compiled again.
 */
export function shareWasm(wasm) {
  const Plain = globalThis.Worker;
  globalThis.Worker = function Worker(address, options) {
    const worker = new Plain(address, options);
    wasm.then((module) => worker.postMessage(module));
    return worker;
  };
}

/** As `shareWasm`, and starts a worker ahead. All workers of an address can be ended by `terminateWorkers`. */
export function startAhead(address, wasm) {
  shareWasm(wasm);
  const Sharing = globalThis.Worker;
  const made = [];
  const begin = (address, options) => {
    const worker = new Sharing(address, options);
    made.push([String(address), worker]);
    return worker;
  };
  globalThis.terminateWorkers = (unwanted) => {
    const [ended, others] = [made.filter(([address]) => address === unwanted), made.filter(([address]) => address !== unwanted)];
    ended.forEach(([, worker]) => worker.terminate());
    made.splice(0, made.length, ...others);
  };

  let ahead = begin(address, { type: "module" });
  const said = [];
  ahead.onmessage = ({ data }) => said.push(data);

  globalThis.Worker = function Worker(wanted, options) {
    if (!ahead || wanted !== address) return begin(wanted, options);
    const worker = ahead;
    ahead = null;
    // Whoever made the worker says at once, before this, who is to hear of its messages.
    queueMicrotask(() => said.forEach((data) => worker.dispatchEvent(new MessageEvent("message", { data }))));
    return worker;
  };
}

/** The compiled wasm that this worker is sent; if it is sent none, it fetches it itself. */
export function theWasm() {
  return new Promise((resolve) => addEventListener("message", (event) => {
    // What comes later is for gloo-worker.
    event.stopImmediatePropagation();
    resolve(event.data ?? undefined);
  }, { once: true }));
}

// The second file of the wasm (www/tools/split.mjs), in milliseconds after the first one: other things come first.
const REST_AFTER = 1_500;

/** Makes this worker what `be` says. Messages come meanwhile, so the worker's script must not wait for it. */
export async function run(wasm, be) {
  const [worker, module_or_path] = await Promise.all([import("./worker.js"), wasm]);
  await worker.default({ module_or_path });
  be(worker);
  // If it cannot be loaded now, that is told of when it is needed.
  setTimeout(() => worker.loadRest?.().catch(() => {}), REST_AFTER);
}
