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
// Trunk's server would write the address of its messages into that script, but the minifier has made one text of it and
// what stands around it, which the server does not know.
const ADDRESS = /([`"'])(:\/\/)\{\{__TRUNK_ADDRESS__\}\}/;
writeFileSync(file, serving
  ? page.replace(POLICY, `${POLICY} 'nonce-${NONCE}'`).replace(ADDRESS, "$1$2$1+location.host+$1")
  : page.replaceAll(new RegExp(`\\snonce="?${NONCE}"?`, "g"), ""));
