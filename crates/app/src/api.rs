//! `globalThis.weft`: running programs from scripts, for tests, benchmarks and embedding pages.
//!
//! `weft.run(source, options)` is a promise of `{stdout, stderr, exitCode, wallMillis, endedBy}`. `options` are
//! those of [`weft_session::Options`] plus `stdin`, a string that `input()` and `sys.stdin` read; unknown ones are
//! ignored, and a promise is rejected with a `TypeError` for values that do not fit. `endedBy` is null unless Weft
//! rather than the program ended the run.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use js_sys::{Function, Object, Promise, Reflect, TypeError};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use weft_session::{Event, Options, Program, Stream, Summary};

use crate::run::Run;

/// What `weft.run` promises.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    stdout: String,
    stderr: String,
    exit_code: i32,
    wall_millis: f64,
    ended_by: Option<String>,
}

pub fn register() {
    let run = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(|source, options| {
        future_to_promise(run_program(source, options))
    });
    let weft = Object::new();
    let set = |target: &JsValue, key: &str, value: &JsValue| {
        // Neither a new object nor the global one refuses a new property.
        let _ = Reflect::set(target, &JsValue::from_str(key), value);
    };
    set(&weft, "run", &run.into_js_value());
    set(&js_sys::global(), "weft", &weft);
}

async fn run_program(source: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let source = source.as_string().ok_or_else(|| type_error("the program must be a string"))?;
    let stdin = stdin_lines(&options)?;
    let options = parse_options(options)?;
    let program = Program { source, filename: "main.py".to_owned(), args: Vec::new() };

    let shared = Rc::new(Shared { outcome: RefCell::default(), stdin: RefCell::new(stdin), run: RefCell::new(None) });
    let finished = Promise::new(&mut |resolve, _| start(&program, &options, &shared, resolve));
    JsFuture::from(finished).await?;
    // The run's last event has come; without this it would own itself.
    shared.run.take();
    let outcome = shared.outcome.take();
    outcome.serialize(&serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true)).map_err(JsValue::from)
}

struct Shared {
    outcome: RefCell<Outcome>,
    stdin: RefCell<VecDeque<String>>,
    run: RefCell<Option<Run>>,
}

fn start(program: &Program, options: &Options, shared: &Rc<Shared>, finished: Function) {
    let state = shared.clone();
    let run = Run::start(program.clone(), options.clone(), Rc::default(), move |event| match event {
        Event::Output { stream: Stream::Stdout, text, .. } => state.outcome.borrow_mut().stdout.push_str(&text),
        Event::Output { stream: Stream::Stderr, text, .. } => state.outcome.borrow_mut().stderr.push_str(&text),
        Event::Trace(_) | Event::Races { .. } | Event::Files(_) | Event::Schedule(_) | Event::InputGiven(_) => {}
        Event::InputNeeded { .. } => {
            let line = state.stdin.borrow_mut().pop_front();
            if let Some(run) = &*state.run.borrow() {
                run.input(line);
            }
        }
        Event::Finished(Summary { exit_code, wall_nanos, ended_by, .. }) => {
            let mut outcome = state.outcome.borrow_mut();
            outcome.exit_code = exit_code;
            outcome.wall_millis = wall_nanos as f64 / 1e6;
            outcome.ended_by = ended_by;
            // A promise's own resolving function does not throw.
            let _ = finished.call0(&JsValue::UNDEFINED);
        }
    });
    *shared.run.borrow_mut() = Some(run);
}

fn parse_options(options: JsValue) -> Result<Options, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(Options::default());
    }
    if !options.is_object() || js_sys::Array::is_array(&options) || options.is_function() {
        return Err(type_error("the options must be an object"));
    }
    serde_wasm_bindgen::from_value(options).map_err(|error| type_error(&format!("the options do not fit: {error}")))
}

fn stdin_lines(options: &JsValue) -> Result<VecDeque<String>, JsValue> {
    if !options.is_object() {
        return Ok(VecDeque::new());
    }
    let stdin = Reflect::get(options, &JsValue::from_str("stdin"))?;
    if stdin.is_undefined() || stdin.is_null() {
        return Ok(VecDeque::new());
    }
    let text = stdin.as_string().ok_or_else(|| type_error("the option stdin must be a string"))?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn type_error(message: &str) -> JsValue {
    TypeError::new(&format!("weft.run: {message}")).into()
}
