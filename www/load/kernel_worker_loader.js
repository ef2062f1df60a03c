// Starts the kernel worker. It has the process workers started, once there is time for that.

import { run, theWasm, workersOfThePage } from "./ahead.js";

workersOfThePage();
run(theWasm(), (worker) => worker.beKernelWorker());
