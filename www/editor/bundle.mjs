// Bundles src/editor.js into www/generated/editor.js, one ES module without a source map, and puts the licences
// of what went into it in www/generated/third-party.txt; and the page's own scripts that share modules, so that each
// is one request. Trunk runs it before each build (Trunk.toml).

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const generated = join(here, "..", "generated");

if (!existsSync(join(here, "node_modules"))) {
  console.error("The editor's npm packages are missing: run `npm ci --ignore-scripts` in www/editor, or `cargo xtask serve`.");
  process.exit(1);
}
const { build } = await import("esbuild");
const bundle = (options) => build({
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2022"],
  legalComments: "none",
  metafile: true,
  write: false,
  ...options,
});
const { outputFiles, metafile } = await bundle({ entryPoints: ["src/editor.js"] });
const own = await bundle({
  entryPoints: ["load.js", "kernel_worker_loader.js", "process_worker_loader.js"].map((name) => join(here, "..", "load", name)),
  outdir: "out",
  // What wasm-bindgen makes.
  external: ["./worker.js"],
});

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const found = input.match(/^node_modules\/(@[^/]+\/[^/]+|[^/]+)\//);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version} (${license})\n\n${text}\n`;
});

/** Leaves an unchanged file alone, so that whoever watches it sees no change. */
function write(name, text) {
  const file = join(generated, name);
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}
mkdirSync(generated, { recursive: true });
write("editor.js", outputFiles[0].text);
for (const { path, text } of own.outputFiles) write(basename(path), text);
write("third-party.txt", licences.join(`\n${"-".repeat(78)}\n\n`));
