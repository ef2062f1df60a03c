//! Threads and their frames: a Python call stack as plain data.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use weft_code::Reg;

use crate::{
    object::Function,
    signals::Aside,
    tracing::Tracing,
    value::{Ref, Value},
};

/// One call in progress.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// Index in the process's code table.
    pub code: u32,
    /// The next instruction.
    pub pc: u32,
    /// Where the registers begin in the thread's stack.
    pub base: u32,
    pub globals: Ref,
    /// The namespace that `LoadName` searches first; none in functions.
    pub locals: Ref,
    pub function: Ref,
    /// The generator whose frame this is, or none.
    pub generator: Ref,
    pub ret: Ret,
}

impl Frame {
    /// At the beginning of a function, the object of which is given too, with registers from `base` on.
    #[inline(always)]
    pub(crate) fn of_call(function: &Function, object: Ref, base: usize, ret: Ret) -> Frame {
        Frame {
            code: function.code,
            pc: 0,
            base: base as u32,
            globals: function.globals,
            locals: Ref::NONE,
            function: object,
            generator: Ref::NONE,
            ret,
        }
    }
}

/// What becomes of the value that a frame returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ret {
    /// Put it in a register of the caller.
    Reg(Reg),
    /// The same; then see whether the call has dropped the last reference to something: see `dropped.rs`.
    RegThenLook(Reg),
    Discard,
    /// It must be None (`__init__`); the caller's register holds the new object already.
    Init(Reg),
    /// The same; then see whether something was dropped.
    InitThenLook(Reg),
    /// Finish the caller's current instruction with it; see `finish.rs`.
    Finish(Phase),
    /// The thread ends with it.
    Thread,
    /// It is a signal handler's: the thread goes on with the wait that the handler came into.
    Resume,
    /// It is a trace or profile function's: the thread goes on with what it was told of.
    Traced,
}

/// How far the caller's current instruction has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// A binary operator's or comparison's first method; NotImplemented means: try the others.
    Operator,
    /// The value is the outcome; the instruction may want its truth.
    Outcome,
    /// The value came from `__bool__`.
    Truth,
    /// The value came from `__len__`, in want of a `__bool__`.
    Length,
    /// The value came from `__next__` of a `for` loop; StopIteration ends the loop.
    Next,
    /// The value came from `__contains__`.
    Contains,
    /// The value came from `__iter__`; it must be an iterator.
    Iter,
    /// The value came from a delegate of `yield from` / `await`: it was yielded.
    Delegate,
    /// The value came from the delegate's `throw` or `close`.
    DelegateThrow,
    /// The value is the outcome of `__getattribute__`; AttributeError means: try `__getattr__`.
    GetAttribute,
    /// `LoadMethod`: the value is the attribute, not a method of the object.
    Method,
    /// `__format__` of a replacement field: must be a string.
    Format,
    /// `__str__`, `__repr__` of a replacement field's conversion: format what comes.
    Conversion,
}

/// A frame that is not on a stack: a generator between two values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SuspendedFrame {
    pub code: u32,
    pub pc: u32,
    pub globals: Ref,
    pub locals: Ref,
    pub function: Ref,
    pub registers: Box<[Value]>,
    /// The exception being handled inside the generator.
    pub handled: Value,
}

impl SuspendedFrame {
    pub fn trace(&self, visit: &mut impl FnMut(Value)) {
        [self.globals, self.locals, self.function].into_iter().for_each(|r| visit(Value::Ref(r)));
        self.registers.iter().for_each(|v| visit(*v));
        visit(self.handled);
    }
}

/// A Python thread.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Thread {
    /// 0 is the main thread; never used again within a process.
    pub id: u32,
    pub frames: Vec<Frame>,
    /// The registers of all frames; a callee's begin among its caller's temporaries.
    pub stack: Vec<Value>,
    /// What `sys.exception()` gives.
    pub handled: Value,
    /// The exception on its way up.
    pub raised: Value,
    /// Handled exceptions of the callers of running generators, innermost last.
    pub handled_outside: Vec<Value>,
    /// Set while the thread waits: the native that asked will be called again with it.
    pub wait: Option<Wait>,
    /// Waits that signal handlers run in the middle of.
    pub aside: Vec<Aside>,
    /// Calls left before `RecursionError` is raised regardless of the limit: natives count too.
    pub depth_extra: u32,
    /// The `threading.Thread` object, or None.
    pub object: Value,
    pub name: String,
    pub daemon: bool,
    /// The exception that ended the thread, unbound if none did.
    pub outcome: Value,
    /// What `sys.settrace` and `sys.setprofile` have set, and what is known for that.
    pub tracing: Option<Box<Tracing>>,
}

impl Thread {
    pub fn trace(&self, visit: &mut impl FnMut(Value)) {
        for f in &self.frames {
            [f.globals, f.locals, f.function, f.generator].into_iter().for_each(|r| visit(Value::Ref(r)));
        }
        self.stack.iter().for_each(|v| visit(*v));
        self.trace_others(visit);
    }

    /// What it refers to beside its frames and their registers.
    pub(crate) fn trace_others(&self, visit: &mut impl FnMut(Value)) {
        [self.handled, self.raised, self.object, self.outcome].into_iter().for_each(&mut *visit);
        self.handled_outside.iter().for_each(|v| visit(*v));
        self.tracing.iter().for_each(|t| t.trace(visit));
        self.wait.iter().chain(self.aside.iter().map(|a| &a.wait)).for_each(|w| visit(w.object));
    }
}

/// What a thread waits for. The native that waits is called again when the kernel thinks it may go
/// on; it then finds `outcome` set and must either finish or wait again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Wait {
    /// The object waited for (a lock, a queue), or None.
    pub object: Value,
    pub reason: WaitReason,
    /// When to give up, in nanoseconds of the kernel's clock.
    pub deadline: Option<u64>,
    pub outcome: WaitOutcome,
    /// The answer to a `WaitReason::Request`, in the kernel's encoding.
    pub reply: Vec<u8>,
    /// The bytes of a message that goes with the request, or came with the answer: apart, for they may be many.
    pub data: Option<Arc<[u8]>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitOutcome {
    /// Still waiting.
    Pending,
    /// Woken, not necessarily with what it wanted.
    Woken,
    TimedOut,
}

/// Why a thread cannot go on. The kernel maps each to a state of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WaitReason {
    Sleep,
    Lock,
    RLock,
    Condition,
    Semaphore,
    Event,
    Barrier,
    QueueGet,
    QueuePut,
    /// `Queue.join`.
    QueueJoin,
    /// A module of the library whose text the host has yet to fetch. The scheduler does not count this as a wait: the
    /// thread keeps the GIL and no time passes.
    Library,
    /// A call that may take long comes next: see [`crate::Vm::foresee_long_calls`]. No wait for the scheduler either.
    LongCall,
    /// A thread to end, by number.
    Join(u32),
    /// A question to the kernel about something outside the process, answered by `Vm::answer`.
    /// The bytes are the kernel's business.
    Request(Vec<u8>),
}
