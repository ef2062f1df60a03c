// Begins with what takes time as soon as the browser knows of the page, before it has the looks that it needs to draw:
// the workers, which programs run in, and the Rust front end. `start.js` draws.

import { startAhead } from "./ahead.js";

export { keepForLater } from "./offline.js";
export { pause } from "./pause.js";

/** An address that Trunk wrote into a <meta> of the page. */
function address(name) {
  return new URL(document.querySelector(`meta[name="${name}"]`).content, document.baseURI).href;
}

/** The wasm of the workers, compiled; without it they fetch it themselves. */
function workerWasm() {
  return WebAssembly.compileStreaming(fetch(new URL("worker_bg.wasm", import.meta.url))).catch(() => null);
}

async function load() {
  startAhead("./kernel_worker_loader.js", workerWasm());
  const app = await import(address("weft-app-js"));
  await app.default({ module_or_path: address("weft-app-wasm") });
  app.prepare();
  return app;
}

/** The Rust front end, once it can run programs. */
export const frontEnd = load();

// Whoever awaits it tells of what went wrong.
frontEnd.catch(() => {});
