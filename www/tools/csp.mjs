// Nonces in the page that Trunk has made (Trunk.toml). While serving there is an inline script, which reloads the
// page; Trunk's server puts a new nonce into each answer, and the policy allows it. A built page has no inline
// script, so that its policy needs no nonce, and one that never changes would protect from nothing.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NONCE = "trunk-nonce";
const POLICY = "script-src 'self'";

const file = join(process.env.TRUNK_STAGING_DIR, "index.html");
const page = readFileSync(file, "utf8");
if (!page.includes(POLICY)) {
  console.error(`The Content-Security-Policy of index.html does not contain ${POLICY}.`);
  process.exit(1);
}
const serving = /<script(?![^>]*\ssrc=)/.test(page);
// Trunk's server writes the address of its messages into that script, but knows it only between quotes that the
// minifier has changed.
writeFileSync(file, serving
  ? page.replace(POLICY, `${POLICY} 'nonce-${NONCE}'`).replace('"{{__TRUNK_ADDRESS__}}"', "'{{__TRUNK_ADDRESS__}}'")
  : page.replaceAll(new RegExp(`\\snonce="?${NONCE}"?`, "g"), ""));
