// Has the page kept for later visits without a network (www/offline/service_worker.js).

import { pause } from "./pause.js";

// What the page and its workers load once they are idle comes first: it is then in the browser's cache already.
const AFTER = 3_000;

/** Once nothing runs; `isRunning` says whether something does. A page within another one leaves it to that one. */
export async function keepForLater(isRunning) {
  const build = document.querySelector('meta[name="weft-build"]')?.content;
  if (!build || window.top !== window || !navigator.serviceWorker || !navigator.locks) return;
  do await pause(AFTER); while (isRunning());
  const scope = new URL("./", document.baseURI).href;
  // For as long as the page stands: its build's files stay.
  navigator.locks.request(`weft ${scope} ${build}`, { mode: "shared" }, () => new Promise(() => {}));
  try {
    await navigator.serviceWorker.register("./service-worker.js");
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage("a page stands");
  } catch {
    // The browser may forbid it, or the host be in the middle of an update. The next visit tries again.
  }
}
