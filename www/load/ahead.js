// A worker that is under way before the program that wants it.
//
// gloo-worker makes a worker by `new Worker(address)` once the wasm of whoever wants it runs. Most of a worker's start
// need not wait for that: it begins here, and the first `new Worker` for its address gets it, with what it said so far.

/**
 * Starts a worker ahead, which the first `new Worker` for its address gets. It and every worker that is made later is
 * sent what `wasm` resolves to with its first message: what has been compiled once is not fetched and compiled again.
 * All workers of an address, and those that were made for them, can be ended by `terminateWorkers`.
 */
export function startAhead(address, wasm) {
  const Plain = globalThis.Worker;
  let made = [];
  const begin = (address, options, owner, port, number) => {
    // Its script stands beside this one, not always beside the page (www/tools/offline.mjs).
    const worker = new Plain(new URL(address, import.meta.url), options);
    made.push({ address: String(address), worker, owner, number });
    wasm.then((module) => worker.postMessage({ module, port }, port ? [port] : []));
    // A worker that wants one of its own has it made here (workersOfThePage).
    worker.addEventListener("message", (event) => {
      const { worker: wanted, number, ended } = event.data ?? {};
      if (!wanted && !ended) return;
      event.stopImmediatePropagation();
      if (wanted) begin(wanted, { type: "module" }, worker, event.ports[0], number);
      else end((entry) => entry.owner === worker && entry.number === ended);
    });
    return worker;
  };
  const end = (ends) => {
    made.filter(ends).forEach(({ worker }) => worker.terminate());
    made = made.filter((entry) => !ends(entry));
  };
  globalThis.terminateWorkers = (unwanted) => {
    const ended = new Set(made.filter(({ address }) => address === unwanted).map(({ worker }) => worker));
    end(({ worker, owner }) => ended.has(worker) || ended.has(owner));
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

/**
 * In a worker: `new Worker` has the page make one and gives back this end of a channel to it. In Firefox a worker that
 * another worker makes itself does not start now and then. They are numbered from 1 on; `endWorker` ends one at once.
 */
export function workersOfThePage() {
  let number = 0;
  globalThis.Worker = function Worker(address) {
    const { port1, port2 } = new MessageChannel();
    number += 1;
    postMessage({ worker: address, number }, [port2]);
    return port1;
  };
  globalThis.endWorker = (ended) => postMessage({ ended });
}

/** The compiled wasm that this worker is sent; if it is sent none, it fetches it itself. */
export function theWasm() {
  return new Promise((resolve) => addEventListener("message", (event) => {
    // What comes later is for gloo-worker.
    event.stopImmediatePropagation();
    const { module, port } = event.data;
    if (port) {
      // It works for another worker, not for the page.
      globalThis.postMessage = (data) => port.postMessage(data);
      port.onmessage = ({ data }) => dispatchEvent(new MessageEvent("message", { data }));
    }
    resolve(module ?? undefined);
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
