// Splits the workers' wasm in two: what a first run needs, and the rest, which a worker loads when a function of it is
// called, or when it has nothing to do. Most of Python is not needed for most programs, and so the first output comes
// sooner.
//
// Trunk runs this after a release build. What runs need is found by running the workers' `rehearse` (crates/host-worker)
// with every function counted. Binaryen's wasm-split does the counting and the splitting; without it the file stays
// whole, and all else is the same.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const staging = process.env.TRUNK_STAGING_DIR;
const wasm = join(staging, "worker_bg.wasm");
const rest = join(staging, "worker_rest.wasm");
const glue = join(staging, "worker.js");

// As in index.html.
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "reference-types", "multivalue", "sign-ext", "mutable-globals"]
  .map((feature) => `--enable-${feature}`);

// What process workers call only once they have something to do.
const LATER = "^(?!.*weft_host_worker::(findings|process_worker::(begin|replay)_)).*";

// What only a browser calls, and the rehearsal therefore does not.
const BROWSER = new RegExp([
  "^be[A-Z]", "^worker::", LATER + "weft_host_worker", "gloo_", "wasm_bindgen", "js_sys", "web_sys", "__wbindgen",
  "__externref", "-> Externref", "^Closure\\(", "^<?std(::|\\[)", "weft_modules::library", "^<u64 as ", "^core::(cell|hash)",
  "::dying_next", "^hashbrown::raw::RawTable", "^<?alloc::collections::btree::",
].join("|"));

// The small change of the standard library, of which each type has its own: what a browser calls of it is unknown, and
// there is much that nobody calls.
const SMALL_CHANGE = new RegExp([
  "^<?(postcard|serde_core)::", "^<?alloc.*::(raw_vec|vec|rc|boxed|borrow|collections)::", "^hashbrown::",
  "core::(pin|ptr|ops::function)",
].join("|"));
const SMALL_BYTES = 250;

// What wasm-split calls the exports that the second file needs of the first.
const PREFIX = "%";

function tool(name, args) {
  const path = [fileURLToPath(new URL("../editor/node_modules/.bin", import.meta.url)), process.env.PATH].join(delimiter);
  return execFileSync(name, args, { env: { ...process.env, PATH: path }, stdio: ["ignore", "pipe", "inherit"] });
}

function has(name) {
  return process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** Goes through a wasm file: `sections[number](reader, end)` reads the one of that number; 0 are those with a name. */
function read(bytes, sections) {
  const reader = {
    at: 8,
    byte: () => bytes[reader.at++],
    number() {
      for (let value = 0, shift = 0; ; shift += 7) {
        const byte = reader.byte();
        value += (byte & 127) * 2 ** shift;
        if (byte < 128) return value;
      }
    },
    text() {
      const length = reader.number();
      reader.at += length;
      return bytes.toString("utf8", reader.at - length, reader.at);
    },
    times(visit) { for (let left = reader.number(); left > 0; left -= 1) visit(); },
    limits() {
      const bounded = reader.number() & 1;
      reader.number();
      if (bounded) reader.number();
    },
  };
  while (reader.at < bytes.length) {
    const section = reader.byte();
    const end = reader.number() + reader.at;
    sections[section]?.(reader, end);
    reader.at = end;
  }
}

/** For each function of a wasm file that is not imported: its name, and how many bytes it has. */
function functions(bytes) {
  let imported = 0;
  const sizes = [];
  const names = new Map();
  read(bytes, {
    2: (reader) => reader.times(() => {
      reader.text();
      reader.text();
      const kind = reader.byte();
      if (kind === 0) {
        reader.number();
        imported += 1;
      } else if (kind === 1) {
        reader.byte();
        reader.limits();
      } else if (kind === 2) {
        reader.limits();
      } else {
        reader.at += 2;
      }
    }),
    10: (reader) => reader.times(() => {
      sizes.push(reader.number());
      reader.at += sizes.at(-1);
    }),
    0: (reader, end) => {
      if (reader.text() !== "name") return;
      while (reader.at < end) {
        const part = reader.byte();
        const partEnd = reader.number() + reader.at;
        if (part === 1) reader.times(() => names.set(reader.number(), reader.text()));
        reader.at = partEnd;
      }
    },
  });
  return sizes.map((size, index) => ({ size, name: names.get(index + imported) ?? "" }));
}

/** For each exported table of a wasm file, by name: the byte that holds its index. */
function exportedTables(bytes) {
  const found = new Map();
  read(bytes, {
    7: (reader) => reader.times(() => {
      const name = reader.text();
      const kind = reader.byte();
      if (kind === 1) found.set(name, reader.at);
      reader.number();
    }),
  });
  return found;
}

/** wasm-split 108, which Debian has, takes every exported table for the first one: put right what `whole` exports. */
function mendTables(file, whole) {
  const bytes = readFileSync(file);
  const found = exportedTables(bytes);
  for (const [name, at] of exportedTables(whole)) {
    if (found.has(name)) bytes[found.get(name)] = whole[at];
  }
  writeFileSync(file, bytes);
}

/** The profile of a rehearsal: after a hash of 8 bytes, 4 bytes a function, 0 if it was not called. */
async function rehearse(instrumented) {
  const { initSync, rehearse } = await import(pathToFileURL(glue).href);
  const exports = initSync({ module: readFileSync(instrumented) });
  rehearse(readFileSync(join(staging, "library.bin")));
  const room = 1 << 20;
  const at = exports.__wbindgen_malloc?.(room, 1) ?? exports.__wbindgen_export(room, 1);
  const length = exports.__write_profile(at, room);
  if (length > room) throw new Error("the profile of the workers' wasm does not fit");
  return Buffer.from(new Uint8Array(exports.memory.buffer, at, length).slice());
}

// What the loader of the first file lacks: functions that load the second one when they are first called. (In a worker
// a request may be synchronous; mostly `loadRest` has been there before.) wasm-split numbers them by their place in the
// table, where the second file puts the real ones.
const PLACEHOLDERS = `
let __weft_whole = false;
function __weft_complete(module) {
  if (__weft_whole) return;
  new WebAssembly.Instance(module, { primary: wasm });
  // Not before: a placeholder that is still there would call itself for ever.
  __weft_whole = true;
}
function __weft_load_now() {
  const request = new XMLHttpRequest();
  request.open("GET", new URL("worker_rest.wasm", import.meta.url), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(\`the rest of the interpreter could not be loaded: \${request.status}\`);
  __weft_complete(new WebAssembly.Module(request.response));
}
const __weft_placeholders = new Proxy({}, {
  get: (_, place) => (...values) => {
    if (!__weft_whole) __weft_load_now();
    return wasm["${PREFIX}table"].get(Number(place))(...values);
  },
});
export async function loadRest() {
  if (!__weft_whole) __weft_complete(await WebAssembly.compileStreaming(fetch(new URL("worker_rest.wasm", import.meta.url))));
}
`;

async function split() {
  const folder = mkdtempSync(join(tmpdir(), "weft-split-"));
  const file = (name) => join(folder, name);
  try {
    // wasm-split may be older than the names of features that Rust writes down.
    tool("wasm-opt", [...FEATURES, "--strip-target-features", "-g", wasm, "-o", file("whole.wasm")]);
    tool("wasm-split", ["--instrument", ...FEATURES, "-g", file("whole.wasm"), "-o", file("counted.wasm")]);
    const whole = readFileSync(file("whole.wasm"));
    mendTables(file("counted.wasm"), whole);
    const profile = await rehearse(file("counted.wasm"));
    functions(whole).forEach(({ name, size }, index) => {
      if (BROWSER.test(name) || size <= SMALL_BYTES && SMALL_CHANGE.test(name)) profile.writeUInt32LE(1, 8 + index * 4);
    });
    writeFileSync(file("profile"), profile);
    tool("wasm-split", [...FEATURES, file("whole.wasm"), "--profile", file("profile"), `--export-prefix=${PREFIX}`,
      "-o1", file("first.wasm"), "-o2", file("rest.wasm")]);
    mendTables(file("first.wasm"), whole);
    const strip = [...FEATURES, "--strip-debug", "--strip-producers", "--strip-target-features"];
    tool("wasm-opt", [...strip, file("first.wasm"), "-o", wasm]);
    tool("wasm-opt", [...strip, file("rest.wasm"), "-o", rest]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const code = readFileSync(glue, "utf8");
  const imports = /(function __wbg_get_imports\(\)\s*\{\s*)(.*?)return\s*\{\s*__proto__:\s*null,/s;
  if (!imports.test(code)) throw new Error("wasm-bindgen's worker.js does not make its imports as expected");
  writeFileSync(glue, code.replace(imports, "$1$2return { __proto__: null, placeholder: __weft_placeholders,") + PLACEHOLDERS);
}

if (process.env.TRUNK_PROFILE === "release") {
  if (has("wasm-split")) {
    await split();
  } else {
    console.warn("The workers' wasm stays in one piece, for there is no wasm-split: install Binaryen.");
    tool("wasm-opt", [...FEATURES, "--strip-debug", wasm, "-o", wasm]);
  }
}
