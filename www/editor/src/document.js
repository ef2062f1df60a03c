// The names of the program itself: what each scope binds, as far as the syntax tree tells.
//
// A binding is {type} and, where it is known, one of: `definition`, a function or class; `module` with `name`, where it
// is imported from; `value`, the node of the expression it was given; `instanceOf`, the class of a method's `self`.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";

/** How long a tree that is not complete yet is waited for, in milliseconds. */
const PATIENCE = 50;

const analyses = new WeakMap();

/** The names of a document, worked out once a syntax tree. */
export function analysis(state) {
  const tree = ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
  let known = analyses.get(tree);
  if (!known) {
    known = new Analysis(state.doc, tree.topNode);
    analyses.set(tree, known);
  }
  return known;
}

class Analysis {
  #doc;
  #scopes = [];

  constructor(doc, top) {
    this.#doc = doc;
    this.#visit(top, this.#open(top, null, null));
  }

  /** The binding that a name has at a place. */
  lookUp(name, pos) {
    for (const scope of this.#around(pos)) {
      const binding = scope.names.get(name);
      if (binding) return binding;
    }
    return null;
  }

  /** All names that can be used at a place, the nearest first. */
  visible(pos) {
    const names = new Map();
    for (const scope of this.#around(pos)) {
      for (const [name, binding] of scope.names) if (!names.has(name)) names.set(name, binding);
    }
    return names;
  }

  /** The scopes that a place sees, from the inside; of classes only the one that it stands in itself. */
  #around(pos) {
    const scopes = this.#scopes.filter(({ from, to }) => from <= pos && pos <= to).reverse();
    return scopes.filter((scope, at) => at === 0 || !scope.ofClass);
  }

  #open(node, ofClass, self) {
    const scope = { from: node.from, to: node.to, names: new Map(), ofClass, self };
    this.#scopes.push(scope);
    return scope;
  }

  #text(node) {
    return this.#doc.sliceString(node.from, node.to);
  }

  #bind(scope, node, binding) {
    const name = this.#text(node);
    const before = scope.names.get(name);
    // What is known of a name stays known if it is given something of which nothing is known.
    if (!before || binding.definition || binding.module || binding.value) scope.names.set(name, binding);
  }

  #visit(node, scope) {
    for (let child = node.firstChild; child; child = child.nextSibling) this.#one(child, scope);
  }

  #one(node, scope) {
    switch (node.name) {
      case "FunctionDefinition":
        return this.#function(node, scope);
      case "ClassDefinition":
        return this.#class(node, scope);
      case "LambdaExpression": {
        const inner = this.#open(node, null, scope.self);
        this.#parameters(node.getChild("ParamList"), inner);
        return this.#visit(node, inner);
      }
      case "ImportStatement":
        return this.#import(node, scope);
      case "AssignStatement":
      case "UpdateStatement":
        this.#assign(node, scope);
        break;
      case "NamedExpression":
        this.#target(node.firstChild, scope, node.lastChild);
        break;
      case "ForStatement":
      case "ComprehensionExpression":
      case "ArrayComprehensionExpression":
      case "SetComprehensionExpression":
      case "DictionaryComprehensionExpression":
      case "WithStatement":
      case "TryStatement":
        this.#afterWords(node, scope);
        break;
    }
    this.#visit(node, scope);
  }

  #function(node, scope) {
    const name = node.getChild("VariableName");
    const list = node.getChild("ParamList");
    const decorated = node.parent?.name === "DecoratedStatement" ? this.#text(node.parent.firstChild) : "";
    const isMethod = scope.ofClass && !decorated.startsWith("@staticmethod");
    if (name) {
      let signature = list ? this.#text(list).replace(/\s+/g, " ") : "()";
      if (isMethod) signature = signature.replace(/^\(\s*\w+\s*(,\s*|(?=\)))/, "(");
      const isProperty = /^@(\w+\.)?(cached_)?(property|setter)\b/.test(decorated);
      const binding = isProperty ? { type: "property" } : { type: "function", definition: { kind: "function", signature } };
      this.#bind(scope, name, binding);
    }
    const first = isMethod ? list?.getChild("VariableName") : null;
    const self = first ? { name: this.#text(first), of: scope.ofClass } : scope.self;
    const inner = this.#open(node, null, self);
    this.#parameters(list, inner);
    if (first) inner.names.set(self.name, { type: "variable", instanceOf: scope.ofClass });
    this.#visit(node, inner);
  }

  #parameters(list, scope) {
    let before = "";
    for (let child = list?.firstChild; child; child = child.nextSibling) {
      if (child.name === "VariableName" && before !== "AssignOp") this.#bind(scope, child, { type: "variable" });
      before = child.name;
    }
  }

  #class(node, scope) {
    const bases = [];
    for (let child = node.getChild("ArgList")?.firstChild; child; child = child.nextSibling) {
      if (child.name === "AssignOp") bases.pop();
      else if (child.name === "VariableName" || child.name === "MemberExpression") bases.push(child);
    }
    const definition = { kind: "class", bases, members: new Map() };
    const name = node.getChild("VariableName");
    if (name) this.#bind(scope, name, { type: "class", definition });
    const inner = this.#open(node, definition, null);
    inner.names = definition.members;
    this.#visit(node, inner);
  }

  /** `import a.b as c, d` and `from a import (b as c, d)`. */
  #import(node, scope) {
    const parts = [];
    let from = "";
    let current = [];
    let seen = "";
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const text = this.#text(child);
      if (text === "from" || text === "import" || text === "as") seen = text;
      else if (text === ",") { parts.push(current); current = []; seen = "import"; }
      else if (child.name === "VariableName" || child.name === "." || text === ".") {
        if (seen === "from") from += text;
        else if (seen === "as") current.alias = child;
        else current.push(child);
      }
    }
    parts.push(current);
    for (const part of parts) {
      if (part.length === 0) continue;
      const dotted = part.map((each) => this.#text(each)).join("");
      const bound = part.alias ?? part[0];
      if (from) this.#bind(scope, bound, { type: "variable", module: from, name: dotted });
      else this.#bind(scope, bound, { type: "namespace", module: part.alias ? dotted : this.#text(part[0]) });
    }
  }

  #assign(node, scope) {
    const targets = [];
    let value = null;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === "AssignOp") {
        if (value) targets.push(value);
        value = child.nextSibling;
      } else if (!value) {
        targets.push(child);
      }
    }
    // `a, b = 1, 2`: who gets what is not worked out.
    const names = targets.filter(({ name }) => name === "VariableName" || name === "MemberExpression");
    for (const target of targets) this.#target(target, scope, names.length === 1 ? value : null);
  }

  #target(target, scope, value) {
    if (!target) return;
    if (target.name === "VariableName") {
      this.#bind(scope, target, { type: "variable", value });
    } else if (target.name === "MemberExpression") {
      const property = target.getChild("PropertyName");
      const { self } = scope;
      if (property && self && this.#text(target.firstChild) === self.name) {
        this.#bind({ names: self.of.members }, property, { type: "property", value });
      }
    } else if (/^(Tuple|Array|Parenthesized)Expression$/.test(target.name)) {
      for (let child = target.firstChild; child; child = child.nextSibling) this.#target(child, scope, null);
    }
  }

  /** What stands after `for` and `as` is bound. */
  #afterWords(node, scope) {
    let bound = "";
    let value = null;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === "for" || child.name === "as") bound = child.name;
      else if (child.name === "in" || child.name === "Body") bound = "";
      else if (bound) {
        this.#target(child, scope, bound === "as" && node.name === "WithStatement" ? value : null);
        if (bound === "as") bound = "";
      } else value = child;
    }
  }
}
