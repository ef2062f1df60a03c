// Keeps a whole build of the page, so that it opens without a network.
//
// www/tools/offline.mjs puts before this what the build is: BUILD, its name, and FILES, its files' addresses beside this
// script, each with its hash. There is a cache for each build, which has all files of it or does not come to be. All that
// can change but index.html stands in a folder named after the build: what a page asks for is of the page's own build,
// whichever service worker answers. So a new one need not wait until the pages of the old one are closed; but it waits
// until one of them says that it loads nothing now, since Firefox breaks off what the old one was answering.

const PREFIX = `weft ${registration.scope} `;
const CACHE = PREFIX + BUILD;
const known = new Set(Object.keys(FILES).map((file) => new URL(file, registration.scope).href));

async function keep() {
  const cache = await caches.open(CACHE);
  const requests = Object.entries(FILES).map(([file, integrity]) => new Request(new URL(file, registration.scope), {
    integrity,
    // What stands beside the build's folder has the same name in every build: the browser's own cache may have an old one.
    cache: file.startsWith(`${BUILD}/`) ? "default" : "no-cache",
  }));
  try {
    await cache.addAll(requests);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Drops the caches of other builds, but for those of pages that are open: each holds a lock named as its cache is. */
async function tidy() {
  // A build that is on its way has a cache already. Its own service worker sees to the rest.
  if (registration.installing || registration.waiting) return;
  const { held } = await navigator.locks.query();
  const wanted = new Set([CACHE, ...held.map(({ name }) => name)]);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !wanted.has(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function answer(request) {
  const address = new URL(request.url);
  address.hash = "";
  address.search = "";
  const page = request.mode === "navigate" && address.href === new URL("index.html", registration.scope).href;
  const wanted = page ? registration.scope : address.href;
  const where = { ignoreVary: true };
  if (known.has(wanted)) {
    const kept = await (await caches.open(CACHE)).match(wanted, where);
    if (kept) return kept;
  } else {
    // A page of another build may have asked.
    const kept = await caches.match(wanted, where);
    if (kept) return kept;
  }
  if (request.mode !== "navigate") return fetch(request);
  // An address that is not of the page, without a network: the page instead.
  return fetch(request).catch(() => Response.redirect(registration.scope));
}

addEventListener("install", (event) => event.waitUntil(keep()));

addEventListener("activate", (event) => event.waitUntil(clients.claim().then(tidy)));

addEventListener("message", (event) => event.waitUntil(event.data === "take over" ? skipWaiting() : tidy()));

addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(registration.scope)) {
    event.respondWith(answer(event.request));
  }
});
