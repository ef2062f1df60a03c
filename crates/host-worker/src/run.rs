//! The page's side: one kernel worker, one run at a time.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use gloo_worker::{Spawnable as _, WorkerBridge};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::BroadcastChannel;
use weft_session::{Event, Options, Program, StoredFile, Summary};

use crate::{
    check,
    codec::Postcard,
    crash,
    kernel_worker::KernelWorker,
    protocol::{FromKernel, ToKernel},
};

/// How long the kernel worker may take to end a run before it is ended and replaced, in milliseconds: a built-in function
/// that takes long keeps it from its messages.
const STOP_MILLIS: u32 = 300;

/// How long a kernel worker that has been loaded may take to answer that a run begins before it is ended and replaced, in
/// milliseconds: a built-in function of the run before may keep it.
const ANSWER_MILLIS: u32 = 2_000;

/// How long the kernel worker may take before its first word, in milliseconds.
const LOAD_MILLIS: u32 = 30_000;

thread_local! {
    static KERNEL: RefCell<Option<Kernel>> = const { RefCell::new(None) };
    static CURRENT: RefCell<Option<Current>> = const { RefCell::new(None) };
    static NEXT: RefCell<u32> = const { RefCell::new(1) };
}

/// The kernel worker, and the channel on which it tells that it crashed.
struct Kernel {
    bridge: Rc<WorkerBridge<KernelWorker>>,
    crashes: Option<BroadcastChannel>,
    /// It has been loaded.
    ready: bool,
}

/// The run whose events the page wants.
struct Current {
    number: u32,
    on_event: Rc<dyn Fn(Event)>,
    heard: bool,
    stopping: Option<Timeout>,
    loading: Option<Timeout>,
    answering: Option<Timeout>,
}

/// A run under way. Dropping it stops it; only one can be under way.
pub struct Run {
    number: u32,
    /// What it is called with may keep events for later: it lives as long as the run's owner wants.
    _on_event: Rc<dyn Fn(Event)>,
}

/// Start the workers ahead of time, so that the first run does not wait for them.
pub fn warm_up() {
    kernel();
}

/// Is a run under way?
pub fn is_running() -> bool {
    CURRENT.with_borrow(Option::is_some)
}

/// The one kernel worker of the page.
pub(crate) fn kernel() -> Rc<WorkerBridge<KernelWorker>> {
    KERNEL.with_borrow_mut(|kernel| {
        let start = || {
            let bridge = KernelWorker::spawner()
                .callback(heard)
                .with_loader(true)
                .encoding::<Postcard>()
                .spawn("./kernel_worker_loader.js");
            let crash_channel = format!("weft-kernel-{}", js_sys::Math::random());
            let crashes = crash::listen(&crash_channel, |_, text| crashed(&text));
            bridge.send(ToKernel::Hello { crash_channel });
            Kernel { bridge: Rc::new(bridge), crashes, ready: false }
        };
        kernel.get_or_insert_with(start).bridge.clone()
    })
}

/// A new kernel worker takes the place of the one there is, which ends at once if it is to be `terminated`, and else when
/// it has nothing to do.
fn replace_kernel(terminated: bool) {
    let old = KERNEL.with_borrow_mut(Option::take);
    if let Some(old) = old {
        if let Some(channel) = old.crashes {
            channel.close();
        }
        if terminated {
            terminate_workers("./kernel_worker_loader.js");
        }
    }
    warm_up();
    check::ask_again();
}

fn crashed(text: &str) {
    let number = CURRENT.with_borrow(|c| c.as_ref().map(|c| c.number));
    match number {
        Some(number) => give_up(number, &format!("the worker that runs Python crashed: {text}"), 134),
        None => replace_kernel(true),
    }
}

fn heard(output: FromKernel) {
    let (run, events) = match output {
        FromKernel::Events { run, events } => (run, events),
        FromKernel::Checked { check, mistakes } => return check::answered(check, mistakes),
        FromKernel::Ready => return KERNEL.with_borrow_mut(|k| k.iter_mut().for_each(|k| k.ready = true)),
        FromKernel::Spent => return replace_kernel(false),
    };
    let on_event = CURRENT.with_borrow_mut(|current| {
        let c = current.as_mut().filter(|c| c.number == run)?;
        c.heard = true;
        c.loading = None;
        c.answering = None;
        Some(c.on_event.clone())
    });
    let Some(on_event) = on_event else { return };
    for event in events {
        let last = matches!(event, Event::Finished(_));
        if last {
            CURRENT.with_borrow_mut(|c| c.take_if(|c| c.number == run));
        }
        on_event(event);
        if last {
            return;
        }
    }
}

/// Ends the workers of that address, whatever they do: gloo-worker only asks them to end. `www/load` has them.
fn terminate_workers(address: &str) {
    let global = js_sys::global();
    let terminate = js_sys::Reflect::get(&global, &JsValue::from_str("terminateWorkers"));
    if let Some(terminate) = terminate.ok().and_then(|f| f.dyn_into::<js_sys::Function>().ok()) {
        let _ = terminate.call1(&JsValue::NULL, &JsValue::from_str(address));
    }
}

/// The kernel worker does not answer: begin again with a new one, and tell whoever waits for the run.
fn give_up(number: u32, why: &str, exit_code: i32) {
    let current = CURRENT.with_borrow_mut(|c| c.take_if(|c| c.number == number));
    let Some(current) = current else { return };
    replace_kernel(true);
    (current.on_event)(Event::Finished(Summary { exit_code, ended_by: Some(why.to_owned()), ..Summary::default() }));
}

/// Has nothing been heard of the run that is under way?
fn is_silent(number: u32) -> bool {
    CURRENT.with_borrow(|c| c.as_ref().is_some_and(|c| c.number == number && !c.heard))
}

/// Have the kernel worker begin with a run; another one, if this one does not answer.
fn begin(number: u32, program: Program, options: Options, files: Rc<[StoredFile]>) {
    kernel().send(ToKernel::Start {
        run: number,
        program: program.clone(),
        options: options.clone(),
        files: files.to_vec(),
    });
    if !KERNEL.with_borrow(|k| k.as_ref().is_some_and(|k| k.ready)) {
        return;
    }
    let answering = Timeout::new(ANSWER_MILLIS, move || {
        if is_silent(number) {
            replace_kernel(true);
            begin(number, program, options, files);
        }
    });
    CURRENT.with_borrow_mut(|c| {
        if let Some(c) = c {
            c.answering = Some(answering);
        }
    });
}

impl Run {
    /// Start a program, which finds `files`. `on_event` gets everything that comes out of it, `Event::Finished` last. A
    /// run that is still under way is stopped.
    pub fn start(
        program: Program,
        options: Options,
        files: Rc<[StoredFile]>,
        on_event: impl Fn(Event) + 'static,
    ) -> Run {
        let number = NEXT.with_borrow_mut(|n| {
            *n += 1;
            *n
        });
        let before = CURRENT.with_borrow_mut(|c| c.take());
        if let Some(before) = before {
            kernel().send(ToKernel::Stop { run: before.number });
            (before.on_event)(Event::Finished(Summary {
                exit_code: 130,
                ended_by: Some("stopped".to_owned()),
                ..Summary::default()
            }));
        }
        let loading = Timeout::new(LOAD_MILLIS, move || {
            if is_silent(number) {
                give_up(number, "the worker that runs Python could not be loaded", 1);
            }
        });
        let on_event: Rc<dyn Fn(Event)> = Rc::new(on_event);
        CURRENT.set(Some(Current {
            number,
            on_event: on_event.clone(),
            heard: false,
            stopping: None,
            loading: Some(loading),
            answering: None,
        }));
        begin(number, program, options, files);
        Run { number, _on_event: on_event }
    }

    pub fn stop(&self) {
        let number = self.number;
        let running = CURRENT.with_borrow_mut(|c| match c.as_mut().filter(|c| c.number == number) {
            Some(c) => {
                c.stopping = Some(Timeout::new(STOP_MILLIS, move || give_up(number, "stopped", 130)));
                true
            }
            None => false,
        });
        if running {
            kernel().send(ToKernel::Stop { run: number });
        }
    }

    /// A line for `input()`, without its end; `None` is the end of the input.
    pub fn input(&self, line: Option<String>) {
        kernel().send(ToKernel::Line { run: self.number, line: line.map(|line| line + "\n") });
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop();
    }
}
