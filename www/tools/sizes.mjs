// How large the built page is: each file of dist/ as it is and as a host with brotli sends it.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, "..", "..", "dist"));
const row = (raw, small, name) => console.log(`${String(raw).padStart(9)} ${String(small).padStart(9)}  ${name}`);

row("bytes", "brotli", "");
const sum = [0, 0];
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(file);
  const small = brotliCompressSync(bytes).length;
  sum[0] += bytes.length;
  sum[1] += small;
  row(bytes.length, small, relative(dist, file));
}
row(...sum, "in all");
