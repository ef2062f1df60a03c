//! Syntax errors in CPython's words, at CPython's places (Python 3.13 and 3.14).

use std::sync::Arc;

use weft_code::Source;
use weft_compile::{Mode, SyntaxError, SyntaxErrorKind, check, compile};

fn error(text: &str) -> SyntaxError {
    let source = Arc::new(Source::new("t.py", text, true));
    match compile(source, Mode::Exec) {
        Ok(_) => panic!("no error in {text:?}"),
        Err(error) => error,
    }
}

/// Text, message, line, column.
const CASES: &[(&str, &str, u32, u32)] = &[
    // Headers
    ("if x\n  pass", "expected ':'", 1, 5),
    ("def f()\n  pass", "expected ':'", 1, 8),
    ("class A\n  pass", "expected ':'", 1, 8),
    ("for i in range(3)\n  pass", "expected ':'", 1, 18),
    ("with x\n  pass", "expected ':'", 1, 7),
    ("try:\n x\nexcept\n y", "expected ':'", 3, 7),
    ("match x:\n  case 1\n    pass", "expected ':'", 2, 9),
    ("def f:\n  pass", "expected '('", 1, 6),
    ("if x y: pass", "invalid syntax", 1, 6),
    ("try:\n  pass\nx = 1", "expected 'except' or 'finally' block", 3, 1),
    ("else:\n  pass", "invalid syntax", 1, 1),
    // Assignment
    ("f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 1),
    ("1 = x", "cannot assign to literal here. Maybe you meant '==' instead of '='?", 1, 1),
    ("a + b = c", "cannot assign to expression here. Maybe you meant '==' instead of '='?", 1, 1),
    ("x = f() = 3", "cannot assign to function call", 1, 5),
    ("(a, 1) = 2", "cannot assign to literal", 1, 5),
    ("None = 1", "cannot assign to None", 1, 1),
    ("a < b = 1", "cannot assign to comparison", 1, 1),
    ("if x = 3: pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4),
    ("while x.a = 3: pass", "cannot assign to attribute here. Maybe you meant '==' instead of '='?", 1, 7),
    ("f() += 1", "'function call' is an illegal expression for augmented assignment", 1, 1),
    ("a, b += 1", "'tuple' is an illegal expression for augmented assignment", 1, 1),
    ("(a.b := 1)", "cannot use assignment expressions with attribute", 1, 2),
    ("for f() in x: pass", "cannot assign to function call", 1, 5),
    ("del f()", "cannot delete function call", 1, 5),
    ("(a, b): int", "only single target (not tuple) can be annotated", 1, 1),
    ("*a, *b = c", "multiple starred expressions in assignment", 1, 1),
    ("*a = b", "starred assignment target must be in a list or tuple", 1, 1),
    ("x = *a", "can't use starred expression here", 1, 5),
    ("__debug__ = 1", "cannot assign to __debug__", 1, 1),
    // Commas, brackets
    ("f(a b)", "invalid syntax. Perhaps you forgot a comma?", 1, 3),
    ("[1, 2 3]", "invalid syntax. Perhaps you forgot a comma?", 1, 5),
    ("x = {1: 2 3: 4}", "invalid syntax. Perhaps you forgot a comma?", 1, 9),
    ("a b", "invalid syntax", 1, 3),
    ("x = (1,\ny = 2", "'(' was never closed", 1, 5),
    ("print(\"a\"\nprint(\"b\")", "'(' was never closed", 1, 6),
    ("x = [1, 2", "'[' was never closed", 1, 5),
    ("x = 3)", "unmatched ')'", 1, 6),
    ("(a]", "closing parenthesis ']' does not match opening parenthesis '('", 1, 3),
    ("(\n]", "closing parenthesis ']' does not match opening parenthesis '(' on line 1", 2, 1),
    ("[x, y for x, y in z]", "did you forget parentheses around the comprehension target?", 1, 2),
    ("d = {1:}", "expression expected after dictionary key and ':'", 1, 7),
    ("d = {1:2, 3}", "':' expected after dictionary key", 1, 11),
    ("x = 5 if y", "expected 'else' after 'if' expression", 1, 5),
    // Calls and parameters
    ("print 'hello'", "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1),
    ("f(a=1, 2)", "positional argument follows keyword argument", 1, 9),
    ("f(**k, 2)", "positional argument follows keyword argument unpacking", 1, 9),
    ("f(**k, *a)", "iterable argument unpacking follows keyword argument unpacking", 1, 8),
    ("f(a for a in b, c)", "Generator expression must be parenthesized", 1, 3),
    ("f(a.b=1)", "expression cannot contain assignment, perhaps you meant \"==\"?", 1, 3),
    ("f(True=1)", "cannot assign to True", 1, 3),
    ("f(a=1, a=2)", "keyword argument repeated: a", 1, 8),
    ("def f(a, a): pass", "duplicate argument 'a' in function definition", 1, 10),
    ("def f(a=1, b): pass", "parameter without a default follows parameter with a default", 1, 12),
    ("def f(*): pass", "named parameters must follow bare *", 1, 7),
    ("def f(**a, b): pass", "parameters cannot follow var-keyword parameter", 1, 12),
    ("def f(a, (b, c)): pass", "Function parameters cannot be parenthesized", 1, 10),
    ("lambda (a, b): 1", "Lambda expression parameters cannot be parenthesized", 1, 8),
    // Places
    ("return 1", "'return' outside function", 1, 1),
    ("class A:\n return 1", "'return' outside function", 2, 2),
    ("break", "'break' outside loop", 1, 1),
    ("for x in y:\n def f():\n  continue", "'continue' not properly in loop", 3, 3),
    ("yield 1", "'yield' outside function", 1, 1),
    ("await x", "'await' outside function", 1, 1),
    ("def f():\n  await x", "'await' outside async function", 2, 3),
    ("def f():\n  async for a in b: pass", "'async for' outside async function", 2, 3),
    ("def f():\n  [x async for x in y]", "asynchronous comprehension outside of an asynchronous function", 2, 3),
    ("async def f():\n  yield 1\n  return 2", "'return' with value in async generator", 3, 3),
    ("async def f():\n  yield from x", "'yield from' inside async function", 2, 3),
    ("[(yield x) for x in y]", "'yield' inside list comprehension", 1, 3),
    ("def f():\n from x import *", "import * only allowed at module level", 2, 2),
    // Names
    ("def f():\n x = 1\n global x", "name 'x' is assigned to before global declaration", 3, 2),
    ("def f():\n print(x)\n global x", "name 'x' is used prior to global declaration", 3, 2),
    ("def f(x):\n global x", "name 'x' is parameter and global", 2, 2),
    ("def f():\n nonlocal x", "no binding for nonlocal 'x' found", 2, 2),
    ("nonlocal x", "nonlocal declaration not allowed at module level", 1, 1),
    ("[(x := 1) for x in y]", "assignment expression cannot rebind comprehension iteration variable 'x'", 1, 3),
    ("from __future__ import nothing", "future feature nothing is not defined", 1, 1),
    (
        "x = 1\nfrom __future__ import annotations",
        "from __future__ imports must occur at the beginning of the file",
        2,
        1,
    ),
    // Strings, numbers, characters
    ("x = 'abc", "unterminated string literal (detected at line 1)", 1, 5),
    ("x = '''abc\n", "unterminated triple-quoted string literal (detected at line 1)", 1, 5),
    ("print('it's')", "unterminated string literal (detected at line 1)", 1, 12),
    ("f'{x' + 1", "f-string: expecting '}'", 1, 5),
    ("f'{}'", "f-string: valid expression required before '}'", 1, 4),
    ("f'}'", "f-string: single '}' is not allowed", 1, 3),
    ("f'{a!x}'", "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", 1, 6),
    ("0777", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 1),
    ("x = 12abc", "invalid decimal literal", 1, 6),
    ("0b12", "invalid digit '2' in binary literal", 1, 4),
    ("b'é'", "bytes can only contain ASCII literal characters", 1, 1),
    ("print(“hello”)", "invalid character '“' (U+201C)", 1, 7),
    ("x = 1\u{a0}+ 2", "invalid non-printable character U+00A0", 1, 6),
    ("x = 1 \\ 2", "unexpected character after line continuation character", 1, 8),
    // Imports, match, except
    ("from x import", "Expected one or more names after 'import'", 1, 14),
    ("from a import b,", "trailing comma not allowed without surrounding parentheses", 1, 17),
    ("try: x\nexcept: y\nexcept A: z", "default 'except:' must be last", 2, 1),
    ("try: x\nexcept A: y\nexcept* B: z", "cannot have both 'except' and 'except*' on the same 'try'", 3, 1),
    ("match x:\n case _: pass\n case 1: pass", "wildcard makes remaining patterns unreachable", 2, 7),
    ("match x:\n case [a, a]: pass", "multiple assignments to name 'a' in pattern", 2, 11),
    ("match x:\n case a | b: pass", "name capture 'a' makes remaining patterns unreachable", 2, 7),
];

#[test]
fn messages_and_places() {
    let mut wrong = Vec::new();
    for &(text, message, line, column) in CASES {
        let error = error(text);
        if (error.message.as_str(), error.line, error.column) != (message, line, column) {
            wrong.push(format!("{text:?}: {} ({}:{})", error.message, error.line, error.column));
        }
        assert_eq!(error.kind, SyntaxErrorKind::SyntaxError, "{text:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn indentation() {
    for (text, message, line, column) in [
        ("if True:\nx = 1", "expected an indented block after 'if' statement on line 1", 2, 1),
        ("def f():\nx = 1", "expected an indented block after function definition on line 1", 2, 1),
        ("class A:\n\n\nx = 1", "expected an indented block after class definition on line 1", 4, 1),
        ("if x:\n  y\nelse:\nz", "expected an indented block after 'else' statement on line 3", 4, 1),
        ("for x in y:\n", "expected an indented block after 'for' statement on line 1", 1, 12),
        ("x = 1\n    y = 2", "unexpected indent", 2, 4),
        ("if x:\n    a\n  b", "unindent does not match any outer indentation level", 3, 4),
    ] {
        let error = error(text);
        assert_eq!((error.message.as_str(), error.line, error.column), (message, line, column), "{text:?}");
        assert_eq!(error.kind, SyntaxErrorKind::IndentationError, "{text:?}");
    }
    let tabs = error("if 1:\n\tx\n        y\n");
    assert_eq!(tabs.kind, SyntaxErrorKind::TabError);
    assert_eq!(tabs.message, "inconsistent use of tabs and spaces in indentation");
}

#[test]
fn columns_count_code_points_and_spans_bytes() {
    let error = error("é = 'ü' $ 1");
    assert_eq!((error.line, error.column), (1, 9));
    assert_eq!((error.span.start, error.span.end), (10, 11));
    assert_eq!((error.end_line, error.end_column), (1, 10));
}

#[test]
fn the_editor_gets_all_errors() {
    let found = check("x = (1 +\n\ndef f(:\n  pass\nfor\n");
    assert!(!found.is_empty());
    let found = check("return 1\n\nbreak\n\ndef f(a, a): pass\n");
    let lines: Vec<u32> = found.iter().map(|error| error.line).collect();
    assert_eq!(lines, [1, 3, 5]);
    assert!(check("x = 1\n").is_empty());
}

#[test]
fn any_beginning_of_a_program_is_compiled_or_refused() {
    let text = "@d\nasync def f(a: int, *b, c=1, **k) -> [x]:\n    '''doc'''\n    async with a as (b, *c): yield f\"{x!r:>{w}} {{\" + t'{y}'\n    \
                match a:\n        case {'k': [1, *_], **r} | C(x=1): del r[0], k.a\n    try: x += 1\n    except* E as e: raise e from None\n\
                class A[T: int](B, metaclass=M):\n\tx: T = {1: 2, **k}\n\tg = [(i, j) for i in 0x1f if not i for j in -i ** 2]\n";
    for end in 0..text.len() {
        if text.is_char_boundary(end) {
            let source = Arc::new(Source::new("t.py", &text[..end], true));
            if let Ok(code) = compile(source, Mode::Exec) {
                weft_code::verify(&code).expect("sound code");
            }
            check(&text[..end]);
            check(&text[end..]);
        }
    }
}
