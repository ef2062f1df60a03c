// In the place of the service worker while Trunk serves: one that is here from a build goes, and what it has kept.

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(`weft ${registration.scope} `));
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.unregister();
})()));
