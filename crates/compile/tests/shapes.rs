//! The instructions that important constructs become.

use std::sync::Arc;

use weft_code::{Code, Const, Instr, Source, disassemble, verify};
use weft_compile::{Mode, compile};

fn code(text: &str) -> Arc<Code> {
    let code = compile(Arc::new(Source::new("t.py", text, true)), Mode::Exec).expect("valid Python");
    verify(&code).expect("sound code");
    code
}

/// The instructions of the code object of this qualified name, one a line, without positions.
fn listing(text: &str, name: &str) -> String {
    let all = disassemble(&code(text));
    let block = all.split("\n\n").find(|block| block.starts_with(&format!("{name} ("))).expect("the code object");
    let mut out = String::new();
    for line in block.lines().skip(1) {
        let line = line.get(5..).unwrap_or_default().trim_start();
        // A range begins with a number too.
        let line = if line.contains("..") && line.contains(" -> ") && line.contains(" with ") {
            line
        } else {
            line.trim_start_matches(|c: char| c.is_ascii_digit())
        };
        out.push_str(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        out.push('\n');
    }
    out
}

fn shape(text: &str, name: &str, expected: &str) {
    let found = listing(text, name);
    let expected: String = expected.lines().map(|line| line.trim().to_owned() + "\n").collect();
    let expected = expected.trim_start().to_owned();
    assert_eq!(found, expected, "of {text}");
}

fn inner(code: &Code, name: &str) -> Arc<Code> {
    let found = code.consts.iter().find_map(|c| match c {
        Const::Code(code) if code.name == name => Some(Arc::clone(code)),
        _ => None,
    });
    found.expect("the inner code")
}

#[test]
fn while_loops_test_at_the_bottom_and_jump_back_once() {
    shape(
        "def f(n):\n i = 0\n while i < n:\n  i += 1\n return i",
        "f",
        "LoadInt i, 0
         Jump -> 3
         InPlaceInt i, i += 1
         JumpIfCompare i < n -> 2
         Return i",
    );
}

#[test]
fn for_loops_put_the_value_into_the_variable() {
    shape(
        "def f(xs):\n for x in xs:\n  if x == 3: continue\n  g(x)",
        "f",
        "GetIter %2, xs
         Jump -> 7
         JumpUnlessCompareInt x == 3 -> 4
         Jump -> 7
         LoadGlobal %3, g
         Move %4, x
         Call %3 (%4)
         ForLoop x, %2 -> 2
         ReturnNone",
    );
}

#[test]
fn what_threads_can_see_is_read_changed_and_written_apart() {
    shape(
        "global n\nn = 0\nn += 1",
        "<module>",
        "LoadInt %0, 0\nStoreGlobal n, %0\nLoadGlobal %0, n\nInPlaceInt %0, %0 += 1\nStoreGlobal n, %0\nReturnNone",
    );
    shape(
        "def f(o, k):\n o.a += k\n o[k] += 1",
        "f",
        "LoadAttr %2, o.a
         InPlace %2, %2 += k
         StoreAttr o.a, %2
         LoadItem %2, o[k]
         InPlaceInt %2, %2 += 1
         StoreItem o[k], %2
         ReturnNone",
    );
    shape(
        "def f():\n n = 0\n def g():\n  nonlocal n\n  n += 1\n return g",
        "f.<locals>.g",
        "LoadCell %1, &n
         InPlaceInt %1, %1 += 1
         StoreCell &n, %1
         ReturnNone",
    );
}

#[test]
fn the_statement_is_the_place_of_all_three_parts_of_an_augmented_assignment() {
    let text = "def f(o):\n    o.count += 1\n";
    let f = inner(&code(text), "f");
    let spans: Vec<&str> = f.spans.iter().take(3).map(|s| &text[s.start as usize..s.end as usize]).collect();
    assert_eq!(spans, ["o.count += 1"; 3]);
}

#[test]
fn places_of_expressions() {
    let text = "def f(a, b):\n    return g(a.x + b[0] * 2, k=a.m(b))\n";
    let f = inner(&code(text), "f");
    let place = |wanted: fn(&Instr) -> bool| {
        let pc = f.instrs.iter().position(wanted).expect("the instruction");
        let span = f.spans[pc];
        &text[span.start as usize..span.end as usize]
    };
    assert_eq!(place(|i| matches!(i, Instr::LoadAttr { .. })), "a.x");
    assert_eq!(place(|i| matches!(i, Instr::LoadItem { .. })), "b[0]");
    assert_eq!(place(|i| matches!(i, Instr::BinaryInt { .. })), "b[0] * 2");
    assert_eq!(place(|i| matches!(i, Instr::Add { .. })), "a.x + b[0] * 2");
    assert_eq!(place(|i| matches!(i, Instr::LoadMethod { .. })), "a.m");
    assert_eq!(place(|i| matches!(i, Instr::CallMethod { .. })), "a.m(b)");
    assert_eq!(place(|i| matches!(i, Instr::CallKeywords { .. })), "g(a.x + b[0] * 2, k=a.m(b))");
}

#[test]
fn conditions_jump_without_making_truth_values() {
    shape(
        "def f(a, b, c):\n if a < b < c and not (a or b is None):\n  g()",
        "f",
        "JumpUnlessCompare a < b -> 6
         JumpUnlessCompare b < c -> 6
         JumpIfTrue a -> 6
         JumpIfNone b -> 6
         LoadGlobal %3, g
         Call %3 ()
         ReturnNone",
    );
}

#[test]
fn a_variable_is_written_by_the_last_instruction_only() {
    // `x` must keep its value while the right side can still raise.
    shape(
        "def f(x, y):\n x = x and y\n return x",
        "f",
        "Move %2, x
         JumpIfFalse %2 -> 3
         Move %2, y
         Move x, %2
         Return x",
    );
    shape(
        "def f(x):\n x = [x, 1]\n x = g(x)\n return x",
        "f",
        "Move %1, x
         LoadInt %2, 1
         BuildList x (%1..%2)
         LoadGlobal %1, g
         Move %2, x
         Call %1 (%2)
         Move x, %1
         Return x",
    );
}

#[test]
fn an_operand_is_copied_when_a_later_one_assigns_it() {
    shape(
        "def f(x):\n return x + (x := 3)",
        "f",
        "Move %1, x
         LoadInt %2, 3
         Move x, %2
         Add %1, %1, %2
         Return %1",
    );
}

#[test]
fn only_doubtful_variables_are_checked() {
    shape(
        "def f(c):\n if c: x = 1\n g(x)\n return x",
        "f",
        "JumpIfFalse c -> 2
         LoadInt x, 1
         LoadGlobal %2, g
         CheckBound x
         Move %3, x
         Call %2 (%3)
         Return x",
    );
    shape("def f(x):\n del x\n return x", "f", "Unbind x\nCheckBound x\nReturn x");
}

#[test]
fn comprehensions_are_part_of_the_code_around() {
    shape(
        "def f(xs, k):\n return [x * k for x in xs if x]",
        "f",
        "GetIter %4, xs
         BuildList %3 ()
         Jump -> 6
         JumpIfFalse x -> 6
         Mul %5, x, k
         ListAppend %3, %5
         ForLoop x, %4 -> 3
         Unbind x
         Return %3",
    );
    let f = inner(&code("def f():\n return [lambda: i for i in range(3)]"), "f");
    assert!(f.instrs.iter().any(|i| matches!(i, Instr::MakeCell { .. })));
    assert!(f.cells.is_empty(), "the cell is made for each run");
}

#[test]
fn generator_expressions_get_their_first_iterator() {
    let f = inner(&code("def f(xs):\n return (x for x in xs)"), "f");
    let generator = inner(&f, "<genexpr>");
    assert!(generator.flags.generator);
    assert_eq!(generator.locals, [".0", "x"]);
    assert_eq!(generator.parameters.positional_only, 1);
    assert_eq!(generator.qualname, "f.<locals>.<genexpr>");
}

#[test]
fn calls_put_arguments_behind_the_callable() {
    shape(
        "def f(g, a, *r, **k):\n g(a, 1, x=2)\n g(a, *r, **k)\n g.m(a)",
        "f",
        "Move %4, g
         Move %5, a
         LoadInt %6, 1
         LoadInt %7, 2
         CallKeywords %4 (%5..%7) (\"x\",)
         Move %4, g
         Move %6, a
         BuildList %5 (%6)
         ListExtend %5, r
         BuildDict %6 ()
         DictMerge %6, k for %4
         CallUnpacked %4
         LoadMethod %4, g.m
         Move %6, a
         CallMethod %4 (%6)
         ReturnNone",
    );
}

#[test]
fn bare_super_names_class_and_first_parameter() {
    shape(
        "class A:\n def m(self):\n  return super().m()",
        "A.m",
        "LoadGlobal %2, super
         LoadCell %3, &__class__
         Move %4, self
         Call %2 (%3..%4)
         LoadMethod %2, %2.m
         CallMethod %2 ()
         Return %2",
    );
    shape(
        "class A:\n def m(self):\n  s = super()\n  return s",
        "A.m",
        "LoadGlobal %3, super
         LoadCell %4, &__class__
         Move %5, self
         Call %3 (%4..%5)
         Move s, %3
         Return s",
    );
    let class = inner(&code("class A:\n def m(self): return __class__"), "A");
    assert!(class.flags.class_body);
    assert_eq!(class.cells, [0]);
    assert!(matches!(class.instrs.last(), Some(Instr::Return { src: 0 })));
}

#[test]
fn leaving_a_try_runs_its_finally_outside_of_its_range() {
    shape(
        "def f(x):\n try:\n  return x\n finally:\n  g()",
        "f",
        "Move %2, x
         LoadGlobal %3, g
         Call %3 ()
         Return %2
         PushHandled %2, %1
         LoadGlobal %4, g
         Call %4 ()
         Reraise %1
         PopHandled %2
         Reraise %3
         0..1 -> 4 with %1
         5..8 -> 8 with %3",
    );
}

#[test]
fn with_looks_exit_up_before_it_enters() {
    let text = listing("def f(m):\n with m as x:\n  pass", "f");
    let exit = text.find("Exit").expect("exit");
    let enter = text.find("Enter").expect("enter");
    assert!(exit < enter);
}

#[test]
fn names_in_modules_classes_and_functions() {
    shape("x = y", "<module>", "LoadName %0, y\nStoreName x, %0\nReturnNone");
    shape("def f():\n global x\n x = y", "f", "LoadGlobal %0, y\nStoreGlobal x, %0\nReturnNone");
    let class = listing("class A:\n __x = 1\n def f(self): return self.__x", "A");
    assert!(class.contains("StoreName _A__x"), "{class}");
    let nested = listing("def f(x):\n class A:\n  y = x\n return A", "f.<locals>.A");
    assert!(nested.contains("LoadNameOrCell %2, x, &x") || nested.contains("LoadNameOrCell %1, x, &x"), "{nested}");
}

#[test]
fn constants_are_folded_where_nothing_can_be_seen() {
    shape(
        "x = (1, -2, 'a' 'b', 2 * 3 + 1)",
        "<module>",
        "LoadConst %0, (1, -2, \"ab\", 7)\nStoreName x, %0\nReturnNone",
    );
    // Errors stay for run time, and results stay small.
    assert!(listing("x = 1 / 0", "<module>").contains("Binary"));
    assert!(listing("x = 2 ** 10000", "<module>").contains("Binary"));
    assert!(listing("x = 1 << -1", "<module>").contains("BinaryInt"));
    assert!(listing("x = 9223372036854775807 + 1", "<module>").contains("9223372036854775808"));
    assert!(listing("x = -9223372036854775808", "<module>").contains("-9223372036854775808"));
}

#[test]
fn constants_of_different_type_stay_apart() {
    let code = code("x = [1, 1.0, True, 0.0, -0.0, 1j, 'a', b'a']\ny = 1.0\nz = -0.0");
    let floats = code.consts.iter().filter(|c| matches!(c, Const::Float(_))).count();
    assert_eq!(floats, 2);
}

#[test]
fn annotations_are_functions_or_text() {
    let f = code("def f(a: int) -> str: pass");
    let annotate = inner(&f, "__annotate__");
    assert_eq!(annotate.locals, ["format"]);
    let text = listing("from __future__ import annotations\ndef f(a: list[int]): pass", "<module>");
    assert!(text.contains("\"list[int]\""), "{text}");
}

#[test]
fn docstrings_lose_their_indentation() {
    let f = inner(&code("def f():\n    \"\"\"One.\n\n      Two.\n    Three.\n    \"\"\"\n"), "f");
    assert_eq!(f.docstring.as_deref(), Some("One.\n\n  Two.\nThree.\n"));
}

#[test]
fn f_strings_join_text_and_fields() {
    shape(
        "def f(x, w):\n return f'a{x!r:>{w}}b{x=}'",
        "f",
        "LoadConst %3, \"a\"
         LoadConst %6, \">\"
         Format %7, w None -
         BuildString %5 (%6..%7)
         Format %4, x Repr %5
         LoadConst %5, \"bx=\"
         Format %6, x Repr -
         BuildString %2 (%3..%6)
         Return %2",
    );
}

#[test]
fn a_module_ends_even_if_it_is_empty() {
    shape("", "<module>", "ReturnNone");
    let eval = compile(Arc::new(Source::new("t.py", "1 + x", true)), Mode::Eval).expect("an expression");
    assert!(matches!(eval.instrs.last(), Some(Instr::Return { .. })));
    let single = compile(Arc::new(Source::new("t.py", "x\n", true)), Mode::Single).expect("a statement");
    assert!(disassemble(&single).contains("PrintExpression"));
}
