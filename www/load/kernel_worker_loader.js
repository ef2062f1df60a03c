// Starts the kernel worker, and beside it the first process worker, which takes longer.

import { run, startAhead, theWasm } from "./ahead.js";

const wasm = theWasm();
startAhead("./process_worker_loader.js", wasm);
run(wasm, (worker) => worker.beKernelWorker());
