//! A Python process: heap, code, threads. Plain data, so that it can be cloned, stored and sent.

use std::{collections::BTreeMap, sync::Arc};

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};
use weft_code::{Code, Const};

use crate::{
    dropped::Dropping,
    frame::{Phase, Ret, Thread, Wait, WaitOutcome, WaitReason},
    heap::{Heap, Unreachable},
    liveness::Liveness,
    names,
    natives::{self, Library, Native, NativeTable, Signal},
    notes::Notes,
    object::{GeneratorKind, GeneratorState, Object, Payload},
    shared_bytes::SharedBytes,
    signals::Signals,
    types,
    value::{Ref, Value},
};

/// The state of one Python process. Everything the interpreter needs to go on is in it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Vm {
    pub heap: Heap,
    #[serde(with = "crate::saved")]
    pub(crate) codes: Vec<LoadedCode>,
    /// The thread that runs, or ran last; the others are parked in `threads`.
    pub thread: Thread,
    pub(crate) threads: BTreeMap<u32, Thread>,
    /// Numbers given to objects of traces so far; a forked process goes on from its parent's.
    pub(crate) trace_numbers: u32,
    pub(crate) next_thread: u32,
    /// The namespace of `builtins`.
    pub builtins: Ref,
    /// `sys.modules`.
    pub modules: Ref,
    /// The namespace of the prelude: Python code that built-ins are partly written in.
    pub(crate) prelude: Ref,
    /// The globals of the main program.
    pub main: Ref,
    /// What a native that answered `Signal::Call` wants called.
    pub(crate) pending: Pending,
    /// What natives did that the kernel must know of.
    pub effects: Vec<Effect>,
    /// What threads did that only the trace wants to know.
    pub notes: Notes,
    /// Text written to the standard streams and not yet taken by the host.
    pub output: Vec<Output>,
    /// Changes whenever a type's attributes do; inline caches carry it.
    pub(crate) type_version: u32,
    pub recursion_limit: u32,
    /// Integers of more decimal digits are not made text, nor read from it; 0: there is no limit.
    pub int_max_str_digits: u32,
    pub clock: Clock,
    /// Instructions left in this slice, as far as natives are concerned.
    pub(crate) fuel: u32,
    /// Set by an instruction that wants its exception to travel without a new traceback entry.
    pub(crate) reraise: bool,
    /// What the process is told at its start.
    pub environment: Environment,
    pub signals: Signals,
    /// Garbage is collected now and then.
    pub gc_enabled: bool,
    /// How many NaNs `float()` has made; each carries its number.
    pub(crate) nans: u32,
    /// What is known of objects that must be ended once they are dropped.
    pub(crate) dropping: Dropping,
    /// Values that natives keep for the whole process, by name.
    pub(crate) registry: Vec<(String, Value)>,
    /// Stop before the next call that may take long.
    #[serde(skip)]
    pub(crate) foresees: bool,
    /// Which registers may still be read, by code number, where that was asked for.
    #[serde(skip)]
    pub(crate) liveness: BTreeMap<u32, Arc<Liveness>>,
    /// How much longer than long it has to be.
    #[serde(skip)]
    pub(crate) foresees_times: u32,
    #[serde(skip)]
    pub(crate) method_cache: MethodCache,
    #[serde(skip, default = "restored_natives")]
    pub(crate) natives: Arc<NativeTable>,
    #[serde(skip, default = "no_clock")]
    pub host_now: fn() -> u64,
    /// Memory that it shares with other processes and reaches by itself; without it the machine has all of that.
    #[serde(skip)]
    pub host_bytes: Option<SharedBytes>,
}

fn restored_natives() -> Arc<NativeTable> {
    natives::installed().expect("a process is restored by a host that has a library")
}

fn no_clock() -> fn() -> u64 {
    || 0
}

/// What `sys`, `os` and `time` say about the world.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Environment {
    /// The program's path, then its arguments.
    pub argv: Vec<String>,
    pub pid: u32,
    pub parent_pid: u32,
    /// In an interpreter: the process that it is a part of, and that one's parent, as the program is told.
    pub interpreter_of: Option<(u32, u32)>,
    pub cpu_count: u32,
    /// Wall-clock time at the kernel's time 0, in nanoseconds since 1970.
    pub epoch_nanos: u64,
    pub platform: String,
    pub cwd: String,
    pub variables: Vec<(String, String)>,
    pub switch_interval_nanos: u64,
    /// For `random` without a seed and for secrets; from the run's seed, so runs can be repeated.
    pub entropy: u64,
    pub gil_enabled: bool,
    /// How `multiprocessing` starts processes if the program does not say; empty: by `fork`.
    pub start_method: String,
    /// Is a trace recorded? Natives then tell of what reports need and programs do not.
    pub trace: bool,
}

/// How natives learn the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// Ask the host.
    Host,
    /// `start` nanoseconds when the slice began, and `nanos_per_instruction` for each instruction since.
    Virtual { start: u64, nanos_per_instruction: u32, slice_fuel: u32 },
}

/// Something the kernel acts on after the native that did it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// A thread was made and may run.
    ThreadStarted {
        thread: u32,
    },
    ThreadRenamed {
        thread: u32,
    },
    /// Up to `count` threads that wait for `object` may try again.
    Wake {
        object: Ref,
        count: u32,
        why: WakeWhy,
    },
    /// These threads may try again (a condition's waiters, a barrier's).
    WakeThreads {
        object: Ref,
        threads: Vec<u32>,
        why: WakeWhy,
    },
    /// A message entered or left a queue.
    Message {
        object: Ref,
        number: u64,
        put: bool,
        depth: u32,
        preview: String,
    },
    /// A lock changed hands.
    Lock {
        object: Ref,
        acquired: bool,
    },
    /// An object that threads wait for got a name that people know it by.
    Named {
        object: Ref,
        name: String,
    },
    /// Something for the kernel about the world outside the process, without an answer.
    Notice {
        request: Vec<u8>,
        /// The bytes of a message, apart, so that they are not copied.
        data: Option<Arc<[u8]>>,
    },
    /// `os._exit`, `sys.exit` of the main thread has its own way.
    Exit {
        code: i32,
    },
    /// A signal for this process from itself.
    Raise {
        signal: i32,
    },
    /// Without a GIL: the thread uses what another one has left at that time of the virtual clock.
    NotBefore {
        time: u64,
    },
    /// Without a GIL: the thread has seen that another one has ended.
    SeenEnd {
        thread: u32,
    },
    /// The thread is traced from now on, or no longer.
    Traced,
    /// Give the GIL away if anybody wants it (`time.sleep(0)`).
    Yield,
}

impl Effect {
    /// The object that it is about, which must not go before the scheduler has seen it.
    pub(crate) fn object(&self) -> Option<Ref> {
        match self {
            Effect::Wake { object, .. }
            | Effect::WakeThreads { object, .. }
            | Effect::Message { object, .. }
            | Effect::Lock { object, .. }
            | Effect::Named { object, .. } => Some(*object),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WakeWhy {
    Release,
    Notify,
    Put,
    Get,
}

impl WakeWhy {
    /// Is that what a thread waits for which waits for that reason? Some wait for the same queue to fill and some for it
    /// to empty.
    pub fn ends(self, reason: &WaitReason) -> bool {
        match self {
            WakeWhy::Put => *reason == WaitReason::QueueGet,
            WakeWhy::Get => *reason == WaitReason::QueuePut,
            WakeWhy::Release | WakeWhy::Notify => true,
        }
    }
}

/// Text a thread wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    pub thread: u32,
    pub error: bool,
    pub text: String,
}

/// A call that a native asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Pending {
    pub callee: Value,
    pub args: Vec<Value>,
    pub keywords: Vec<(Ref, Value)>,
    /// How the current instruction goes on with the result, where that is not just to store it.
    pub phase: Option<Phase>,
    /// Go on with a generator instead of calling.
    pub resume: Option<Resume>,
    /// Run a function's body with this namespace (class bodies, `exec`).
    pub locals: Ref,
    pub globals: Ref,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) enum Resume {
    Send(Value),
    Throw(Value),
}

/// A code object as this process runs it. Only the caches ever change: a clone shares the rest.
#[derive(Clone)]
pub(crate) struct LoadedCode {
    pub code: Arc<Code>,
    pub consts: Arc<[Value]>,
    pub names: Arc<[Ref]>,
    /// One an instruction.
    pub caches: Box<[Cache]>,
    /// Is it of the user's program?
    pub user: bool,
    /// The code object that Python sees, once it was asked for: always the same one.
    pub object: Ref,
}

impl LoadedCode {
    pub fn new(code: Arc<Code>, consts: Arc<[Value]>, names: Arc<[Ref]>) -> LoadedCode {
        let caches = vec![Cache::default(); code.instrs.len()].into();
        let user = code.source.user;
        LoadedCode { code, consts, names, caches, user, object: Ref::NONE }
    }
}

/// What an instruction remembers of its last time. Only ever a short cut: results do not depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cache {
    /// A class or namespace.
    pub key: u32,
    /// For attributes of instances: another class whose instances have it in the same place.
    pub other: u32,
    pub version: u32,
    /// A position in a dictionary, or an object.
    pub at: u32,
    pub kind: u32,
}

const METHOD_CACHE_SIZE: usize = 1024;

/// Recent look-ups of attributes in types.
#[derive(Clone)]
pub(crate) struct MethodCache(Box<[MethodCacheEntry]>);

#[derive(Clone, Copy)]
struct MethodCacheEntry {
    class: u32,
    name: u32,
    version: u32,
    value: Value,
}

impl MethodCache {
    /// In the place of one that is elsewhere for a moment.
    pub(crate) fn none() -> MethodCache {
        MethodCache(Box::default())
    }

    /// Make this one a copy of another one, in the memory that it has.
    pub(crate) fn copy_from(&mut self, of: &MethodCache) {
        self.0.clone_from(&of.0);
    }

    #[inline]
    fn slot(class: Ref, name: Ref) -> usize {
        (class.0.wrapping_mul(31) ^ name.0.wrapping_mul(17)) as usize & (METHOD_CACHE_SIZE - 1)
    }
}

impl Default for MethodCache {
    fn default() -> MethodCache {
        let empty = MethodCacheEntry { class: 0, name: 0, version: 0, value: Value::Unbound };
        MethodCache(vec![empty; METHOD_CACHE_SIZE].into())
    }
}

/// Why [`Vm::run`] came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The slice is used up.
    OutOfFuel,
    /// `thread.wait` says what the thread waits for.
    Wait,
    /// There is something in `effects` or `output`.
    Effects,
    /// The thread's outermost function returned or raised; see `thread.outcome`.
    Ended,
}

impl Vm {
    /// A process with its built-ins and no program yet. `library` is the standard library.
    pub fn new(library: &'static Library, environment: Environment) -> Vm {
        let mut vm = Vm {
            heap: Heap::new(),
            codes: Vec::new(),
            thread: Thread::default(),
            threads: BTreeMap::new(),
            trace_numbers: 0,
            next_thread: 1,
            builtins: Ref::NONE,
            modules: Ref::NONE,
            prelude: Ref::NONE,
            main: Ref::NONE,
            pending: Pending::default(),
            effects: Vec::new(),
            notes: Notes::default(),
            output: Vec::new(),
            type_version: 1,
            recursion_limit: 1000,
            int_max_str_digits: 4300,
            clock: Clock::Host,
            fuel: 0,
            reraise: false,
            environment,
            signals: Signals::default(),
            gc_enabled: true,
            nans: 0,
            dropping: Dropping::default(),
            liveness: BTreeMap::new(),
            registry: Vec::new(),
            foresees: false,
            foresees_times: 1,
            method_cache: MethodCache::default(),
            natives: natives::table(library),
            host_now: no_clock(),
            host_bytes: None,
        };
        vm.thread.name = "MainThread".into();
        vm.thread.handled = Value::None;
        vm.thread.object = Value::None;
        crate::boot::boot(&mut vm);
        vm
    }

    /// Make a library known before the first process is restored.
    pub fn install(library: &'static Library) {
        natives::table(library);
    }

    /// The process as bytes, to go on elsewhere.
    pub fn save(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    /// A process from [`Vm::save`]. Code is verified; references out of range are an error.
    pub fn restore(bytes: &[u8]) -> Result<Vm, String> {
        let vm: Vm = postcard::from_bytes(bytes).map_err(|e| format!("not a saved process: {e}"))?;
        vm.check()?;
        Ok(vm)
    }

    /// Is a VM that was read from bytes sound? What is not is told.
    pub fn check(&self) -> Result<(), String> {
        crate::restore::check(self).map_err(|what| format!("not a sound process: {what}"))
    }

    /// Does the current thread wait for a module's text?
    pub fn needs_library(&self) -> bool {
        self.thread.wait.as_ref().is_some_and(|wait| wait.reason == WaitReason::Library)
    }

    /// Nanoseconds of the run's clock.
    pub fn now(&self) -> u64 {
        match self.clock {
            Clock::Host => (self.host_now)(),
            Clock::Virtual { start, nanos_per_instruction, slice_fuel } => {
                let used = slice_fuel.saturating_sub(self.fuel) as u64;
                start + used * nanos_per_instruction as u64
            }
        }
    }

    // ---- code

    /// Make a code object part of the process; its number.
    pub(crate) fn load_code(&mut self, code: Arc<Code>) -> u32 {
        let consts = code.consts.iter().map(|c| self.load_const(c)).collect();
        let names = code.names.iter().map(|n| self.heap.intern(n)).collect();
        self.codes.push(LoadedCode::new(code, consts, names));
        self.codes.len() as u32 - 1
    }

    fn load_const(&mut self, constant: &Const) -> Value {
        match constant {
            Const::None => Value::None,
            Const::Ellipsis => Value::Ellipsis,
            Const::Bool(b) => Value::Bool(*b),
            Const::Int(i) => Value::Int(*i),
            Const::BigInt(digits) => {
                let value = match digits.strip_prefix("0x") {
                    Some(digits) => BigInt::parse_bytes(digits.as_bytes(), 16),
                    None => digits.parse().ok(),
                };
                self.int_value(value.unwrap_or_default())
            }
            Const::Float(f) => Value::Float(*f),
            Const::Imaginary(f) => self.alloc(types::COMPLEX, Payload::Complex(Box::new((0.0, *f)))),
            Const::Str(s) => {
                // Strings that look like names are compared with names (`getattr(x, "name")`, dict keys).
                if s.len() <= 20 && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                    Value::Ref(self.heap.intern(s))
                } else {
                    self.str(s.as_str())
                }
            }
            Const::Bytes(b) => self.heap.bytes_value(b.clone()),
            Const::Tuple(items) => {
                let items: Vec<Value> = items.iter().map(|c| self.load_const(c)).collect();
                self.heap.tuple(items)
            }
            Const::FrozenSet(items) => {
                let items: Vec<Value> = items.iter().map(|c| self.load_const(c)).collect();
                let mut set = crate::set::Set::new();
                for item in items {
                    // Constants hash and compare natively.
                    if let Ok(hash) = self.hash_native(item)
                        && let crate::dict::Find::Missing = set.find(hash, 0, |k| self.keys_equal(k, item))
                    {
                        set.insert_new(hash, item);
                    }
                }
                // CPython makes it of its items once more when it collects a code object's constants.
                let mut again = crate::set::Set::new();
                for (hash, item) in set.iter() {
                    again.insert_new(hash, item);
                }
                self.alloc(types::FROZENSET, Payload::Set(Box::new(again)))
            }
            Const::Code(code) => {
                let number = self.load_code(code.clone());
                self.code_object(number)
            }
        }
    }

    /// The code object behind a number.
    pub fn code(&self, number: u32) -> &Arc<Code> {
        &self.codes[number as usize].code
    }

    /// The text that was last compiled under a file name.
    pub fn source_text(&self, filename: &str) -> Option<&str> {
        let mut sources = self.codes.iter().rev().map(|loaded| &loaded.code.source);
        sources.find(|s| s.user && s.filename == filename).map(|s| s.text.as_str())
    }

    // ---- objects

    pub fn alloc(&mut self, class: Ref, payload: Payload) -> Value {
        Value::Ref(self.heap.alloc(class, payload))
    }

    pub fn str(&mut self, s: impl Into<Box<str>>) -> Value {
        self.heap.str(s)
    }

    pub fn list(&mut self, items: Vec<Value>) -> Value {
        self.heap.list(items)
    }

    pub fn tuple(&mut self, items: impl Into<Box<[Value]>>) -> Value {
        self.heap.tuple(items)
    }

    pub fn object(&self, r: Ref) -> &Object {
        self.heap.get(r)
    }

    /// The class of a value.
    #[inline]
    pub fn class_of(&self, v: Value) -> Ref {
        match v {
            Value::Ref(r) => self.heap.get(r).class,
            Value::Int(_) => types::INT,
            Value::Float(_) => types::FLOAT,
            Value::Bool(_) => types::BOOL,
            Value::None | Value::Unbound => types::NONE_TYPE,
            Value::NotImplemented => types::NOT_IMPLEMENTED_TYPE,
            Value::Ellipsis => types::ELLIPSIS_TYPE,
        }
    }

    /// The name of a value's class, as error messages print it.
    pub fn type_name(&self, v: Value) -> String {
        self.class_name(self.class_of(v))
    }

    /// The `__name__` of a class.
    pub fn class_name(&self, class: Ref) -> String {
        let name = match self.heap.as_type(class) {
            Some(t) => self.heap.text(t.name),
            None => "?",
        };
        name.rsplit('.').next().unwrap_or(name).to_owned()
    }

    /// Is `class` one of `parent`'s subclasses, or itself? By the MRO alone.
    #[inline]
    pub fn is_subclass(&self, class: Ref, parent: Ref) -> bool {
        class == parent || self.heap.as_type(class).is_some_and(|t| t.mro.contains(&parent))
    }

    pub fn is_instance(&self, v: Value, class: Ref) -> bool {
        self.is_subclass(self.class_of(v), class)
    }

    /// Look a name up along a type's MRO; raw, without binding.
    #[inline]
    pub fn lookup(&mut self, class: Ref, name: Ref) -> Option<Value> {
        if let Some(known) = self.known_lookup(class, name) {
            return known.bound();
        }
        let found = self.lookup_uncached(class, name);
        let value = found.unwrap_or(Value::Unbound);
        // Plain values may be set anew without a new version (`Class.count += 1`).
        let binds = match value {
            Value::Unbound => true,
            Value::Ref(r) => matches!(
                self.heap.payload(r),
                Payload::Function(_)
                    | Payload::Native(_)
                    | Payload::Property(_)
                    | Payload::StaticMethod(_)
                    | Payload::ClassMethod(_)
                    | Payload::SlotMember { .. }
                    | Payload::GetSet { .. }
            ),
            _ => false,
        };
        if !binds {
            return found;
        }
        self.remember_lookup(class, name, value);
        found
    }

    /// What a look-up came to the last time, if nothing has changed since.
    #[inline]
    pub(crate) fn known_lookup(&self, class: Ref, name: Ref) -> Option<Value> {
        let entry = &self.method_cache.0[MethodCache::slot(class, name)];
        let known = entry.class == class.0 && entry.name == name.0 && entry.version == self.type_version;
        known.then_some(entry.value)
    }

    pub(crate) fn remember_lookup(&mut self, class: Ref, name: Ref, value: Value) {
        self.method_cache.0[MethodCache::slot(class, name)] =
            MethodCacheEntry { class: class.0, name: name.0, version: self.type_version, value };
    }

    fn lookup_uncached(&self, class: Ref, name: Ref) -> Option<Value> {
        let t = self.heap.as_type(class)?;
        t.mro.iter().find_map(|&c| self.heap.get_name(self.heap.get(c).dict, name))
    }

    /// A type's attributes changed.
    pub(crate) fn type_changed(&mut self) {
        self.type_version = self.type_version.wrapping_add(1).max(1);
    }

    /// A native of the table, as a function object of Python.
    pub(crate) fn native_value(&mut self, number: u32) -> Value {
        let class = if self.natives.entries[number as usize].binds {
            types::METHOD_DESCRIPTOR
        } else {
            types::BUILTIN_FUNCTION
        };
        self.alloc(class, Payload::Native(number))
    }

    /// The function object of a native, by owner and name; None if there is no such native.
    pub fn native_named(&mut self, owner: &str, name: &str) -> Value {
        match self.natives.entries.iter().position(|e| e.def.owner == owner && e.def.name == name) {
            Some(number) => self.native_value(number as u32),
            None => Value::None,
        }
    }

    /// Owner and name of a native of the table.
    pub fn native_name(&self, number: u32) -> (&'static str, &'static str) {
        let def = &self.natives.entries[number as usize].def;
        (def.owner, def.name)
    }

    /// The function objects of all natives of an owner, by name.
    pub fn natives_of(&mut self, owner: &str) -> Vec<(&'static str, Value)> {
        let table = self.natives.clone();
        let owned = table.entries.iter().enumerate().filter(|(_, e)| e.def.owner == owner);
        owned.map(|(number, e)| (e.def.name, self.native_value(number as u32))).collect()
    }

    /// A value that natives keep for the whole process.
    pub fn registered(&self, key: &str) -> Option<Value> {
        self.registry.iter().find(|(k, _)| k == key).map(|(_, v)| *v)
    }

    pub fn register(&mut self, key: &str, value: Value) {
        match self.registry.iter_mut().find(|(k, _)| k == key) {
            Some((_, v)) => *v = value,
            None => self.registry.push((key.to_owned(), value)),
        }
    }

    // ---- what natives answer with

    /// Have `callee` called in the native's place.
    pub fn call(&mut self, callee: Value, args: Vec<Value>) -> Native {
        self.pending = Pending { callee, args, ..Pending::default() };
        Err(Signal::Call)
    }

    pub fn call_keywords(&mut self, callee: Value, args: Vec<Value>, keywords: Vec<(Ref, Value)>) -> Native {
        self.pending = Pending { callee, args, keywords, ..Pending::default() };
        Err(Signal::Call)
    }

    /// Have a function of the prelude called in the native's place.
    pub fn call_prelude(&mut self, name: &str, args: Vec<Value>) -> Native {
        let key = self.heap.intern(name);
        match self.heap.get_name(self.prelude, key) {
            Some(function) => self.call(function, args),
            None => Err(self.system_error(&format!("prelude has no {name}"))),
        }
    }

    /// Wait; the native is called again when the kernel thinks that it may go on.
    pub fn wait(&mut self, object: Value, reason: WaitReason, deadline: Option<u64>) -> Native {
        self.thread.wait =
            Some(Wait { object, reason, deadline, outcome: WaitOutcome::Pending, reply: Vec::new(), data: None });
        Err(Signal::Wait)
    }

    /// In a native that may be called again after a wait: how that wait ended.
    #[inline]
    pub fn take_wait(&mut self) -> Option<Wait> {
        if self.thread.wait.is_none() { None } else { self.thread.wait.take() }
    }

    /// Write to `sys.stdout` or `sys.stderr` of the process.
    pub fn write(&mut self, error: bool, text: &str) {
        let thread = self.thread.id;
        match self.output.last_mut() {
            Some(last) if last.thread == thread && last.error == error => last.text.push_str(text),
            _ => self.output.push(Output { thread, error, text: text.to_owned() }),
        }
    }

    // ---- threads

    /// A new thread that will call `function` with `args`; it begins when the kernel lets it.
    pub fn spawn(&mut self, function: Value, args: Vec<Value>, name: String, daemon: bool, object: Value) -> u32 {
        let id = self.next_thread;
        self.next_thread += 1;
        let mut thread = Thread { id, name, daemon, object, handled: Value::None, ..Thread::default() };
        std::mem::swap(&mut self.thread, &mut thread);
        let entered = self.enter_thread(function, args);
        std::mem::swap(&mut self.thread, &mut thread);
        if entered.is_err() {
            thread.outcome = thread.raised;
        }
        self.threads.insert(id, thread);
        self.effects.push(Effect::ThreadStarted { thread: id });
        id
    }

    /// Make another thread the current one. False if there is no such thread. The current one is
    /// forgotten if it has ended.
    pub fn switch_to(&mut self, id: u32) -> bool {
        if self.thread.id == id {
            return true;
        }
        let Some(next) = self.threads.remove(&id) else { return false };
        let last = std::mem::replace(&mut self.thread, next);
        if !last.frames.is_empty() {
            self.threads.insert(last.id, last);
        }
        true
    }

    /// Any thread of the process, by number.
    pub fn thread_by_id(&self, id: u32) -> Option<&Thread> {
        if self.thread.id == id { Some(&self.thread) } else { self.threads.get(&id) }
    }

    pub fn thread_by_id_mut(&mut self, id: u32) -> Option<&mut Thread> {
        if self.thread.id == id { Some(&mut self.thread) } else { self.threads.get_mut(&id) }
    }

    /// All threads that have not ended, in the order of their numbers.
    pub fn thread_ids(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.threads.keys().copied().collect();
        if let Err(at) = ids.binary_search(&self.thread.id) {
            ids.insert(at, self.thread.id);
        }
        ids
    }

    /// Keep the current thread only, as after `fork`.
    pub fn keep_current_thread(&mut self) {
        self.threads.clear();
        self.signals.forked();
    }

    /// The number by which traces know a lock, queue or the like; `None` if it has not got one yet.
    pub fn trace_number(&self, object: Ref) -> Option<u32> {
        self.state(Value::Ref(object)).map(|s| s.trace_number).filter(|n| *n != 0)
    }

    /// Give an object of native state a number of its own, from 1.
    pub fn new_trace_number(&mut self, object: Ref) -> u32 {
        self.trace_numbers += 1;
        let number = self.trace_numbers;
        if let Some(s) = self.state_mut(Value::Ref(object)) {
            s.trace_number = number;
        }
        number
    }

    /// The line of the user's program that a thread is at, and the name of its function; 0 and nothing
    /// if it is in none.
    pub fn place_of(&self, thread: &Thread) -> (u32, &str) {
        // An instruction that waits is the next one again; others have been begun.
        let mut begun = if thread.wait.is_some() { 0 } else { 1 };
        for frame in thread.frames.iter().rev() {
            let code = &self.codes[frame.code as usize].code;
            if code.source.user {
                return (code.line(frame.pc.saturating_sub(begun) as usize), &code.name);
            }
            begun = 1;
        }
        (0, "")
    }

    /// The line of the user's program that a thread is at; 0 if it is in none.
    pub fn line_of(&self, thread: &Thread) -> u32 {
        self.place_of(thread).0
    }

    // ---- the collector

    /// Free what nothing refers to any more. Only between instructions. What it returns is left to the caller:
    /// nothing else keeps those objects alive.
    pub fn collect_garbage(&mut self) -> Unreachable {
        self.thread.clear_unused_stack(&self.codes);
        for t in self.threads.values_mut() {
            t.clear_unused_stack(&self.codes);
        }
        let marks = self.heap.reachable(|visit| self.trace_roots(&mut |v| visit(v), &mut |t, visit| t.trace(visit)));
        let loses = |(r, object): (Ref, &Object)| match &object.payload {
            Payload::WeakRef(w) => w.target.as_ref().filter(|target| !marks[target.index()]).map(|_| r),
            _ => None,
        };
        let losing: Vec<Ref> = self.heap.objects().filter_map(loses).collect();
        self.keep_hashes(losing.into_iter());
        let Vm { heap, codes, .. } = self;
        let mut last = (Ref::NONE, false);
        let unreachable = heap.collect(marks, |heap, r| has_finalizer(heap, codes, &mut last, r));
        // A freed slot may be used by a new type.
        self.type_changed();
        unreachable
    }

    /// Everything that the process holds; `of_thread` says what a thread does.
    pub(crate) fn trace_roots<V: FnMut(Value)>(&self, visit: &mut V, of_thread: &mut dyn FnMut(&Thread, &mut V)) {
        for loaded in &self.codes {
            loaded.consts.iter().for_each(|v| visit(*v));
            loaded.names.iter().for_each(|r| visit(Value::Ref(*r)));
            visit(Value::Ref(loaded.object));
        }
        of_thread(&self.thread, visit);
        self.threads.values().for_each(|t| of_thread(t, visit));
        [self.builtins, self.modules, self.prelude, self.main].into_iter().for_each(|r| visit(Value::Ref(r)));
        self.registry.iter().for_each(|(_, v)| visit(*v));
        visit(self.pending.callee);
        self.pending.args.iter().for_each(|v| visit(*v));
        self.effects.iter().filter_map(Effect::object).for_each(|r| visit(Value::Ref(r)));
    }

    /// A call has just put its value into register `base` of the innermost frame: what stands above are arguments and
    /// a callee's registers, which nobody reads any more and which must not keep objects alive.
    pub(crate) fn forget_above(&mut self, base: u16) {
        let Some(frame) = self.thread.frames.last() else { return };
        let from = frame.base as usize + base as usize + 1;
        let to = frame.base as usize + self.codes[frame.code as usize].code.registers as usize;
        let len = self.thread.stack.len();
        self.thread.stack[from.min(len)..to.min(len)].fill(Value::Unbound);
    }

    /// Collect garbage if enough was allocated; raise `MemoryError` if that did not help. Finalisers and callbacks
    /// of weak references are run in a frame that it pushes.
    pub(crate) fn tidy(&mut self) -> Result<(), Signal> {
        if self.heap.take_look() {
            self.end_dropped()?;
            if !self.heap.needs_collection() {
                return Ok(());
            }
        }
        let found = self.collect_garbage();
        if self.heap.bytes() > self.heap.limit {
            return Err(self.memory_error(""));
        }
        self.finalize(found, "_finalize")
    }

    /// Have the prelude end what was found.
    pub(crate) fn finalize(&mut self, found: Unreachable, function: &str) -> Result<(), Signal> {
        if found.finalize.is_empty() && found.callbacks.is_empty() {
            return Ok(());
        }
        let objects = self.list(found.finalize.into_iter().map(Value::Ref).collect());
        let mut references = Vec::new();
        for r in found.callbacks {
            if let Payload::WeakRef(w) = self.heap.payload(r) {
                let callback = w.callback;
                references.push(self.tuple(vec![Value::Ref(r), callback]));
            }
        }
        let references = self.list(references);
        let finalize = self.prelude_function(function);
        self.invoke(finalize, &[objects, references], &[], Ret::Discard).map(drop)
    }

    /// At the end of the program: what has a finaliser still to be called and is the program's own. First what
    /// stands in global variables, in their order, then the rest in the order in which it was made.
    pub(crate) fn take_finalizable(&mut self) -> Vec<Value> {
        let Vm { heap, codes, main, .. } = self;
        let globals = heap.as_dict(*main);
        let first = globals.into_iter().flat_map(|d| d.iter()).filter_map(|e| e.value.as_ref());
        let mut last = (Ref::NONE, false);
        let mut found: Vec<Ref> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for r in first.chain(heap.objects().map(|(r, _)| r)) {
            let own = match heap.payload(r) {
                Payload::Generator(g) => g.kind == GeneratorKind::Coroutine || codes[g.code as usize].code.source.user,
                _ => {
                    let class = heap.get(heap.get(r).class).dict;
                    let module = if class.is_some() { heap.get_name(class, names::__module__) } else { None };
                    module.and_then(|m| heap.as_str(m)) == Some("__main__")
                }
            };
            if own && has_finalizer(heap, codes, &mut last, r) && !heap.is_finalized(r) && seen.insert(r.0) {
                found.push(r);
            }
        }
        // Whatever a generator's `finally` uses is to be as it was.
        let is_generator = |r: &Ref| matches!(heap.payload(*r), Payload::Generator(_));
        let in_globals = |r: &Ref| globals.is_some_and(|d| d.iter().any(|e| e.value.is(Value::Ref(*r))));
        let rest = found.iter().position(|r| !in_globals(r)).unwrap_or(found.len());
        found[rest..].sort_by_key(|r| !is_generator(r));
        heap.set_finalized(&found);
        found.into_iter().map(Value::Ref).collect()
    }
}

/// Has an object a `__del__`, is it a generator that waits inside a `try` or `with`, or a coroutine that was never
/// awaited? `last` is what was found for the class looked at last.
pub(crate) fn has_finalizer(heap: &Heap, codes: &[LoadedCode], last: &mut (Ref, bool), r: Ref) -> bool {
    let object = heap.get(r);
    match &object.payload {
        Payload::Free(_) => false,
        Payload::Generator(g) => {
            if g.kind == GeneratorKind::Coroutine {
                return g.state == GeneratorState::Created;
            }
            g.state == GeneratorState::Suspended && !codes[g.code as usize].code.exceptions.is_empty()
        }
        _ if types::is_builtin(object.class) => false,
        _ => {
            if last.0 != object.class {
                let mro = heap.as_type(object.class).map_or(&[][..], |t| &t.mro);
                let found = mro.iter().any(|c| heap.find_name(heap.get(*c).dict, names::__del__).is_some());
                *last = (object.class, found);
            }
            last.1
        }
    }
}

impl Thread {
    /// Forget values above the innermost frame, so that they do not stay alive.
    fn clear_unused_stack(&mut self, codes: &[LoadedCode]) {
        let used = self.frames.last().map_or(0, |f| f.base as usize + codes[f.code as usize].code.registers as usize);
        self.stack.truncate(used.max(64).min(self.stack.len()));
        let used = used.min(self.stack.len());
        self.stack[used..].fill(Value::Unbound);
    }
}
