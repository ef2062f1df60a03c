//! Python source to Weft's bytecode.
//!
//! The way of a source text: [`nesting`] looks for nesting that would overflow the stack; ruff's
//! parser makes the tree (its types do not leave this crate); [`symbols`] finds the scopes and most
//! mistakes; [`compiler`] and its parts emit instructions into a [`block`]. Syntax errors have
//! CPython's words ([`syntax_errors`]).
//!
//! ```
//! use std::sync::Arc;
//! use weft_code::Source;
//! use weft_compile::{Mode, compile};
//!
//! let source = Arc::new(Source::new("a.py", "print('hello')", true));
//! let code = compile(source, Mode::Exec).expect("this is valid Python");
//! assert_eq!(code.name, "<module>");
//! ```

mod annotations;
mod block;
mod calls;
mod classes;
mod compiler;
mod comprehensions;
mod conditions;
mod constants;
mod dismantle;
mod exceptions;
mod expressions;
mod functions;
mod imports;
mod loops;
mod nesting;
mod patterns;
mod statements;
mod strings;
mod surrogates;
mod symbols;
mod syntax_errors;
mod targets;
mod type_parameters;
mod with;

use std::sync::Arc;

use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::Ranged;
use weft_code::{Code, LineIndex, Parameters, Source, Span};

use compiler::Compiler;
use syntax_errors::Problem;
pub use syntax_errors::{SyntaxError, SyntaxErrorKind};

/// What kind of text is compiled, as the third argument of Python's `compile()` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Statements. The code returns None.
    Exec,
    /// One expression. The code returns its value.
    Eval,
    /// Statements typed at a prompt: the values of expressions are printed.
    Single,
}

/// Digits that an integer literal in decimal notation may have, if the program has not said otherwise.
pub const MAX_DIGITS: u32 = 4300;

/// Compiles a source text.
///
/// # Errors
/// The first syntax error.
pub fn compile(source: Arc<Source>, mode: Mode) -> Result<Arc<Code>, SyntaxError> {
    compile_with(source, mode, MAX_DIGITS)
}

/// Compiles a source text whose integers in decimal notation have `max_digits` at most (0: any number).
///
/// # Errors
/// The first syntax error.
pub fn compile_with(source: Arc<Source>, mode: Mode, max_digits: u32) -> Result<Arc<Code>, SyntaxError> {
    let located = |problem: Problem| problem.locate(&source.text, &source.lines);
    let nesting = nesting::scan(&source.text).map_err(located)?;
    let parsed = parse(&source.text, mode);
    let result = match first_problem(&parsed, &source.text) {
        Some(problem) => Err(problem),
        None => {
            let mut syntax = parsed.into_syntax();
            surrogates::restore(&mut syntax, &source.text);
            let code = generate(&source, &syntax, mode, max_digits);
            dismantle::dismantle(syntax, nesting);
            return code.map_err(located);
        }
    };
    dismantle::dismantle(parsed.into_syntax(), nesting);
    result.map_err(located)
}

/// All syntax errors of a module, in the order of the text.
pub fn check(source: &str) -> Vec<SyntaxError> {
    let lines = LineIndex::new(source);
    let nesting = match nesting::scan(source) {
        Ok(nesting) => nesting,
        Err(problem) => return vec![problem.locate(source, &lines)],
    };
    let parsed = parse(source, Mode::Exec);
    let mut problems = syntax_errors::from_parser(&parsed, source);
    if problems.is_empty()
        && let Mod::Module(module) = parsed.syntax()
    {
        let (_, found) = symbols::build(&module.body, None, MAX_DIGITS);
        problems = found;
    }
    problems.sort_by_key(|problem| problem.span.start);
    dismantle::dismantle(parsed.into_syntax(), nesting);
    problems.into_iter().map(|problem| problem.locate(source, &lines)).collect()
}

fn parse(text: &str, mode: Mode) -> Parsed<Mod> {
    let mode = match mode {
        Mode::Eval => ruff_python_parser::Mode::Expression,
        Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
    };
    parse_unchecked(text, ParseOptions::from(mode).with_target_version(PythonVersion::PY314))
}

fn first_problem(parsed: &Parsed<Mod>, text: &str) -> Option<Problem> {
    syntax_errors::from_parser(parsed, text).into_iter().next()
}

fn generate(source: &Arc<Source>, syntax: &Mod, mode: Mode, max_digits: u32) -> Result<Arc<Code>, Problem> {
    let (symbols, problems) = match syntax {
        Mod::Module(module) => symbols::build(&module.body, None, max_digits),
        Mod::Expression(expression) => symbols::build(&[], Some(&expression.body), max_digits),
    };
    if let Some(problem) = problems.into_iter().min_by_key(|problem| problem.span.start) {
        return Err(problem);
    }
    let mut compiler = Compiler::new(source, &symbols);
    compiler.interactive = mode == Mode::Single;
    let docstring = match syntax {
        Mod::Module(module) => compiler.module(&module.body),
        Mod::Expression(expression) => {
            compiler.expression_body(&expression.body);
            None
        }
    };
    let empty = compiler::empty_block();
    let block = std::mem::replace(&mut compiler.block, empty);
    let flags = compiler.flags;
    let code = compiler.finish_block(block, flags, Parameters::default(), docstring, Span::default());
    match compiler.problem {
        Some(problem) => Err(problem),
        None => Ok(code),
    }
}

/// The span of a node of the tree.
fn span_of(node: &impl Ranged) -> Span {
    let range = node.range();
    Span { start: range.start().to_u32(), end: range.end().to_u32() }
}
