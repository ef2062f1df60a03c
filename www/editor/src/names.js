// What there is to complete: the names of Weft's library (names.json, fetched when it is first wanted), and what an
// expression of the program stands for, as far as its text says.
//
// What is known of an expression is one of
//   {module}                a module of the library, by its dotted name
//   {path, signature}       something of the library, by the name under which `members` of names.json has it
//   {path, instance: true}  an object that the class or function of that name makes
//   {definition}            a function or class of the program (document.js)
//   {definition, instance: true}

import { analysis } from "./document.js";

let table = null;
let coming = null;

/** The library's names, once they are here. */
export const library = () => table;

/** Fetches them; null if that fails, which is tried again the next time. */
export function loadLibrary() {
  coming ??= fetch(new URL("./names.json", import.meta.url)).then((response) => response.json()).then(
    (names) => (table = names),
    () => (coming = null),
  );
  return coming;
}

/** What nodes of the syntax tree make without a call. */
const LITERALS = {
  String: "str", FormatString: "str", ContinuedString: "str", ArrayExpression: "list", ArrayComprehensionExpression: "list",
  DictionaryExpression: "dict", DictionaryComprehensionExpression: "dict", SetExpression: "set",
  SetComprehensionExpression: "set", TupleExpression: "tuple", Boolean: "bool",
};

/** Names that lead to each other (`a = b`, `b = a`) have an end. */
const DEEPEST = 16;

/** What the expression at `node` stands for; null if its text does not say. */
export function resolve(state, node, depth = 0) {
  if (!node || depth > DEEPEST) return null;
  const text = (child) => state.sliceDoc(child.from, child.to);
  if (LITERALS[node.name]) return { path: LITERALS[node.name], instance: true };
  switch (node.name) {
    case "VariableName":
      return resolveName(state, text(node), node.from, depth);
    case "ParenthesizedExpression":
      return resolve(state, node.firstChild?.nextSibling, depth + 1);
    case "MemberExpression": {
      const property = node.getChild("PropertyName");
      if (!property) return null;
      const of = resolve(state, node.firstChild, depth + 1);
      return of && members(state, of, depth + 1).get(text(property))?.stands(depth + 1) || null;
    }
    case "CallExpression": {
      const called = resolve(state, node.firstChild, depth + 1);
      if (!called || called.instance || called.module) return null;
      if (called.path) return { path: called.path, instance: true };
      return called.definition.kind === "class" ? { definition: called.definition, instance: true } : null;
    }
    default:
      return null;
  }
}

function resolveName(state, name, pos, depth) {
  const binding = analysis(state).lookUp(name, pos);
  if (binding) return stands(state, binding, depth + 1);
  const signature = table?.modules.builtins[name];
  return signature === undefined ? null : { path: name, signature };
}

/** What a name of the program stands for. */
function stands(state, binding, depth) {
  if (binding.definition) return { definition: binding.definition };
  if (binding.instanceOf) return { definition: binding.instanceOf, instance: true };
  if (binding.module) return inLibrary(binding.module, binding.name);
  return binding.value ? resolve(state, binding.value, depth) : null;
}

/** A module, or a name in one. */
function inLibrary(module, name) {
  const dotted = name ? `${module}.${name}` : module;
  if (table?.modules[dotted]) return { module: dotted };
  const signature = table?.modules[module]?.[name];
  return signature === undefined ? null : { path: dotted, signature };
}

/** The attributes of what `resolve` gave: name to `{type, signature, stands}`. */
export function members(state, of, depth = 0) {
  const found = new Map();
  if (!of || depth > DEEPEST) return found;
  if (of.module) {
    const prefix = `${of.module}.`;
    for (const dotted of Object.keys(table.modules)) {
      const name = dotted.startsWith(prefix) ? dotted.slice(prefix.length) : "";
      if (name && !name.includes(".")) found.set(name, { type: "namespace", stands: () => ({ module: dotted }) });
    }
    for (const [name, signature] of Object.entries(table.modules[of.module] ?? {})) {
      found.set(name, { ...kind(signature), stands: () => inLibrary(of.module, name) });
    }
  } else if (of.path) {
    for (const [name, signature] of Object.entries(table?.members[of.path] ?? {})) {
      const { type, signature: shown } = kind(signature);
      found.set(name, {
        type: type === "variable" ? "property" : "method", signature: shown,
        stands: () => ({ path: `${of.path}.${name}`, signature }),
      });
    }
  } else if (of.definition?.kind === "class") {
    for (const base of of.definition.bases) {
      for (const [name, member] of members(state, resolve(state, base, depth + 1), depth + 1)) found.set(name, member);
    }
    for (const [name, binding] of of.definition.members) {
      found.set(name, {
        type: binding.definition ? (binding.definition.kind === "class" ? "class" : "method") : "property",
        signature: binding.definition ? signatureOf(state, { definition: binding.definition }, depth + 1) : "",
        stands: (deep) => stands(state, binding, deep),
      });
    }
  }
  return found;
}

/** How names.json's signatures are to be read: a C before it says that it is a class. */
export function kind(signature) {
  if (signature.startsWith("C")) return { type: "class", signature: signature.slice(1) };
  return { type: signature ? "function" : "variable", signature };
}

/** `(a, b=1)` of what can be called, without what is bound; "" if it is not known. */
export function signatureOf(state, called, depth = 0) {
  if (!called || called.instance || called.module || depth > DEEPEST) return "";
  if (called.path) return kind(called.signature ?? "").signature;
  const { definition } = called;
  if (definition.kind === "function") return definition.signature;
  const begin = definition.members.get("__init__")?.definition;
  if (begin) return begin.signature;
  for (const base of definition.bases) {
    const inherited = signatureOf(state, resolve(state, base, depth + 1), depth + 1);
    if (inherited) return inherited;
  }
  return "()";
}
