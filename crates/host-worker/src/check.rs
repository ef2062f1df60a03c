//! What is wrong with a program that is being written. The kernel worker answers: it has the compiler.

use std::cell::RefCell;

use weft_compile::SyntaxError;

use crate::{
    protocol::{Mistake, ToKernel},
    run::kernel,
};

/// A question that has no answer yet.
struct Asked {
    number: u32,
    source: String,
    on_answer: Box<dyn FnOnce(Vec<Mistake>)>,
}

thread_local! {
    static ASKED: RefCell<Option<Asked>> = const { RefCell::new(None) };
    static NEXT: RefCell<u32> = const { RefCell::new(1) };
}

/// Asks for the syntax errors of `source`, in the order of the text. Whoever asked before and has no answer yet gets
/// none: the text is another one by now.
pub fn check(source: String, on_answer: impl FnOnce(Vec<Mistake>) + 'static) {
    let check = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    ASKED.set(Some(Asked { number: check, source: source.clone(), on_answer: Box::new(on_answer) }));
    kernel().send(ToKernel::Check { check, source });
}

/// Another kernel worker has taken the place of the one that was asked.
pub(crate) fn ask_again() {
    let asked = ASKED.with_borrow(|asked| asked.as_ref().map(|a| (a.number, a.source.clone())));
    if let Some((check, source)) = asked {
        kernel().send(ToKernel::Check { check, source });
    }
}

pub(crate) fn answered(check: u32, mistakes: Vec<Mistake>) {
    let asked = ASKED.with_borrow_mut(|asked| asked.take_if(|asked| asked.number == check));
    if let Some(asked) = asked {
        (asked.on_answer)(mistakes);
    }
}

/// What the compiler has to say of a program; the kernel worker's part.
pub(crate) fn mistakes(source: &str) -> Vec<Mistake> {
    let mistake = |error: SyntaxError| Mistake {
        message: format!("{:?}: {}", error.kind, error.message),
        line: error.line,
        column: error.column,
        end_line: error.end_line,
        end_column: error.end_column,
    };
    weft_compile::check(source).into_iter().map(mistake).collect()
}
