// Has the page kept for later visits without a network (www/offline/service_worker.js).

import { pause } from "./pause.js";

// What the page and its workers load once they are idle comes first: it is then in the browser's cache already.
const AFTER = 3_000;

const build = document.querySelector('meta[name="weft-build"]')?.content;

// A page within another one leaves nothing behind. (A sandbox forbids even asking.)
const kept = build && window.top === window && "serviceWorker" in navigator && "locks" in navigator;

// For as long as the page stands its build's files stay, even if there is another build meanwhile.
if (kept) {
  const scope = new URL("./", document.baseURI).href;
  navigator.locks.request(`weft ${scope} ${build}`, { mode: "shared" }, () => new Promise(() => {})).catch(() => {});
}

/** Has another build's service worker take over, once it is ready and `calm`. */
function takeOver(registration, calm) {
  const ready = () => calm().then(() => registration.waiting?.postMessage("take over"));
  const watch = (worker) => worker?.addEventListener("statechange", () => worker.state === "installed" && ready());
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  if (registration.waiting) ready();
}

/** Once nothing runs; `isRunning` says whether something does. */
export async function keepForLater(isRunning) {
  if (!kept) return;
  const calm = async () => { do await pause(AFTER); while (isRunning()); };
  await calm();
  try {
    takeOver(await navigator.serviceWorker.register("./service-worker.js"), calm);
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage("a page stands");
  } catch {
    // The browser may forbid it, or the host be in the middle of an update. The next visit tries again.
  }
}
