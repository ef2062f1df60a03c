// Completion: modules in imports, attributes after a dot, and otherwise keywords, built-ins and the program's names.

import { acceptCompletion, autocompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { analysis } from "./document.js";
import { kind, library, loadLibrary, members, resolve, signatureOf } from "./names.js";
import { callAt, parametersOf } from "./signature.js";

const WORD = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const DOTTED = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** What programs about threads and processes import most, offered first. */
const FIRST = ["threading", "multiprocessing", "time", "queue", "concurrent.futures", "random", "asyncio"];

/** Where a name is made up, not looked up. */
const MAKES_A_NAME = /(?:^|\s)(?:def|class|as|for)\s+[\p{L}_][\p{L}\p{N}_]*$|^\s*(?:global|nonlocal)\s.*$/u;

async function complete(context) {
  const { state, pos } = context;
  if (inText(syntaxTree(state).resolveInner(pos, -1))) return null;
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
  const from = word?.from ?? pos;
  const afterDot = state.sliceDoc(from - 1, from) === ".";
  const before = statementBefore(state, pos);
  const imports = /^\s*(?:import\s+(?:.*,\s*)?|from\s+)([\p{L}\p{N}_.]*)$/u.exec(before);
  const importsFrom = /^\s*from\s+([\p{L}\p{N}_.]+)\s+import\b[\s(]/u.exec(before);
  if (!word && !afterDot && !context.explicit && !(imports || importsFrom)) return null;
  if (/(?:^|[^\p{L}\p{N}_])\d[\p{N}_.]*$/u.test(before.slice(0, before.length - (pos - from)))) return null;
  await loadLibrary();
  if (context.aborted || !library()) return null;
  if (imports) return { from: pos - imports[1].length, options: moduleOptions(), validFor: DOTTED };
  if (importsFrom) {
    const options = memberOptions(state, { module: importsFrom[1] });
    return options.length > 0 ? { from, options, validFor: WORD } : null;
  }
  if (afterDot) {
    const options = memberOptions(state, resolve(state, expressionEndingAt(state, from - 1)));
    return options.length > 0 ? { from, options, validFor: WORD } : null;
  }
  if (MAKES_A_NAME.test(before)) return null;
  return { from, options: nameOptions(state, pos, from), validFor: WORD };
}

/** In a comment, or in the text of a string. */
function inText(node) {
  return node.name === "Comment" || /String(Content)?$/.test(node.name);
}

/** From the beginning of the line, or of the import over several lines that `pos` is in. */
function statementBefore(state, pos) {
  let { from } = state.doc.lineAt(pos);
  for (let node = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (node.name === "ImportStatement") from = Math.min(from, node.from);
  }
  return state.sliceDoc(from, pos).replace(/\n/g, " ");
}

function expressionEndingAt(state, end) {
  let node = syntaxTree(state).resolveInner(end, -1);
  while (node.parent && node.parent.to === end && /Expression$|^String$|^FormatString$/.test(node.parent.name)
    && !/^(Binary|Unary|Conditional|Await|Lambda)/.test(node.parent.name)) node = node.parent;
  return node;
}

function option(label, type, signature, boost) {
  return { label, type, detail: signature || undefined, boost };
}

function moduleOptions() {
  return Object.keys(library().modules).filter((name) => name !== "builtins").map((name) =>
    option(name, "namespace", "", FIRST.includes(name) ? 20 - FIRST.indexOf(name) : name.includes(".") ? -10 : 0));
}

function memberOptions(state, of) {
  return [...members(state, of)].map(([name, { type, signature }]) =>
    // What can be called and does something comes before exceptions and names with underscores.
    option(name, type, signature, name.startsWith("_") ? -20 : 0));
}

function nameOptions(state, pos, from) {
  const options = [];
  const taken = new Set();
  const add = (name, type, signature, boost) => {
    if (taken.has(name)) return;
    taken.add(name);
    options.push(option(name, type, signature, boost));
  };
  const call = callAt(state, pos);
  for (const { name, byName } of call ? parametersOf(call.signature) : []) {
    if (byName) options.push({ label: `${name}=`, type: "property", boost: 15 });
  }
  const names = analysis(state);
  for (const [name, binding] of names.visible(from)) {
    // What is being typed is no name yet.
    if (binding.value?.from === from || name === state.sliceDoc(from, pos) && !binding.definition && !binding.module) continue;
    const { definition } = binding;
    const stands = binding.module ? resolveBinding(state, binding) : null;
    const signature = definition ? signatureOf(state, { definition }) : signatureOf(state, stands);
    const type = stands?.module ? "namespace" : stands?.signature ? kind(stands.signature).type : binding.type;
    add(name, type, signature, 10);
  }
  for (const [name, text] of Object.entries(library().modules.builtins)) {
    const { type, signature } = kind(text);
    add(name, type, signature, /(Error|Warning|Exception|Group|Interrupt|Exit)$/.test(name) ? -10 : 0);
  }
  for (const name of library().keywords) add(name, "keyword", "", 1);
  return options;
}

function resolveBinding(state, { module, name }) {
  if (!name) return { module };
  const member = members(state, { module }).get(name);
  return member?.stands(0) ?? null;
}

export function completion() {
  return [
    autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }),
    Prec.high(keymap.of([{ key: "Tab", run: acceptCompletion }])),
    // The list scrolls, so it is to be reached with the keyboard too.
    EditorView.updateListener.of(() => {
      document.querySelector(".cm-tooltip-autocomplete > ul")?.setAttribute("tabindex", "0");
    }),
  ];
}
