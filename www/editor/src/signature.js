// Signature hints: while the cursor is between the parentheses of a call, what the function takes.

import { syntaxTree } from "@codemirror/language";
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { keymap, showTooltip, ViewPlugin } from "@codemirror/view";
import { library, loadLibrary, resolve, signatureOf } from "./names.js";

const show = StateEffect.define();
const hide = StateEffect.define();

/** The call around a place: `{at, name, signature, position, keyword}`; null if there is none that is known. */
export function callAt(state, pos) {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (node.name === "Body" || node.name === "LambdaExpression") return null;
    if (node.name !== "ArgList" || node.parent?.name !== "CallExpression" || pos <= node.from) continue;
    if (pos === node.to && state.sliceDoc(pos - 1, pos) === ")") continue;
    const callee = node.parent.firstChild;
    const signature = signatureOf(state, resolve(state, callee));
    if (!signature) return null;
    const last = callee.name === "MemberExpression" ? callee.getChild("PropertyName") : callee;
    return { at: node.from, name: state.sliceDoc(last.from, last.to), signature, ...argumentAt(state, node, pos) };
  }
  return null;
}

function argumentAt(state, list, pos) {
  let position = 0;
  let first = null;
  let keyword = "";
  let byName = false;
  for (let child = list.firstChild?.nextSibling; child && child.from < pos; child = child.nextSibling) {
    if (state.sliceDoc(child.from, child.to) === ",") {
      position += 1;
      first = null;
      keyword = "";
    } else if (child.name === "AssignOp" && first?.name === "VariableName") {
      keyword = state.sliceDoc(first.from, first.to);
      byName = true;
    } else {
      first ??= child;
    }
  }
  // After an argument by name none comes by place.
  return { position: byName ? -1 : position, keyword };
}

/** `(a, /, *rest, b=1)` taken apart: each part's text, its name, and whether it may be given by name or by place. */
export function parametersOf(signature) {
  const parts = [];
  let depth = 0;
  let quote = "";
  let part = "";
  for (const letter of signature.slice(1, -1)) {
    if (quote) quote = letter === quote ? "" : quote;
    else if (letter === "'" || letter === '"') quote = letter;
    else if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    if (letter === "," && depth === 0 && !quote) {
      parts.push(part.trim());
      part = "";
    } else part += letter;
  }
  if (part.trim()) parts.push(part.trim());
  const slash = parts.indexOf("/");
  const star = parts.findIndex((each) => /^\*(?!\*)/.test(each));
  return parts.map((text, at) => {
    const name = /^\**([\p{L}_][\p{L}\p{N}_]*)/u.exec(text)?.[1] ?? "";
    const gathers = text.startsWith("*");
    return {
      text, name, gathers,
      byName: name !== "" && !gathers && at > slash,
      byPlace: name !== "" && !text.startsWith("**") && (star < 0 || at <= star),
    };
  });
}

/** Which of the parameters the cursor is at; -1 for none. */
function active(parameters, { position, keyword }) {
  if (keyword) {
    const named = parameters.findIndex(({ name, byName }) => byName && name === keyword);
    return named >= 0 ? named : parameters.findIndex(({ text }) => text.startsWith("**"));
  }
  let left = position;
  return parameters.findIndex(({ byPlace, gathers }) => byPlace && (gathers || left-- === 0));
}

function tooltip(state, call) {
  const parameters = parametersOf(call.signature);
  const current = active(parameters, call);
  return {
    pos: call.at,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-signature";
      dom.setAttribute("role", "status");
      dom.lang = "en";
      dom.translate = false;
      dom.append(`${call.name}(`);
      parameters.forEach(({ text }, at) => {
        const part = document.createElement(at === current ? "strong" : "span");
        part.textContent = text;
        dom.append(at > 0 ? ", " : "", part);
      });
      dom.append(")");
      return { dom };
    },
  };
}

const hint = StateField.define({
  create: () => ({ wanted: false, call: null, tooltip: null }),
  update(before, transaction) {
    let { wanted } = before;
    for (const effect of transaction.effects) {
      if (effect.is(show)) wanted = true;
      if (effect.is(hide)) wanted = false;
    }
    if (typedInto(transaction, /[(,]/)) wanted = true;
    if (!wanted) return before.tooltip || before.wanted ? { wanted, call: null, tooltip: null } : before;
    if (wanted === before.wanted && !transaction.docChanged && !transaction.selection && transaction.effects.length === 0) {
      return before;
    }
    const call = callAt(transaction.state, transaction.state.selection.main.head);
    // Without the library's names nothing is known yet.
    if (!call) return { wanted: library() === null, call: null, tooltip: null };
    if (before.call && ["at", "name", "signature", "position", "keyword"].every((key) => before.call[key] === call[key])) {
      return before;
    }
    return { wanted, call, tooltip: tooltip(transaction.state, call) };
  },
  provide: (field) => showTooltip.from(field, (value) => value.tooltip),
});

function typedInto(transaction, what) {
  if (!transaction.isUserEvent("input")) return false;
  let typed = false;
  transaction.changes.iterChanges((_from, _to, _begin, _end, text) => { typed ||= what.test(text.toString()); });
  return typed;
}

/** Fetches the library's names for a hint that waits for them. */
const loader = ViewPlugin.fromClass(class {
  update({ state, view }) {
    const { wanted, tooltip: shown } = state.field(hint);
    if (!wanted || shown || library()) return;
    loadLibrary().then((names) => { if (names && view.state.field(hint).wanted) view.dispatch({ effects: show.of(null) }); });
  }
});

/** Takes the hint away; false if there is none. */
export function hideHint(view) {
  if (!view.state.field(hint).tooltip) return false;
  view.dispatch({ effects: hide.of(null) });
  return true;
}

export function signatureHints() {
  return [
    hint,
    loader,
    Prec.high(keymap.of([
      { key: "Mod-Shift-Space", run: (view) => (view.dispatch({ effects: show.of(null) }), true) },
      { key: "Escape", run: hideHint },
    ])),
  ];
}
