// Starts a process worker.

import { run, theWasm } from "./ahead.js";

run(theWasm(), (worker) => worker.beProcessWorker());
