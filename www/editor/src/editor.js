// The program editor: CodeMirror 6 behind the few calls the page needs.
//
// `bundle.mjs` makes one ES module of this file; `start.js` hands it to the Rust front end, which calls
// `create` and then the methods of `Editor` (crates/app/src/editor.rs).

import { closeBrackets, closeBracketsKeymap, closeCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting,
} from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars,
  keymap, lineNumbers, tooltips,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completion } from "./completion.js";
import { mistakes, showFailure } from "./mistakes.js";
import { chinesePhrases } from "./phrases.js";
import { hideHint, signatureHints } from "./signature.js";

// Colours are the page's CSS variables, so that light and dark need no second theme here.
const looks = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "var(--code-size)", lineHeight: "1.6" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 12px 0 8px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "1.8em", padding: "0 2px 0 0" },
  ".cm-gutter-lint": { width: "1.2em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0.25em 0.15em" },
  ".cm-foldGutter .cm-gutterElement": { color: "var(--ink-faint)", padding: "0 3px" },
  ".cm-activeLine": { backgroundColor: "var(--active-line)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--selection-match)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--selection)", outline: "1px solid var(--line-strong)",
  },
  ".cm-foldPlaceholder": { backgroundColor: "var(--sunken)", border: "none", color: "var(--ink-soft)" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-textfield, .cm-button": {
    backgroundColor: "var(--surface)", backgroundImage: "none", color: "var(--ink)",
    border: "1px solid var(--line-strong)", borderRadius: "6px",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--danger)" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
  // The button that closes the list stands beside it.
  ".cm-panel.cm-panel-lint ul": { marginRight: "28px" },
  ".cm-panel.cm-panel-lint ul [aria-selected], .cm-panel.cm-panel-lint ul:focus [aria-selected]": {
    background: "var(--selection)", color: "var(--ink)",
    "& u": { textDecoration: "none" },
  },
  ".cm-panel.cm-panel-lint button[name=close]": {
    color: "var(--ink)", top: "2px", right: "2px", width: "24px", height: "24px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)", fontSize: "var(--code-size)", maxWidth: "min(95vw, 44rem)", minWidth: "min(16rem, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex", gap: "0.4em", padding: "3px 8px", lineHeight: "1.5", minHeight: "24px", boxSizing: "border-box",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--selection)", color: "var(--ink)", outline: "1px solid var(--line-strong)", outlineOffset: "-1px",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": {
    marginLeft: "0.5em", fontStyle: "normal", color: "var(--ink-soft)", overflow: "hidden", textOverflow: "ellipsis",
  },
  ".cm-tooltip.cm-signature": {
    fontFamily: "var(--mono)", fontSize: "var(--code-size)", padding: "3px 8px", maxWidth: "min(92vw, 44rem)",
    boxSizing: "border-box", color: "var(--ink-soft)",
    "& strong": { color: "var(--ink)", textDecoration: "underline", textUnderlineOffset: "3px" },
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword],
    color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.bool, tags.null, tags.self, tags.atom], color: "var(--code-constant)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--code-comment)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName),
    tags.function(tags.definition(tags.variableName))], color: "var(--code-function)" },
  { tag: [tags.className, tags.definition(tags.className)], color: "var(--code-class)" },
  { tag: tags.meta, color: "var(--code-constant)" },
]);

const setMarks = StateEffect.define();

// Whole-line marks: each line's classes with what they mean. A mark moves with its line while the text is edited.
const marks = StateField.define({
  create: () => Decoration.none,
  update(current, transaction) {
    let next = current.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) next = lineDecorations(transaction.state.doc, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lineDecorations(doc, classesByLine) {
  const builder = new RangeSetBuilder();
  for (const line of [...classesByLine.keys()].sort((a, b) => a - b)) {
    const at = doc.line(line).from;
    const classes = classesByLine.get(line);
    builder.add(at, at, Decoration.line({
      class: `weft-mark ${[...classes.keys()].join(" ")}`,
      attributes: { title: [...classes.values()].join(", "), style: `--bar: ${stripes([...classes.keys()])}` },
    }));
  }
  return builder.finish();
}

/** One colour a class, above each other; the style sheet has a variable for each class. */
function stripes(classes) {
  const share = (place) => `${(place / classes.length) * 100}%`;
  return `linear-gradient(${classes.map((name, at) => `var(--${name}) ${share(at)} ${share(at + 1)}`).join(", ")})`;
}

function labels(language, label) {
  return [
    EditorState.phrases.of(language === "zh" ? chinesePhrases : {}),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", lang: "en", translate: "no" }),
  ];
}

/** Whoever runs the program has written what there was to write, and Esc is to stop it. */
function closePopups(view) {
  closeCompletion(view);
  hideHint(view);
}

/** What `create` gives back; the page's Rust code holds it. */
class Editor {
  #view;
  #dark = new Compartment();
  #labels = new Compartment();
  /** Line number to its classes with what they mean. */
  #marks = new Map();

  constructor(parent, { text, dark, language, label, onChange, onRun, check }) {
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: (view) => (closePopups(view), onRun(), true) }])),
          lineNumbers(),
          foldGutter(),
          highlightSpecialChars(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of("    "),
          EditorState.tabSize.of(4),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
          new LanguageSupport(pythonLanguage),
          completion(),
          signatureHints(),
          mistakes(check),
          // The panels of the page cut off what stands out of them.
          tooltips({ position: "fixed" }),
          syntaxHighlighting(colours),
          looks,
          marks,
          // Esc, then Tab, leaves the editor: CodeMirror's way out of a Tab that indents.
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap,
            indentWithTab]),
          this.#dark.of(EditorView.darkTheme.of(dark)),
          this.#labels.of(labels(language, label)),
          EditorView.updateListener.of((update) => { if (update.docChanged) onChange(); }),
        ],
      }),
    });
  }

  getText() {
    return this.#view.state.doc.toString();
  }

  /** Replaces the whole text as one step that Undo takes back. */
  setText(text) {
    const length = this.#view.state.doc.length;
    this.#marks.clear();
    this.#view.dispatch(
      { changes: { from: 0, to: length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true,
        effects: setMarks.of(this.#marks) },
    );
    this.clearFailure();
  }

  setTheme(dark) {
    this.#view.dispatch({ effects: this.#dark.reconfigure(EditorView.darkTheme.of(dark)) });
  }

  setLanguage(language, label) {
    this.#view.dispatch({ effects: this.#labels.reconfigure(labels(language, label)) });
  }

  /** Adds `className` to a line (from 1), explained by `title`; lines the text does not have are left out. */
  markLine(line, className, title) {
    if (line < 1 || line > this.#view.state.doc.lines) return;
    if (!this.#marks.has(line)) this.#marks.set(line, new Map());
    const classes = this.#marks.get(line);
    classes.set(className, classes.has(className) ? `${classes.get(className)}, ${title}` : title);
    this.#view.dispatch({ effects: setMarks.of(this.#marks) });
  }

  clearMarks() {
    if (this.#marks.size === 0) return;
    this.#marks.clear();
    this.#view.dispatch({ effects: setMarks.of(this.#marks) });
  }

  /** The last run failed in this line (from 1). */
  showFailure(line, message) {
    const { doc } = this.#view.state;
    if (line < 1 || line > doc.lines) return;
    const { from, to, text } = doc.line(line);
    showFailure(this.#view, { from: from + text.length - text.trimStart().length, to, message });
  }

  clearFailure() {
    showFailure(this.#view, null);
  }

  /** Puts the cursor at the start of a line (from 1) and shows it. */
  goToLine(line) {
    const { doc } = this.#view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines))).from;
    this.#view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.#view.focus();
  }

  focus() {
    this.#view.focus();
  }

  destroy() {
    this.#view.destroy();
  }
}

export function create(parent, options) {
  return new Editor(parent, options);
}
