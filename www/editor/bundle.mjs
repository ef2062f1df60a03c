// Bundles src/editor.js into www/generated/editor.js, one ES module without a source map, and puts the licences
// of what went into it in www/generated/third-party.txt. Trunk runs it before each build (Trunk.toml).

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const generated = join(here, "..", "generated");

if (!existsSync(join(here, "node_modules"))) {
  console.error("The editor's npm packages are missing: run `npm ci --ignore-scripts` in www/editor, or `cargo xtask serve`.");
  process.exit(1);
}
const { build } = await import("esbuild");
const { outputFiles, metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["src/editor.js"],
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2022"],
  legalComments: "none",
  metafile: true,
  write: false,
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
write("third-party.txt", licences.join(`\n${"-".repeat(78)}\n\n`));
