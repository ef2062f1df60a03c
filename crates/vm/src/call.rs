//! Calls: from a callable and its arguments to a new frame or a result.

use weft_code::Parameters;

use crate::{
    dict::Dict,
    frame::{Frame, Phase, Ret},
    names,
    natives::{Native, ParameterKind, Signal},
    object::{BoundMethod, Function, Generator, GeneratorKind, GeneratorState, Layout, Payload},
    types,
    value::{Ref, Value},
    vm::{Pending, Resume, Vm},
};

/// What a call came to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Called {
    Value(Value),
    /// A frame was pushed; its return value goes where the frame's `ret` says.
    Frame,
}

pub(crate) type Keywords<'a> = &'a [(Ref, Value)];

/// Natives can ask for natives to be called, which can ask again; a chain this long is a loop.
const MAX_CALL_CHAIN: usize = 10_000;

/// Calls with no more arguments than this are bound without memory of their own.
const QUICK_ARGUMENTS: usize = 6;

impl Vm {
    /// Start the current thread with a call.
    pub(crate) fn enter_thread(&mut self, function: Value, args: Vec<Value>) -> Result<(), Signal> {
        let trampoline = self.prelude_function("_run_thread");
        let tuple = self.tuple(args);
        match self.invoke(trampoline, &[function, tuple], &[], Ret::Thread)? {
            Called::Frame => Ok(()),
            Called::Value(_) => Ok(()),
        }
    }

    pub(crate) fn prelude_function(&mut self, name: &str) -> Value {
        let key = self.heap.intern(name);
        self.heap.get_name(self.prelude, key).unwrap_or(Value::None)
    }

    /// Do what a native asked for with `Signal::Call`, on behalf of the instruction that `ret` belongs
    /// to, result included. Gives back `Raise` or `Wait` only.
    pub(crate) fn dispatch(&mut self, ret: Ret) -> Result<(), Signal> {
        let mut phase = None;
        let depth = self.thread.frames.len();
        for _ in 0..MAX_CALL_CHAIN {
            let pending = std::mem::take(&mut self.pending);
            phase = pending.phase.or(phase);
            let effective = phase.map_or(ret, Ret::Finish);
            match self.invoke_pending(pending, effective) {
                Ok(Called::Frame) => return Ok(()),
                Ok(Called::Value(v)) => match self.complete(effective, v) {
                    Ok(()) => return Ok(()),
                    // What comes next says itself how it goes on.
                    Err(Signal::Call) => phase = None,
                    Err(s) => return Err(s),
                },
                Err(Signal::Call) => {}
                Err(Signal::Raise) => {
                    // A native `__next__` that is exhausted ends a loop as a Python one does.
                    let Ret::Finish(reached) = effective else { return Err(Signal::Raise) };
                    if self.thread.frames.len() != depth {
                        return Err(Signal::Raise);
                    }
                    let exc = std::mem::replace(&mut self.thread.raised, Value::Unbound);
                    match self.absorb(reached, exc) {
                        Some(Err(Signal::Call)) => phase = None,
                        Some(done) => return done,
                        None => {
                            self.thread.raised = exc;
                            return Err(Signal::Raise);
                        }
                    }
                }
                Err(s) => return Err(s),
            }
        }
        Err(self.recursion_error("maximum recursion depth exceeded"))
    }

    /// A value that came back for the top frame goes where it belongs.
    pub(crate) fn complete(&mut self, ret: Ret, value: Value) -> Result<(), Signal> {
        match ret {
            Ret::Reg(dst) => self.set_register(dst, value),
            Ret::RegThenLook(dst) => {
                self.set_register(dst, value);
                self.call_may_have_dropped();
            }
            Ret::Discard => {}
            Ret::Init(_) if value.is_none() => {}
            Ret::InitThenLook(_) if value.is_none() => self.call_may_have_dropped(),
            Ret::Init(_) | Ret::InitThenLook(_) => return Err(self.init_returned(value)),
            Ret::Finish(phase) => return self.finish(phase, value),
            Ret::Thread => self.thread.outcome = Value::Unbound,
            Ret::Resume => return self.resume_wait(),
            Ret::Traced => self.told(value),
        }
        Ok(())
    }

    /// Set a register of the innermost frame.
    pub(crate) fn set_register(&mut self, register: u16, value: Value) {
        if let Some(frame) = self.thread.frames.last() {
            self.thread.stack[frame.base as usize + register as usize] = value;
        }
    }

    pub(crate) fn register_value(&self, register: u16) -> Value {
        self.thread.frames.last().map_or(Value::Unbound, |f| self.thread.stack[f.base as usize + register as usize])
    }

    fn invoke_pending(&mut self, pending: Pending, ret: Ret) -> Result<Called, Signal> {
        if let Some(resume) = pending.resume {
            let Value::Ref(generator) = pending.callee else { return Ok(Called::Value(Value::None)) };
            return self.resume_generator(generator, resume, ret);
        }
        if pending.locals.is_some()
            && let Value::Ref(f) = pending.callee
            && let Payload::Function(function) = self.heap.payload(f)
        {
            let function = function.clone();
            let globals = if pending.globals.is_some() { pending.globals } else { function.globals };
            self.push_frame(&function, f, &[], ret)?;
            if let Some(frame) = self.thread.frames.last_mut() {
                frame.locals = pending.locals;
                frame.globals = globals;
            }
            return Ok(Called::Frame);
        }
        let mut args = pending.args;
        let mut callee = pending.callee;
        // A special method that stands in its class as a descriptor of Python's own making.
        if let Value::Ref(r) = callee
            && !args.is_empty()
            && matches!(self.heap.payload(r), Payload::Instance)
            && self.is_python_descriptor(r)
            && self.lookup(self.heap.get(r).class, names::__call__).is_none()
        {
            args.insert(0, callee);
            callee = self.prelude_function("_call_described");
        }
        // A native that may wait is called again by its instruction, so it needs one of its own.
        if self.may_wait(callee) {
            args.insert(0, callee);
            callee = self.prelude_function("_call");
        }
        self.invoke(callee, &args, &pending.keywords, ret)
    }

    fn may_wait(&self, mut callee: Value) -> bool {
        loop {
            let Value::Ref(r) = callee else { return false };
            match self.heap.payload(r) {
                Payload::Native(n) | Payload::BoundNative { native: n, .. } => {
                    return self.natives.entries[*n as usize].def.owner.starts_with('_');
                }
                Payload::BoundMethod(m) => callee = m.function,
                _ => return false,
            }
        }
    }

    /// Call anything callable. Natives run at once; Python functions get a frame whose value goes to
    /// `ret`. After `Signal::Call` the caller must [`Vm::dispatch`].
    pub(crate) fn invoke(
        &mut self,
        callee: Value,
        args: &[Value],
        keywords: Keywords,
        ret: Ret,
    ) -> Result<Called, Signal> {
        let Value::Ref(r) = callee else { return Err(self.not_callable(callee)) };
        match self.heap.payload(r) {
            Payload::Function(function) => {
                if keywords.is_empty() && function.simple_arity as usize == args.len() {
                    let function = function.clone();
                    self.push_frame(&function, r, args, ret)?;
                    return Ok(Called::Frame);
                }
                let function = function.clone();
                if keywords.is_empty()
                    && let Some((bound, count)) = self.bind_defaults(&function, args)
                {
                    return self.enter_function(&function, r, &bound[..count], ret);
                }
                let bound = self.bind_arguments(&function, args, keywords)?;
                self.enter_function(&function, r, &bound, ret)
            }
            Payload::Native(number) => {
                let number = *number;
                self.call_native(number, args, keywords).map(Called::Value)
            }
            Payload::BoundNative { native, receiver } => {
                let (number, receiver) = (*native, *receiver);
                let mut all = Vec::with_capacity(args.len() + 1);
                all.push(receiver);
                all.extend_from_slice(args);
                self.call_native(number, &all, keywords).map(Called::Value)
            }
            Payload::Type(_) => self.call_type(r, args, keywords, ret),
            _ => {
                let (function, all) = self.unwrap_callable(callee, args)?;
                self.invoke(function, &all, keywords, ret)
            }
        }
    }

    /// What a bound method, an alias, a static method or an object whose class has a `__call__` comes to: a function,
    /// a native or a class, and the arguments with the receivers before them. They may be wrapped in each other any
    /// number of times, and an object may even be its own `__call__`.
    fn unwrap_callable(&mut self, mut callee: Value, args: &[Value]) -> Result<(Value, Vec<Value>), Signal> {
        let mut all = Vec::with_capacity(args.len() + 1);
        let mut receivers = Vec::new();
        for _ in 0..(self.recursion_limit as usize).min(MAX_CALL_CHAIN) {
            let Value::Ref(r) = callee else { return Err(self.not_callable(callee)) };
            if let Payload::Type(_) = self.heap.payload(r)
                && let Some(method) = self.metaclass_call(r)
            {
                let (function, receiver) = self.bind_special(method, callee)?;
                receivers.extend(receiver);
                callee = function;
                continue;
            }
            let (function, receiver) = match self.heap.payload(r) {
                Payload::Function(_) | Payload::Native(_) | Payload::BoundNative { .. } | Payload::Type(_) => {
                    all.extend(receivers.iter().rev());
                    all.extend_from_slice(args);
                    return Ok((callee, all));
                }
                Payload::BoundMethod(m) => (m.function, Some(m.receiver)),
                Payload::GenericAlias { origin, .. } => (*origin, None),
                Payload::StaticMethod(function) => (*function, None),
                _ => {
                    let class = self.heap.get(r).class;
                    let Some(method) = self.lookup(class, names::__call__) else {
                        return Err(self.not_callable(callee));
                    };
                    self.bind_special(method, callee)?
                }
            };
            receivers.extend(receiver);
            callee = function;
        }
        Err(self.recursion_error("maximum recursion depth exceeded"))
    }

    pub(crate) fn not_callable(&mut self, callee: Value) -> Signal {
        let name = self.type_name(callee);
        self.type_error(&format!("'{name}' object is not callable"))
    }

    /// A special method found in a class: the function to call and the receiver to put before the
    /// arguments, if it takes one. Descriptors that only Python code can read are not bound.
    pub(crate) fn bind_special(&mut self, method: Value, object: Value) -> Result<(Value, Option<Value>), Signal> {
        let Value::Ref(r) = method else { return Ok((method, None)) };
        if matches!(self.heap.payload(r), Payload::Instance) && self.is_python_descriptor(r) {
            let function = self.prelude_function("_call_described");
            let bound = BoundMethod { function, receiver: method };
            return Ok((self.alloc(types::METHOD, Payload::BoundMethod(Box::new(bound))), Some(object)));
        }
        Ok(match self.heap.payload(r) {
            Payload::Function(_) => (method, self.is_python_function(method).then_some(object)),
            Payload::Native(n) => {
                let entry = &self.natives.entries[*n as usize];
                if entry.binds {
                    (method, Some(object))
                } else if entry.class_method {
                    (method, Some(Value::Ref(self.class_of(object))))
                } else {
                    (method, None)
                }
            }
            Payload::StaticMethod(f) => (*f, None),
            Payload::ClassMethod(f) => (*f, Some(Value::Ref(self.class_of(object)))),
            _ => (method, None),
        })
    }

    /// Is it a descriptor of the program's own making?
    fn is_python_descriptor(&mut self, r: Ref) -> bool {
        let class = self.heap.get(r).class;
        !types::is_builtin(class) && self.lookup(class, names::__get__).is_some()
    }

    // ---- Python functions

    /// Push a frame whose parameters are `registers` (all of them, bound).
    pub(crate) fn push_frame(
        &mut self,
        function: &Function,
        object: Ref,
        registers: &[Value],
        ret: Ret,
    ) -> Result<(), Signal> {
        if self.thread.frames.len() >= self.recursion_limit as usize {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let base = self.stack_top();
        let code = self.codes[function.code as usize].code.clone();
        let count = code.registers as usize;
        let end = base + count;
        if self.thread.stack.len() < end {
            self.thread.stack.resize((end * 3 / 2).max(64), Value::Unbound);
        }
        let window = &mut self.thread.stack[base..end];
        window[..registers.len()].copy_from_slice(registers);
        window[registers.len()..].fill(Value::Unbound);
        let free_base = code.free_base();
        if function.closure.is_some() {
            let cells = self.heap.tuple_items(function.closure);
            let take = cells.len().min(count.saturating_sub(free_base));
            self.thread.stack[base + free_base..base + free_base + take].copy_from_slice(&cells[..take]);
        }
        for &cell in &code.cells {
            let at = base + cell as usize;
            let value = self.thread.stack[at];
            self.thread.stack[at] = self.alloc(types::CELL, Payload::Cell(value));
        }
        self.thread.frames.push(Frame::of_call(function, object, base, ret));
        Ok(())
    }

    /// The first stack position above the current frame.
    pub(crate) fn stack_top(&self) -> usize {
        self.thread.frames.last().map_or(0, |f| f.base as usize + self.codes[f.code as usize].code.registers as usize)
    }

    /// Enter a function whose arguments are bound: a frame, or a generator object.
    pub(crate) fn enter_function(
        &mut self,
        function: &Function,
        object: Ref,
        registers: &[Value],
        ret: Ret,
    ) -> Result<Called, Signal> {
        let to = match ret {
            Ret::Reg(to) | Ret::RegThenLook(to) => Some(to),
            _ => None,
        };
        self.push_frame(function, object, registers, ret)?;
        let flags = self.codes[function.code as usize].code.flags;
        if !(flags.generator || flags.coroutine || flags.async_generator) {
            return Ok(Called::Frame);
        }
        let kind = if flags.async_generator {
            GeneratorKind::AsyncGenerator
        } else if flags.coroutine {
            GeneratorKind::Coroutine
        } else {
            GeneratorKind::Generator
        };
        let made = self.frame_to_generator(kind, function.name, function.qualname);
        if kind == GeneratorKind::Coroutine
            && let Some(to) = to
        {
            self.made_coroutine(to);
        }
        Ok(Called::Value(made))
    }

    /// Take the frame just pushed off the stack into a new generator object.
    fn frame_to_generator(&mut self, kind: GeneratorKind, name: Ref, qualname: Ref) -> Value {
        let code = self.thread.frames.last().map_or(0, |f| f.code);
        let frame = self.suspend_top_frame();
        let class = match kind {
            GeneratorKind::Generator => types::GENERATOR,
            GeneratorKind::Coroutine => types::COROUTINE,
            GeneratorKind::AsyncGenerator => types::ASYNC_GENERATOR,
        };
        self.alloc(
            class,
            Payload::Generator(Box::new(Generator {
                kind,
                state: GeneratorState::Created,
                frame,
                name,
                qualname,
                code,
                delegate: Value::Unbound,
                handling: false,
                traced_as: Ref::NONE,
            })),
        )
    }

    /// Arguments and keywords of a call, put into the order of the function's parameter registers.
    /// A call that gives some arguments by position and leaves the rest to their defaults, if it is no more than
    /// that: the arguments and how many they are.
    fn bind_defaults(&self, function: &Function, args: &[Value]) -> Option<([Value; QUICK_ARGUMENTS], usize)> {
        let p: Parameters = self.codes[function.code as usize].code.parameters;
        let count = p.all_positional();
        if p.count() != count || args.len() > count || count > QUICK_ARGUMENTS {
            return None;
        }
        let defaults = self.heap.tuple_items(function.defaults);
        let missing = count - args.len();
        let given = defaults.get(defaults.len().checked_sub(missing)?..)?;
        let mut bound = [Value::Unbound; QUICK_ARGUMENTS];
        bound[..args.len()].copy_from_slice(args);
        bound[args.len()..count].copy_from_slice(given);
        Some((bound, count))
    }

    pub(crate) fn bind_arguments(
        &mut self,
        function: &Function,
        args: &[Value],
        keywords: Keywords,
    ) -> Result<Vec<Value>, Signal> {
        let code = self.codes[function.code as usize].code.clone();
        let p: Parameters = code.parameters;
        let positional = p.all_positional();
        let mut registers = vec![Value::Unbound; p.count()];
        let taken = args.len().min(positional);
        registers[..taken].copy_from_slice(&args[..taken]);
        let keyword_only_at = positional + p.var_args as usize;
        let var_kwargs_at = keyword_only_at + p.keyword_only as usize;
        let mut extra = Dict::new();
        for &(name, value) in keywords {
            let text = self.heap.text(name);
            let at = (p.positional_only as usize..positional)
                .chain(keyword_only_at..var_kwargs_at)
                .find(|&i| code.locals[i] == text);
            match at {
                Some(i) if registers[i].is_unbound() => registers[i] = value,
                Some(_) => {
                    let message =
                        format!("{}() got multiple values for argument '{text}'", self.function_label(function));
                    return Err(self.type_error(&message));
                }
                None if p.var_kwargs => {
                    let hash = self.hash_native(Value::Ref(name)).unwrap_or(0);
                    extra.insert_new(hash, Value::Ref(name), value);
                }
                None => return Err(self.unexpected_keyword(function, &code, p, keywords, name)),
            }
        }
        if args.len() > positional {
            if !p.var_args {
                return Err(self.too_many_positional(function, p, args.len(), &registers));
            }
            registers[positional] = self.tuple(&args[positional..]);
        } else if p.var_args {
            registers[positional] = self.tuple(Vec::new());
        }
        let defaults = self.heap.tuple_items(function.defaults);
        let first_default = positional - defaults.len().min(positional);
        for (register, default) in registers[first_default..positional].iter_mut().zip(defaults) {
            if register.is_unbound() {
                *register = *default;
            }
        }
        let missing: Vec<usize> = (0..positional).filter(|&i| registers[i].is_unbound()).collect();
        if !missing.is_empty() {
            return Err(self.missing_arguments(function, &code.locals, &missing, "positional"));
        }
        let mut missing = Vec::new();
        let keyword_only = keyword_only_at..var_kwargs_at;
        for (register, i) in registers[keyword_only.clone()].iter_mut().zip(keyword_only) {
            if register.is_unbound() {
                let name = self.heap.intern(&code.locals[i]);
                let default = function.keyword_defaults.get().and_then(|defaults| self.heap.get_name(defaults, name));
                match default {
                    Some(v) => *register = v,
                    None => missing.push(i),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(function, &code.locals, &missing, "keyword-only"));
        }
        if p.var_kwargs {
            registers[var_kwargs_at] = Value::Ref(self.heap.dict(extra));
        }
        Ok(registers)
    }

    fn function_label(&self, function: &Function) -> String {
        self.heap.text(function.qualname).to_owned()
    }

    fn unexpected_keyword(
        &mut self,
        function: &Function,
        code: &weft_code::Code,
        p: Parameters,
        keywords: Keywords,
        name: Ref,
    ) -> Signal {
        let label = self.function_label(function);
        let given: Vec<&str> = keywords.iter().map(|(k, _)| self.heap.text(*k)).collect();
        let positional_only: Vec<&str> = code.locals[..p.positional_only as usize]
            .iter()
            .map(String::as_str)
            .filter(|l| given.contains(l))
            .collect();
        let message = if positional_only.is_empty() {
            format!("{label}() got an unexpected keyword argument '{}'", self.heap.text(name))
        } else {
            format!(
                "{label}() got some positional-only arguments passed as keyword arguments: '{}'",
                positional_only.join(", ")
            )
        };
        self.type_error(&message)
    }

    fn too_many_positional(&mut self, function: &Function, p: Parameters, given: usize, registers: &[Value]) -> Signal {
        let label = self.function_label(function);
        let positional = p.all_positional();
        let defaults = self.heap.tuple_items(function.defaults).len().min(positional);
        let takes = if defaults > 0 {
            format!("from {} to {positional}", positional - defaults)
        } else {
            positional.to_string()
        };
        let plural = if positional == 1 && defaults == 0 { "" } else { "s" };
        let keyword_only_at = positional + p.var_args as usize;
        let keyword_given = registers[keyword_only_at..keyword_only_at + p.keyword_only as usize]
            .iter()
            .filter(|v| !v.is_unbound())
            .count();
        let message = if keyword_given > 0 {
            format!(
                "{label}() takes {takes} positional argument{plural} but {given} positional argument{} (and \
                 {keyword_given} keyword-only argument{}) were given",
                if given == 1 { "" } else { "s" },
                if keyword_given == 1 { "" } else { "s" },
            )
        } else {
            let were = if given == 1 { "was" } else { "were" };
            format!("{label}() takes {takes} positional argument{plural} but {given} {were} given")
        };
        self.type_error(&message)
    }

    fn missing_arguments(&mut self, function: &Function, locals: &[String], missing: &[usize], kind: &str) -> Signal {
        let names: Vec<String> = missing.iter().map(|&i| format!("'{}'", locals[i])).collect();
        let list = match names.as_slice() {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [most @ .., last] => format!("{}, and {last}", most.join(", ")),
            [] => String::new(),
        };
        let label = self.function_label(function);
        let plural = if missing.len() == 1 { "" } else { "s" };
        self.type_error(&format!("{label}() missing {} required {kind} argument{plural}: {list}", missing.len()))
    }

    // ---- natives

    /// Call a native by number with any arguments.
    pub(crate) fn call_native(&mut self, number: u32, args: &[Value], keywords: Keywords) -> Native {
        match self.try_native(number, args, keywords) {
            Err(signal) => self.after_failed_native(number, args, keywords, signal),
            outcome => outcome,
        }
    }

    /// The same, with [`Vm::after_failed_native`] left to the caller, where nearly all calls have answered.
    #[inline(always)]
    pub(crate) fn try_native(&mut self, number: u32, args: &[Value], keywords: Keywords) -> Native {
        let unbound = if keywords.is_empty() { self.call_unbound(number, args) } else { None };
        match unbound {
            Some(outcome) => outcome,
            None => self.call_bound(number, args, keywords),
        }
    }

    /// A native with positional parameters only is given its arguments as they are; `None` if it takes others, or
    /// another number of them.
    #[inline(always)]
    fn call_unbound(&mut self, number: u32, args: &[Value]) -> Option<Native> {
        let entry = &self.natives.entries[number as usize];
        let (function, positional) = (entry.def.function, entry.positional);
        if !entry.simple || args.len() < entry.required || args.len() > positional {
            return None;
        }
        if args.len() == positional {
            return Some(function(self, args));
        }
        if positional > QUICK_ARGUMENTS {
            return None;
        }
        // One by one: copying so few by their number would be a call.
        let bound: [Value; QUICK_ARGUMENTS] =
            std::array::from_fn(|at| if at < args.len() { args[at] } else { Value::Unbound });
        Some(function(self, &bound[..positional]))
    }

    #[inline(never)]
    fn call_bound(&mut self, number: u32, args: &[Value], keywords: Keywords) -> Native {
        let table = self.natives.clone();
        let entry = &table.entries[number as usize];
        let bound = self.bind_native(entry, args, keywords)?;
        (entry.def.function)(self, &bound)
    }

    /// A native that was given `args` has not answered. If it wanted bytes or integers, it is called again.
    #[cold]
    pub(crate) fn after_failed_native(
        &mut self,
        number: u32,
        args: &[Value],
        keywords: Keywords,
        signal: Signal,
    ) -> Native {
        match signal {
            Signal::Raise if args.iter().any(|v| self.gives_buffer(*v)) => {
                self.call_again(number, args, keywords, &["bytes-like object", "a real number"], "_call_with_views")
            }
            Signal::Raise if args.iter().any(|v| self.gives_index(*v)) => {
                self.call_again(number, args, keywords, &["should be integer"], "_call_with_indices")
            }
            signal => Err(signal),
        }
    }

    /// Is it an object of Python's own making that an integer can be had of?
    pub(crate) fn gives_index(&mut self, v: Value) -> bool {
        let Value::Ref(r) = v else { return false };
        let class = self.heap.get(r).class;
        matches!(self.heap.payload(r), Payload::Instance)
            && !types::is_builtin(class)
            && self.lookup(class, names::__index__).is_some()
    }

    /// Is it an object of Python's own making that bytes can be had of?
    fn gives_buffer(&mut self, v: Value) -> bool {
        let Value::Ref(r) = v else { return false };
        let class = self.heap.get(r).class;
        !types::is_builtin(class)
            && !matches!(self.heap.payload(r), Payload::Bytes(_) | Payload::ByteArray(_))
            && self.lookup(class, names::__buffer__).is_some()
    }

    /// A native has raised an exception. If that says what it wanted, it is called again by a function of the prelude
    /// that makes it of what was given.
    fn call_again(
        &mut self,
        number: u32,
        args: &[Value],
        keywords: Keywords,
        wanted: &[&str],
        prelude: &str,
    ) -> Native {
        let raised = self.thread.raised;
        let first = self.exception(raised).and_then(|e| self.heap.tuple_items(e.args).first().copied());
        let message = first.and_then(|v| self.heap.as_str(v)).unwrap_or_default();
        if !self.is_instance(raised, types::TYPE_ERROR) || !wanted.iter().any(|w| message.contains(w)) {
            return Err(Signal::Raise);
        }
        self.thread.raised = Value::Unbound;
        let native = self.native_value(number);
        let args = self.tuple(args);
        let named = self.heap.dict(crate::dict::Dict::new());
        for &(name, value) in keywords {
            self.heap.set_name(named, name, value);
        }
        self.call_prelude(prelude, vec![native, args, Value::Ref(named)])
    }

    fn bind_native(
        &mut self,
        entry: &crate::natives::NativeEntry,
        args: &[Value],
        keywords: Keywords,
    ) -> Result<Vec<Value>, Signal> {
        self.check_receiver(entry, args)?;
        let parameters = &entry.parameters;
        let mut bound = vec![Value::Unbound; parameters.len()];
        let mut rest = args;
        let mut extra: Option<(usize, Dict)> = None;
        for (i, p) in parameters.iter().enumerate() {
            match p.kind {
                ParameterKind::PositionalOnly | ParameterKind::Positional => {
                    if let [first, tail @ ..] = rest {
                        bound[i] = *first;
                        rest = tail;
                    }
                }
                ParameterKind::VarArgs => {
                    bound[i] = self.tuple(rest);
                    rest = &[];
                }
                ParameterKind::KeywordOnly => {}
                ParameterKind::VarKwargs => extra = Some((i, Dict::new())),
            }
        }
        if !rest.is_empty() {
            return Err(self.wrong_count(entry, args));
        }
        for &(name, value) in keywords {
            let text = self.heap.text(name).to_owned();
            // `self` cannot be given by name.
            let named = parameters.iter().enumerate().skip(entry.hidden());
            let at = named.filter(|(_, p)| matches!(p.kind, ParameterKind::Positional | ParameterKind::KeywordOnly));
            let at = at.filter(|(_, p)| p.name == text).map(|(i, _)| i).next();
            match (at, &mut extra) {
                (Some(i), _) if bound[i].is_unbound() => bound[i] = value,
                (Some(i), _) => {
                    let message =
                        format!("argument for {}() given by name ('{text}') and position ({})", entry.def.name, i + 1);
                    return Err(self.type_error(&message));
                }
                (None, Some((_, dict))) => {
                    let hash = self.hash_native(Value::Ref(name)).unwrap_or(0);
                    dict.insert_new(hash, Value::Ref(name), value);
                }
                (None, None) => {
                    let takes_keywords = parameters
                        .iter()
                        .any(|p| matches!(p.kind, ParameterKind::Positional | ParameterKind::KeywordOnly));
                    let message = if takes_keywords {
                        let name = if entry.def.name == "__new__" { entry.def.owner } else { entry.def.name };
                        format!("{name}() got an unexpected keyword argument '{text}'")
                    } else {
                        let own = entry.def.name == "__init__";
                        let label = match (own, entry.slot) {
                            (true, _) => entry.def.owner.to_owned(),
                            (_, true) => format!("wrapper {}", entry.def.name),
                            _ => entry.label(),
                        };
                        format!("{label}() takes no keyword arguments")
                    };
                    return Err(self.type_error(&message));
                }
            }
        }
        if let Some((i, dict)) = extra {
            bound[i] = Value::Ref(self.heap.dict(dict));
        }
        for (i, p) in parameters.iter().enumerate() {
            let needed =
                matches!(p.kind, ParameterKind::Positional | ParameterKind::PositionalOnly) && p.default.is_none();
            if needed && bound[i].is_unbound() {
                if p.kind == ParameterKind::Positional && i >= entry.hidden() {
                    let label = if entry.def.name == "__new__" { entry.def.owner } else { entry.def.name };
                    let (name, at) = (&p.name, i + 1 - entry.hidden());
                    return Err(self.type_error(&format!("{label}() missing required argument '{name}' (pos {at})")));
                }
                return Err(self.wrong_count(entry, args));
            }
        }
        Ok(bound)
    }

    fn wrong_count(&mut self, entry: &crate::natives::NativeEntry, args: &[Value]) -> Signal {
        let makes = entry.def.name == "__new__";
        let (hidden, given) = (entry.hidden(), args.len());
        let makes_set = matches!(entry.def.owner, "set" | "frozenset") && (makes || entry.def.name == "__init__");
        let class = match args.first() {
            Some(&Value::Ref(class)) if makes_set && makes => self.class_name(class),
            Some(&object) if makes_set => self.type_name(object),
            _ if makes || entry.def.name == "__init__" => entry.def.owner.to_owned(),
            _ => entry.def.name.to_owned(),
        };
        let name = class.as_str();
        let named = entry.parameters.iter().any(|p| p.kind == ParameterKind::KeywordOnly);
        let owner = entry.def.owner;
        if given < hidden && entry.slot {
            return self.type_error(&format!("descriptor '{name}' of '{owner}' object needs an argument"));
        }
        if given < hidden {
            return self.type_error(&format!("unbound method {owner}.{name}() needs an argument"));
        }
        let given = given - hidden;
        let (least, most) = (entry.required - hidden, entry.positional - hidden);
        let s = |n: usize| if n == 1 { "" } else { "s" };
        let message = if entry.slot {
            slot_count(entry, given)
        } else if most > 0 && given > most && entry.parameters[hidden..].iter().any(takes_name) {
            // Where arguments have names, CPython counts in other words.
            let exactly = if least == most { "exactly" } else { "at most" };
            let positional = if given > entry.parameters.len() - hidden { "" } else { "positional " };
            let most = if positional.is_empty() { entry.parameters.len() - hidden } else { most };
            let exactly = if positional.is_empty() { "at most" } else { exactly };
            format!("{name}() takes {exactly} {most} {positional}argument{} ({given} given)", s(most))
        } else if given < least && entry.parameters[hidden..].iter().any(takes_name) {
            format!("{name}() takes at least {least} positional argument{} ({given} given)", s(least))
        } else if most == 0 && named {
            format!("{name}() takes no positional arguments")
        } else if least == most && most == 0 {
            format!("{}() takes no arguments ({given} given)", entry.label())
        } else if least == most && most == 1 && !named && !makes {
            format!("{}() takes exactly one argument ({given} given)", entry.label())
        } else if least == most {
            format!("{name} expected {most} argument{}, got {given}", s(most))
        } else if given < least {
            format!("{name} expected at least {least} argument{}, got {given}", s(least))
        } else {
            format!("{name} expected at most {most} argument{}, got {given}", s(most))
        };
        self.type_error(&message)
    }

    /// Has a method of a built-in type been taken from there and given an object of another type?
    fn check_receiver(&mut self, entry: &crate::natives::NativeEntry, args: &[Value]) -> Result<(), Signal> {
        let (Some(class), true, [object, ..]) = (entry.receiver, entry.binds, args) else { return Ok(()) };
        if self.is_subclass(self.class_of(*object), class) {
            return Ok(());
        }
        // What the prelude dresses as an iterator of another type is a generator.
        if class == types::GENERATOR && matches!(object, Value::Ref(r) if self.generator(*r).is_some()) {
            return Ok(());
        }
        let (name, owner, given) = (entry.def.name, entry.def.owner, self.type_name(*object));
        Err(self.type_error(&if entry.slot {
            format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'")
        } else {
            format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")
        }))
    }

    // ---- classes

    /// `cls(*args, **keywords)`.
    fn call_type(&mut self, class: Ref, args: &[Value], keywords: Keywords, ret: Ret) -> Result<Called, Signal> {
        if self.metaclass_call(class).is_some() {
            let (function, all) = self.unwrap_callable(Value::Ref(class), args)?;
            return self.invoke(function, &all, keywords, ret);
        }
        self.instantiate(class, args, keywords, ret)
    }

    /// A metaclass's own `__call__`.
    fn metaclass_call(&mut self, class: Ref) -> Option<Value> {
        let metaclass = self.heap.get(class).class;
        if metaclass == types::TYPE {
            return None;
        }
        let method = self.lookup(metaclass, names::__call__)?;
        let native = matches!(method, Value::Ref(m) if matches!(self.heap.payload(m), Payload::Native(_)));
        (!native).then_some(method)
    }

    /// `type.__call__`: `__new__`, then `__init__`.
    pub(crate) fn instantiate(
        &mut self,
        class: Ref,
        args: &[Value],
        keywords: Keywords,
        ret: Ret,
    ) -> Result<Called, Signal> {
        if class == types::TYPE && args.len() == 1 && keywords.is_empty() {
            return Ok(Called::Value(Value::Ref(self.class_of(args[0]))));
        }
        if class == types::TYPE && args.len() != 3 {
            return Err(self.type_error("type() takes 1 or 3 arguments"));
        }
        let new = self.lookup(class, names::__new__);
        let native_new = match new {
            Some(Value::Ref(n)) => match self.heap.payload(n) {
                Payload::Native(number) => Some(*number),
                _ => None,
            },
            _ => None,
        };
        let init = self.lookup(class, names::__init__);
        let native_init = match init {
            Some(Value::Ref(i)) => match self.heap.payload(i) {
                Payload::Native(number) => Some(*number),
                _ => None,
            },
            _ => None,
        };
        // `type(…)` with a base whose metaclass is another: that one makes and initialises the class.
        let other_metaclass = class == types::TYPE
            && self.heap.as_tuple(args[1]).is_some_and(|bases| bases.iter().any(|b| self.class_of(*b) != types::TYPE));
        // A built-in type whose `__new__` does all the work.
        if let (Some(number), true) = (native_new, types::is_builtin(class) && !other_metaclass) {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(Value::Ref(class));
            all.extend_from_slice(args);
            let made = self.call_native(number, &all, keywords)?;
            return Ok(Called::Value(made));
        }
        // `object.__new__` and a Python `__init__`: by far the most common.
        if native_new == Some(self.object_new()) && native_init.is_none() {
            let plain_init =
                matches!(init, Some(Value::Ref(i)) if matches!(self.heap.payload(i), Payload::Function(_)));
            let instance = self.new_plain_instance(class)?;
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(instance);
            all.extend_from_slice(args);
            let init = init.unwrap_or(Value::None);
            if let (Ret::Reg(dst), true) = (ret, plain_init) {
                let ret = if self.has_del(class) { Ret::InitThenLook(dst) } else { Ret::Init(dst) };
                let Called::Frame = self.invoke(init, &all, keywords, ret)? else {
                    return Err(self.type_error("__init__() should return None, not a generator"));
                };
                // Below the new frame: the caller's register.
                let caller = self.thread.frames.len() - 2;
                let base = self.thread.frames[caller].base as usize;
                self.thread.stack[base + dst as usize] = instance;
                return Ok(Called::Frame);
            }
            // No register to keep the instance in: the prelude keeps it.
            let f = self.prelude_function("_init_and_return");
            return self.invoke(f, &[&[init], all.as_slice()].concat(), keywords, ret);
        }
        if native_new == Some(self.object_new()) && native_init == Some(self.object_init()) {
            if !args.is_empty() || !keywords.is_empty() {
                let name = self.class_name(class);
                return Err(self.type_error(&format!("{name}() takes no arguments")));
            }
            return Ok(Called::Value(self.new_plain_instance(class)?));
        }
        let f = self.prelude_function("_instantiate");
        let mut all = vec![Value::Ref(class)];
        all.extend_from_slice(args);
        self.invoke(f, &all, keywords, ret)
    }

    pub(crate) fn init_returned(&mut self, v: Value) -> Signal {
        let name = self.type_name(v);
        self.type_error(&format!("__init__() should return None, not '{name}'"))
    }

    /// An instance of a class whose instances hold nothing but attributes.
    pub(crate) fn new_plain_instance(&mut self, class: Ref) -> Native {
        if self.heap.as_type(class).is_some_and(|t| t.abstract_methods) {
            return self.call_prelude("_refuse_abstract", vec![Value::Ref(class)]);
        }
        let layout = self.heap.as_type(class).map_or(Layout::Object, |t| t.layout);
        let payload = match layout {
            Layout::Native => Payload::State(Box::default()),
            _ => Payload::Instance,
        };
        if self.has_del(class) {
            self.made_finalizable(class);
        }
        Ok(self.alloc(class, payload))
    }

    /// `next(generator)`, `generator.send(value)` or `generator.throw(exc)`, as a call.
    pub(crate) fn call_resume(&mut self, generator: Ref, resume: Resume) -> Native {
        self.pending = Pending { callee: Value::Ref(generator), resume: Some(resume), ..Pending::default() };
        Err(Signal::Call)
    }

    /// Have a call made and its result handled in a phase of the current instruction.
    pub(crate) fn call_phase(&mut self, callee: Value, args: Vec<Value>, phase: Phase) -> Signal {
        self.pending = Pending { callee, args, phase: Some(phase), ..Pending::default() };
        Signal::Call
    }

    /// The same for a special method of the object's class, which takes no arguments.
    pub(crate) fn call_special_phase(&mut self, method: Value, object: Value, phase: Phase) -> Signal {
        match self.bind_special(method, object) {
            Ok((function, receiver)) => self.call_phase(function, receiver.into_iter().collect(), phase),
            Err(signal) => signal,
        }
    }
}

/// Can the argument be given by position or by name?
fn takes_name(p: &crate::natives::Parameter) -> bool {
    p.kind == ParameterKind::Positional
}

/// What a slot says of a number of arguments that it does not take.
fn slot_count(entry: &crate::natives::NativeEntry, given: usize) -> String {
    let (least, most) = (entry.required - entry.hidden(), entry.positional - entry.hidden());
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let (owner, name) = (entry.def.owner, entry.def.name);
    let repeats = matches!(owner, "str" | "bytes" | "bytearray" | "list" | "tuple") && name.ends_with("mul__");
    // CPython counts some of them by another function, which has a name to say, and it is empty.
    let space = if least != most || most > 1 || repeats { " " } else { "" };
    match given < least {
        _ if least == most => format!("{space}expected {most} argument{}, got {given}", s(most)),
        true => format!("{space}expected at least {least} argument{}, got {given}", s(least)),
        false => format!("{space}expected at most {most} argument{}, got {given}", s(most)),
    }
}
