// Puts a built page's files into a folder named after their contents, and writes the service worker that keeps them.
//
// What never changes under its name can be kept for ever, and files of two builds never meet, whatever caches there are.
// The page's index.html, which names the folder, and what others know by name stay outside: the icons, the manifest, and
// the licences. While Trunk serves, all stays where it is, and no service worker keeps anything.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const index = join(staging, "index.html");
const serviceWorker = join(staging, "service-worker.js");
const source = (name) => new URL(`../offline/${name}`, import.meta.url);
const hash = (bytes, form) => createHash("sha256").update(bytes).digest(form);

const OUTSIDE = /^(index\.html|icon.*|manifest\.webmanifest|third-party\.txt|\..*)$/;

function gather() {
  const all = readdirSync(staging).sort();
  const inside = all.filter((name) => !OUTSIDE.test(name));
  const sum = createHash("sha256");
  for (const name of all) sum.update(name).update(hash(readFileSync(join(staging, name))));
  const build = `build-${sum.digest("hex").slice(0, 12)}`;
  mkdirSync(join(staging, build));
  for (const name of inside) renameSync(join(staging, name), join(staging, build, name));
  let page = readFileSync(index, "utf8");
  // The scripts name each other by where they stand themselves.
  for (const name of inside) page = page.replaceAll(`./${name}`, `./${build}/${name}`);
  const meta = /<meta\b[^>]*\bname="?weft-build\b[^>]*>/;
  if (!meta.test(page)) throw new Error("index.html has no place for the name of the build");
  page = page.replace(meta, `<meta name="weft-build" content="${build}">`);
  writeFileSync(index, page);
  return build;
}

function list(build) {
  const outside = readdirSync(staging).filter((name) => name !== build && !name.startsWith("."));
  const names = [...outside, ...readdirSync(join(staging, build)).map((name) => `${build}/${name}`)].sort();
  // A host may send its visitors from index.html to the folder.
  const address = (name) => (name === "index.html" ? "./" : name);
  const integrity = (name) => `sha256-${hash(readFileSync(join(staging, name)), "base64")}`;
  return Object.fromEntries(names.map((name) => [address(name), integrity(name)]));
}

// Trunk's inline script reloads the page (see csp.mjs).
if (/<script(?![^>]*\ssrc=)/.test(readFileSync(index, "utf8"))) {
  copyFileSync(source("no_service_worker.js"), serviceWorker);
} else {
  const build = gather();
  const code = readFileSync(source("service_worker.js"), "utf8");
  const facts = `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(list(build), null, 1)};\n\n`;
  writeFileSync(serviceWorker, facts + code);
}
