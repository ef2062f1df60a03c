// What is done to a page that Trunk has made, one thing after another: Trunk itself would do them at the same time.

await import("./csp.mjs");
await import("./split.mjs");
await import("./offline.mjs");
