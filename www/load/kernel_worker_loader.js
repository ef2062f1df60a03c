// Starts the kernel worker. It starts the process workers, once there is time for that.

import { shareWasm, run, theWasm } from "./ahead.js";

const wasm = theWasm();
shareWasm(wasm);
run(wasm, (worker) => worker.beKernelWorker());
