// Mistakes: syntax errors, underlined while one types, and the line where a run failed.

import { forEachDiagnostic, lintGutter, lintKeymap, linter, setDiagnostics } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import { keymap } from "@codemirror/view";

/** Milliseconds of quiet after which the compiler is asked. */
const QUIET_MILLIS = 300;
/** Milliseconds after which it is asked again if a program was running. */
const BUSY_MILLIS = 500;

const setFailure = StateEffect.define();

/** Where the last run failed: `{from, to, message}`; it moves with the text. */
const failure = StateField.define({
  create: () => null,
  update(current, transaction) {
    for (const effect of transaction.effects) if (effect.is(setFailure)) return effect.value;
    if (!current || !transaction.docChanged) return current;
    const from = transaction.changes.mapPos(current.from, 1);
    const to = transaction.changes.mapPos(current.to, -1);
    return from < to ? { ...current, from, to } : null;
  },
});

/** A place that the compiler counted in lines and code points, from 1. */
function offset(doc, line, column) {
  const { from, text } = doc.line(Math.max(1, Math.min(line, doc.lines)));
  return from + [...text].slice(0, Math.max(0, column - 1)).join("").length;
}

function diagnostic(doc, { message, line, column, endLine, endColumn }) {
  let from = offset(doc, line, column);
  let to = Math.max(from, offset(doc, endLine, endColumn));
  // An error at the end of a line or of the text: what stands before it is underlined.
  if (from === to && from > 0 && from === doc.lineAt(from).to) from -= from > doc.lineAt(from).from ? 1 : 0;
  else if (from === to) to = Math.min(to + 1, doc.length);
  return { from, to, ...told(doc, from, message) };
}

/** A mistake in words: the list of mistakes has them of all lines. */
function told(doc, from, message) {
  const { number } = doc.lineAt(from);
  const renderMessage = (view) => document.createTextNode(view.state.phrase("line $: ", number) + message);
  return { message, renderMessage, severity: "error" };
}

/** Mistakes and the failure; a syntax error that the run stumbled over as well is said once. */
function together(doc, mistakes, failed) {
  if (!failed || mistakes.some(({ message }) => message === failed.message)) return mistakes;
  return [...mistakes, { ...failed, ...told(doc, failed.from, failed.message) }];
}

/** `check` promises the syntax errors of a text, or null while a program runs. */
export function mistakes(check) {
  return [
    failure,
    lintGutter(),
    linter(async (view) => {
      const { state } = view;
      const { doc } = state;
      let found = await check(doc.toString());
      while (found === null) {
        await new Promise((resolve) => setTimeout(resolve, BUSY_MILLIS));
        // Whoever changed the text asked again.
        if (view.state.doc !== doc) return [];
        found = await check(doc.toString());
      }
      return together(doc, found.map((each) => diagnostic(doc, each)), view.state.field(failure));
    }, { delay: QUIET_MILLIS }),
    keymap.of(lintKeymap),
  ];
}

/** The failure of a run; null takes it away. */
export function showFailure(view, failed) {
  const { state } = view;
  const before = state.field(failure);
  const others = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    if (diagnostic.message !== before?.message) others.push({ ...diagnostic, from, to });
  });
  view.dispatch({ effects: setFailure.of(failed) });
  view.dispatch(setDiagnostics(view.state, together(state.doc, others, failed)));
}
