//! Large and deep programs: refused with an error or compiled, never a crash.

use std::sync::Arc;

use weft_code::{Instr, Source, verify};
use weft_compile::{Mode, check, compile};

/// The number of instructions, or the message.
fn outcome(text: &str) -> Result<usize, String> {
    let code = compile(Arc::new(Source::new("t.py", text, true)), Mode::Exec).map_err(|e| e.message)?;
    verify(&code).map_err(|e| e.to_string())?;
    Ok(code.instrs.len())
}

fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
    format!("x = {}{middle}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn brackets_nest_as_deep_as_in_cpython() {
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("{1: ", "}"), ("a[", "]")] {
        assert!(outcome(&nested(open, "y", close, 150)).is_ok(), "{open}");
        let message = outcome(&nested(open, "y", close, 201));
        assert_eq!(message, Err("too many nested parentheses".to_owned()), "{open}");
        assert!(outcome(&nested(open, "y", close, 100_000)).is_err(), "{open}");
    }
}

#[test]
fn prefix_operators_and_the_like_have_an_end() {
    for operator in ["not ", "-", "lambda: ", "y if z else ", "y ** "] {
        assert!(outcome(&nested(operator, "y", "", 200)).is_ok(), "{operator}");
        let message = outcome(&nested(operator, "y", "", 100_000));
        assert_eq!(message, Err("maximum recursion depth exceeded during compilation".to_owned()), "{operator}");
    }
}

#[test]
fn many_operators_side_by_side_are_no_nesting() {
    let nots = vec!["not y"; 2000].join(" and ");
    assert!(outcome(&format!("x = {nots}")).is_ok());
    let powers = vec!["y**2*-z**-3"; 2000].join(" + ");
    assert!(outcome(&format!("x = {powers}")).is_ok());
    let calls = "f(-1, not y, 2 ** 3, lambda: z)\n".repeat(500);
    assert!(outcome(&calls).is_ok());
    let text = "a = f'{x!r:>{w}} {{}} {y[\"k\"]:{z}}' \"(((\" # (((\n".repeat(500);
    assert!(outcome(&text).is_ok());
}

#[test]
fn indentation_has_an_end() {
    let indented = |depth: usize| {
        let mut text = String::new();
        for level in 0..depth {
            text.push_str(&" ".repeat(level));
            text.push_str("if x:\n");
        }
        text + &" ".repeat(depth) + "pass\n"
    };
    assert!(outcome(&indented(99)).is_ok());
    assert_eq!(outcome(&indented(100)), Err("too many levels of indentation".to_owned()));
}

#[test]
fn blocks_nest_as_deep_as_in_cpython() {
    let nested = |depth: usize| {
        let mut text = String::new();
        for level in 0..depth {
            text.push_str(&" ".repeat(level));
            text.push_str("for x in y:\n");
        }
        text + &" ".repeat(depth) + "pass\n"
    };
    assert!(outcome(&nested(20)).is_ok());
    assert_eq!(outcome(&nested(21)), Err("too many statically nested blocks".to_owned()));
}

#[test]
fn long_chains_compile() {
    for (link, least) in [("+y", 5000), (".y", 5000), ("[y]", 5000), ("()", 5000), (".y()", 10000), (" and y", 5000)] {
        let count = outcome(&format!("x = y{}", link.repeat(5000)));
        assert!(count.as_ref().is_ok_and(|&count| count >= least), "{link}: {count:?}");
    }
    assert!(outcome(&format!("x = y{}", " < y".repeat(5000))).is_ok());
    assert!(outcome(&format!("if a: pass\n{}", "elif b: pass\n".repeat(5000))).is_ok());
    assert!(outcome(&format!("x = y{} z", "+y".repeat(5000))).is_err());
    assert_eq!(check(&format!("x = y{} z", "+y".repeat(5000))).len(), 1);
}

#[test]
fn long_displays_and_calls_do_not_take_a_register_an_element() {
    for text in ["x = [{}]", "x = ({})", "x = {{}}", "f({})"] {
        let text = text.replace("{}", &"y, ".repeat(70_000));
        assert!(outcome(&text).is_ok());
    }
    let pairs: String = (0..70_000).map(|n| format!("{n}: y, ")).collect();
    // More than 65,536 different constants fit no code object, small integers are none.
    assert!(outcome(&format!("x = {{{pairs}}}")).is_ok());
}

#[test]
fn jumps_reach_as_far_as_they_must() {
    let body = "  f(x)\n".repeat(20_000);
    let text = format!("for x in y:\n{body}while x < y:\n{body}if x == y:\n{body}");
    let code = compile(Arc::new(Source::new("t.py", text, true)), Mode::Exec).expect("valid");
    verify(&code).expect("sound");
    // Each loop goes back by a long jump behind its own short one.
    let back = code.instrs.iter().filter(|i| matches!(i, Instr::Jump { offset } if *offset < -30_000)).count();
    assert_eq!(back, 2);
}

#[test]
fn too_much_is_an_error() {
    let names: String = (0..70_000).map(|n| format!("x{n} = 1\n")).collect();
    assert_eq!(outcome(&names), Err("too many names in '<module>'".to_owned()));
    let locals: String = (0..70_000).map(|n| format!(" x{n} = 1\n")).collect();
    assert!(outcome(&format!("def f():\n{locals}")).is_err());
}

#[test]
fn the_same_text_gives_the_same_code() {
    let text = "def f(a, b):\n global g\n g = [lambda: (a, b, i) for i in range(3)]\nclass C:\n x: int\n def m(self): super().m()\n";
    let source = Arc::new(Source::new("t.py", text, true));
    let first = compile(Arc::clone(&source), Mode::Exec).expect("valid");
    for _ in 0..5 {
        assert_eq!(compile(Arc::clone(&source), Mode::Exec).expect("valid"), first);
    }
}
