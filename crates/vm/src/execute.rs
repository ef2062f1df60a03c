//! Programs and modules: compiling, `exec`, `eval`, importing, functions from code, frames' namespaces.

use std::sync::Arc;

use weft_code::{Code, MakeFunctionFlags, Source, Tree};
use weft_compile::{Mode, SyntaxErrorKind};

use crate::{
    dict::Dict,
    frame::{Ret, WaitReason},
    names,
    natives::{ModuleCode, Native, NativeDef, Signal, native},
    object::{FrameData, Function, Payload},
    types,
    value::{Ref, Value},
    vm::{Effect, Pending, Vm},
};

impl Vm {
    /// Compile a source text; a syntax error is raised as Python does.
    pub(crate) fn compile_source(&mut self, source: Source, mode: Mode) -> Result<Arc<Code>, Signal> {
        let source = Arc::new(source);
        weft_compile::compile_with(source.clone(), mode, self.int_max_str_digits).map_err(|e| {
            let class = match e.kind {
                SyntaxErrorKind::SyntaxError => types::SYNTAX_ERROR,
                SyntaxErrorKind::IndentationError => types::INDENTATION_ERROR,
                SyntaxErrorKind::TabError => types::TAB_ERROR,
            };
            let message = self.str(e.message);
            let filename = self.str(source.filename.as_str());
            let text = source.line_text(e.line).map(|t| format!("{t}\n"));
            let text = text.map_or(Value::None, |t| self.str(t));
            let details = self.tuple(vec![
                filename,
                Value::Int(e.line as i64),
                Value::Int(e.column as i64),
                text,
                Value::Int(e.end_line as i64),
                Value::Int(e.end_column as i64),
            ]);
            let exc = self.new_exception(class, vec![message, details]);
            if let Value::Ref(r) = exc {
                let fields = [
                    (names::msg, message),
                    (names::filename, filename),
                    (names::lineno, Value::Int(e.line as i64)),
                    (names::offset, Value::Int(e.column as i64)),
                    (names::text, text),
                    (names::end_lineno, Value::Int(e.end_line as i64)),
                    (names::end_offset, Value::Int(e.end_column as i64)),
                ];
                for (name, value) in fields {
                    self.set_own_attr(r, name, value);
                }
            }
            self.raise_value(exc)
        })
    }

    /// Make the program the main module and get its first frame ready on the main thread. A syntax
    /// error is left to be raised when the thread runs.
    pub fn load_main(&mut self, filename: &str, text: &str) {
        let module = self.new_module("__main__");
        let dict = self.heap.get(module).dict;
        self.main = dict;
        let file = self.str(filename);
        let file_name = names::__file__;
        self.heap.set_name(dict, file_name, file);
        let builtins = self.registered("builtins").unwrap_or(Value::None);
        self.heap.set_name(dict, names::__builtins__, builtins);
        let source = Source::new(filename, text, true);
        match self.compile_source(source, Mode::Exec) {
            Ok(code) => {
                let function = self.code_function(code, dict);
                let runner = self.prelude_function("_run_main");
                let _ = self.invoke(runner, &[function], &[], Ret::Thread);
            }
            Err(_) => {
                let exc = std::mem::replace(&mut self.thread.raised, Value::Unbound);
                let runner = self.prelude_function("_raise_main");
                let _ = self.invoke(runner, &[exc], &[], Ret::Thread);
            }
        }
    }

    /// A process that begins anew, in the same world as this one, or another interpreter of this one.
    /// `multiprocessing.spawn` or `concurrent.interpreters` finds `data` there.
    pub fn fresh(&self, data: Vec<u8>, interpreter: bool) -> Vm {
        let mut environment = self.environment.clone();
        let process = (environment.pid, environment.parent_pid);
        environment.interpreter_of = interpreter.then(|| environment.interpreter_of.unwrap_or(process));
        let mut vm = Vm::new(self.natives.library, environment);
        vm.heap.limit = self.heap.limit;
        vm.recursion_limit = self.recursion_limit;
        vm.host_now = self.host_now;
        vm.host_bytes = self.host_bytes;
        let data = vm.heap.bytes_value(data);
        vm.register("spawn_data", data);
        let module = vm.new_module("__main__");
        let dict = vm.heap.get(module).dict;
        vm.main = dict;
        let text = match interpreter {
            // The program gets an empty `__main__`.
            true => "__import__('concurrent.interpreters._serve', fromlist=('serve',)).serve()\n",
            false => "from multiprocessing.spawn import spawn_main\nspawn_main()\n",
        };
        if let Ok(code) = vm.compile_source(Source::new("<spawn>", text, false), Mode::Exec) {
            let function = vm.code_function(code, dict);
            let runner = vm.prelude_function("_run_main");
            let _ = vm.invoke(runner, &[function], &[], Ret::Thread);
        }
        vm
    }

    /// This copy of a process is another one from now on.
    pub fn become_process(&mut self, pid: u32, parent: u32) {
        self.environment.pid = pid;
        self.environment.parent_pid = parent;
        // Children's random numbers differ from their parent's and from each other's.
        self.environment.entropy ^= u64::from(pid).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    /// A module object registered in `sys.modules`.
    pub(crate) fn new_module(&mut self, name: &str) -> Ref {
        let module = self.heap.alloc(types::MODULE, Payload::Module);
        let key = self.heap.intern(name);
        self.set_own_attr(module, names::__name__, Value::Ref(key));
        for other in [names::__doc__, names::__package__, names::__loader__, names::__spec__] {
            self.set_own_attr(module, other, Value::None);
        }
        let modules = self.modules;
        self.heap.set_name(modules, key, Value::Ref(module));
        module
    }

    /// A function without parameters that runs a module's code with these globals.
    pub(crate) fn code_function(&mut self, code: Arc<Code>, globals: Ref) -> Value {
        let number = self.load_code(code);
        self.function_of(number, globals)
    }

    pub(crate) fn function_of(&mut self, number: u32, globals: Ref) -> Value {
        let code = self.codes[number as usize].code.clone();
        let name = self.heap.intern(&code.name);
        let qualname = self.heap.intern(&code.qualname);
        self.alloc(
            types::FUNCTION,
            Payload::Function(Box::new(Function {
                code: number,
                globals,
                closure: Ref::NONE,
                defaults: Ref::NONE,
                keyword_defaults: Ref::NONE,
                name,
                qualname,
                module: Value::None,
                doc: Value::None,
                annotations: Value::Unbound,
                simple_arity: simple_arity(&code),
            })),
        )
    }

    /// The instruction `MakeFunction`.
    pub(crate) fn make_function(&mut self, code: Value, flags: MakeFunctionFlags, operands: [Value; 4]) -> Value {
        let Value::Ref(code_object) = code else { return Value::None };
        let Payload::Code(number) = self.heap.payload(code_object) else { return Value::None };
        let number = *number;
        let code = self.codes[number as usize].code.clone();
        let globals = self.thread.frames.last().map_or(self.main, |f| f.globals);
        let mut next = operands.into_iter();
        let mut take = |flag: u8| if flags.has(flag) { next.next() } else { None };
        let as_ref = |v: Option<Value>| v.and_then(Value::as_ref).unwrap_or(Ref::NONE);
        let defaults = as_ref(take(MakeFunctionFlags::DEFAULTS));
        let keyword_defaults = as_ref(take(MakeFunctionFlags::KEYWORD_DEFAULTS));
        let annotations = take(MakeFunctionFlags::ANNOTATIONS).unwrap_or(Value::Unbound);
        let closure = as_ref(take(MakeFunctionFlags::CLOSURE));
        let module = self.heap.get_name(globals, names::__name__).unwrap_or(Value::None);
        let doc = match &code.docstring {
            Some(text) => self.str(text.as_str()),
            None => Value::None,
        };
        let name = self.heap.intern(&code.name);
        let qualname = self.heap.intern(&code.qualname);
        self.alloc(
            types::FUNCTION,
            Payload::Function(Box::new(Function {
                code: number,
                globals,
                closure,
                defaults,
                keyword_defaults,
                name,
                qualname,
                module,
                doc,
                annotations,
                simple_arity: simple_arity(&code),
            })),
        )
    }

    /// The `__name__` of the globals of the innermost frame that is not the prelude's.
    pub(crate) fn caller_module(&mut self) -> Value {
        let globals = self.caller_frame(0).map(|i| self.thread.frames[i].globals);
        globals.and_then(|g| self.heap.get_name(g, names::__name__)).unwrap_or(Value::Ref(names::builtins))
    }

    /// The position of the frame `depth` calls up, frames of the prelude not counted.
    pub(crate) fn caller_frame(&self, depth: usize) -> Option<usize> {
        (0..self.thread.frames.len()).rev().filter(|&i| self.thread.frames[i].globals != self.prelude).nth(depth)
    }

    /// The local variables of a frame as a dict: its namespace, or a copy of its registers.
    pub(crate) fn frame_locals(&mut self, index: usize) -> Ref {
        let frame = self.thread.frames[index].clone();
        if frame.locals.is_some() {
            return frame.locals;
        }
        let code = self.codes[frame.code as usize].code.clone();
        if !code.flags.optimized {
            return frame.globals;
        }
        let base = frame.base as usize;
        let registers = self.thread.stack[base..base + code.locals.len() + code.free.len()].to_vec();
        self.named_registers(frame.code, &registers)
    }

    /// The variables of a function that its registers hold, as a dict.
    pub(crate) fn named_registers(&mut self, code: u32, registers: &[Value]) -> Ref {
        let code = self.codes[code as usize].code.clone();
        let dict = self.heap.dict(Dict::new());
        let names: Vec<&String> = code.locals.iter().chain(&code.free).collect();
        let mut order: Vec<usize> = (0..names.len()).collect();
        let parameters = code.parameters;
        let at = parameters.all_positional();
        if let Some(part) = order.get_mut(at..=at + parameters.keyword_only as usize)
            && parameters.var_args
        {
            // In CPython `*args` stands behind the keyword-only parameters.
            part.rotate_left(1);
        }
        for i in order {
            let name = names[i];
            if name.starts_with('.') {
                continue;
            }
            let mut value = registers.get(i).copied().unwrap_or(Value::Unbound);
            if let Value::Ref(r) = value
                && let Payload::Cell(inner) = self.heap.payload(r)
            {
                let is_cell = i >= code.locals.len() || code.cells.contains(&(i as u16));
                if is_cell {
                    value = *inner;
                }
            }
            if !value.is_unbound() {
                let name = self.heap.intern(name);
                self.heap.set_name(dict, name, value);
            }
        }
        dict
    }

    // ---- importing

    /// The instruction `ImportName`: arguments name, globals, from-list, level.
    pub(crate) fn import_name(&mut self, args: Vec<Value>) -> Native {
        let [name, globals, from, level] = args[..] else { return Ok(Value::None) };
        // A user's `__import__` counts.
        let builtins = globals.as_ref().map_or(self.builtins, |g| self.builtins_of(g));
        let hook = self.heap.get_name(builtins, names::__import__);
        if hook.is_none() {
            let text = self.str("__import__ not found");
            let exc = self.new_exception(types::IMPORT_ERROR, vec![text]);
            return Err(self.raise_value(exc));
        }
        if let Some(hook) = hook
            && self.is_python_function(hook)
            && !self.registered("__import__").is_some_and(|own| own.is(hook))
        {
            return self.call(hook, vec![name, globals, Value::None, from, level]);
        }
        if let (Value::Ref(n), Value::Int(0)) = (name, level)
            && !self.heap.text(n).contains('.')
            && let Some(module) = self.heap.get_name(self.modules, n)
            && from.is_none()
            && !self.loads_modules()
        {
            return Ok(module);
        }
        self.call_prelude("__import__", vec![name, globals, Value::None, from, level])
    }

    /// Are there modules that some thread is amid loading?
    fn loads_modules(&self) -> bool {
        let loading = self.registered("loading").and_then(|v| v.as_ref());
        loading.and_then(|r| self.heap.as_dict(r)).is_some_and(|d| d.iter().next().is_some())
    }

    /// `from module import name`.
    pub(crate) fn import_from(&mut self, module: Value, name: Ref) -> Native {
        if let Value::Ref(m) = module
            && let Payload::Module = self.heap.payload(m)
            && let Some(v) = self.heap.get_name(self.heap.get(m).dict, name)
        {
            return Ok(v);
        }
        self.call_prelude("_import_from", vec![module, Value::Ref(name)])
    }
}

/// How many arguments a call needs to be entered without more ado; `u16::MAX` if it always needs more.
pub(crate) fn simple_arity(code: &Code) -> u16 {
    let flags = code.flags;
    let plain = code.parameters.is_simple()
        && code.cells.is_empty()
        && code.free.is_empty()
        && flags.optimized
        && !(flags.generator || flags.coroutine || flags.async_generator);
    if plain { code.parameters.count() as u16 } else { u16::MAX }
}

fn text_arg(vm: &Vm, v: Value) -> String {
    vm.heap.as_str(v).unwrap_or_default().to_owned()
}

/// In the prelude: the code function of a library module, with its module object, or None if there is none.
fn load_module(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text_arg(vm, args[0]);
    let source = (vm.natives.library.source)(&name);
    if source.is_some_and(|s| matches!(s.code, ModuleCode::ToFetch)) {
        return vm.wait(Value::None, WaitReason::Library, None);
    }
    let table = vm.natives.clone();
    let natives: Vec<u32> =
        (0..table.entries.len() as u32).filter(|&i| table.entries[i as usize].def.owner == name).collect();
    if source.is_none() && natives.is_empty() {
        return Ok(Value::None);
    }
    let module = vm.new_module(&name);
    let dict = vm.heap.get(module).dict;
    let builtins = vm.registered("builtins").unwrap_or(Value::None);
    vm.heap.set_name(dict, names::__builtins__, builtins);
    for number in natives {
        let key = vm.heap.intern(table.entries[number as usize].def.name);
        let native = vm.native_value(number);
        vm.heap.set_name(dict, key, native);
    }
    let package = match source {
        Some(s) if s.is_package => name.clone(),
        _ => name.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_owned()),
    };
    let package = vm.str(package);
    vm.heap.set_name(dict, names::__package__, package);
    let Some((code, is_package)) = source.and_then(|s| match s.code {
        ModuleCode::Here(code) => Some((code, s.is_package)),
        ModuleCode::ToFetch => None,
    }) else {
        return Ok(vm.tuple(vec![Value::Ref(module), Value::None]));
    };
    if is_package {
        let path = vm.list(Vec::new());
        vm.heap.set_name(dict, names::__path__, path);
    }
    let Some(code) = own_code(code) else {
        return Err(vm.raise_class(types::IMPORT_ERROR, &format!("the library's {name} is damaged")));
    };
    let function = vm.code_function(code, dict);
    Ok(vm.tuple(vec![Value::Ref(module), function]))
}

/// Code that was compiled when Weft was built. `None` if it is damaged: browsers fetch it.
pub(crate) fn own_code(bytes: &[u8]) -> Option<Arc<Code>> {
    let tree: Tree = postcard::from_bytes(bytes).ok()?;
    weft_code::verify(&tree.0).ok()?;
    Some(tree.0)
}

fn mode_of(vm: &mut Vm, v: Value) -> Result<Mode, Signal> {
    match vm.heap.as_str(v) {
        Some("exec") => Ok(Mode::Exec),
        Some("eval") => Ok(Mode::Eval),
        Some("single") => Ok(Mode::Single),
        _ => Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    }
}

fn compile(vm: &mut Vm, args: &[Value]) -> Native {
    if let Value::Ref(r) = args[0]
        && let Payload::Code(_) = vm.heap.payload(r)
    {
        return Ok(args[0]);
    }
    let text = match vm.as_bytes(args[0]) {
        Some(b) => String::from_utf8_lossy(b).into_owned(),
        None if vm.heap.as_str(args[0]).is_some() => text_arg(vm, args[0]),
        None => return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object")),
    };
    let filename = text_arg(vm, args[1]);
    let mode = mode_of(vm, args[2])?;
    if text.contains('\0') {
        return Err(vm.raise_class(types::SYNTAX_ERROR, "source code string cannot contain null bytes"));
    }
    let code = vm.compile_source(Source::new(filename, text, true), mode)?;
    let number = vm.load_code(code);
    Ok(vm.code_object(number))
}

/// `exec` and `eval` share all but the mode.
fn execute(vm: &mut Vm, args: &[Value], mode: &str) -> Native {
    let caller = vm.caller_frame(0);
    let globals = match args[1].or(Value::None) {
        Value::None => caller.map_or(vm.main, |i| vm.thread.frames[i].globals),
        Value::Ref(r) if vm.heap.as_dict(r).is_some() => r,
        other => {
            let name = vm.type_name(other);
            let message = if mode == "exec" {
                format!("exec() globals must be a dict, not {name}")
            } else {
                "globals must be a dict".to_owned()
            };
            return Err(vm.type_error(&message));
        }
    };
    let locals = match args[2].or(Value::None) {
        Value::None if args[1].or(Value::None).is_none() => caller.map_or(globals, |i| vm.frame_locals(i)),
        Value::None => globals,
        Value::Ref(r) => r,
        _ => return Err(vm.type_error("locals must be a mapping")),
    };
    if vm.heap.get_name(globals, names::__builtins__).is_none() {
        let builtins = vm.registered("builtins").unwrap_or(Value::None);
        vm.heap.set_name(globals, names::__builtins__, builtins);
    }
    let code = match args[0] {
        Value::Ref(r) if matches!(vm.heap.payload(r), Payload::Code(_)) => args[0],
        _ if vm.heap.as_str(args[0]).is_some() || vm.as_bytes(args[0]).is_some() => {
            let source = if mode == "eval" {
                let text = match vm.as_bytes(args[0]) {
                    Some(b) => String::from_utf8_lossy(b).into_owned(),
                    None => text_arg(vm, args[0]),
                };
                vm.str(text.trim_start_matches([' ', '\t']))
            } else {
                args[0]
            };
            let filename = vm.str("<string>");
            let mode = vm.str(mode);
            compile(vm, &[source, filename, mode])?
        }
        _ => {
            return Err(vm.type_error(&format!("{mode}() arg 1 must be a string, bytes or code object")));
        }
    };
    let Value::Ref(r) = code else { return Ok(Value::None) };
    let Payload::Code(number) = vm.heap.payload(r) else { return Ok(Value::None) };
    let number = *number;
    if !vm.codes[number as usize].code.free.is_empty() {
        return Err(vm.type_error(&format!("code object passed to {mode}() may not contain free variables")));
    }
    let function = vm.function_of(number, globals);
    vm.pending = Pending { callee: function, locals, globals, ..Pending::default() };
    if mode == "exec" {
        // The body's value is nobody's business.
        let pending = std::mem::take(&mut vm.pending);
        return vm.call_prelude("_exec", vec![pending.callee, Value::Ref(locals)]);
    }
    Err(Signal::Call)
}

fn exec(vm: &mut Vm, args: &[Value]) -> Native {
    execute(vm, args, "exec")
}

fn eval(vm: &mut Vm, args: &[Value]) -> Native {
    execute(vm, args, "eval")
}

fn globals(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Ref(vm.caller_frame(0).map_or(vm.main, |i| vm.thread.frames[i].globals)))
}

fn locals(vm: &mut Vm, _args: &[Value]) -> Native {
    match vm.caller_frame(0) {
        Some(i) => Ok(Value::Ref(vm.frame_locals(i))),
        None => Ok(Value::Ref(vm.main)),
    }
}

/// `sys._getframe(depth)`.
fn getframe(vm: &mut Vm, args: &[Value]) -> Native {
    let depth = vm.as_i64(args[0].or(Value::Int(0))).unwrap_or(0).max(0) as usize;
    let Some(first) = vm.caller_frame(depth) else { return Err(vm.value_error("call stack is not deep enough")) };
    Ok(vm.frame_object(first, false).or_none())
}

impl Vm {
    /// The object for a frame of the current thread, those of its callers behind it. In a thread that waits,
    /// the innermost frame's instruction is the next one again.
    pub(crate) fn frame_object(&mut self, first: usize, waits: bool) -> Ref {
        let mut back = Ref::NONE;
        let visible: Vec<usize> = (0..=first).filter(|&i| self.thread.frames[i].globals != self.prelude).collect();
        for i in visible {
            if let Some(known) = self.known_frame(i) {
                back = known;
                continue;
            }
            let f = self.thread.frames[i].clone();
            let locals = if i == first { self.frame_locals(i) } else { Ref::NONE };
            let begun = if waits && i + 1 == self.thread.frames.len() { 0 } else { 1 };
            let mut data = FrameData::new(f.code, f.pc.saturating_sub(begun), f.globals, locals, back);
            data.place = Some((self.thread.id, i as u32));
            back = self.heap.alloc(types::FRAME, Payload::Frame(Box::new(data)));
        }
        back
    }
}

/// `sys._current_frames()`, as a list of pairs: a thread's number and its innermost frame. The newest
/// thread comes first.
fn current_frames(vm: &mut Vm, _args: &[Value]) -> Native {
    let me = vm.thread.id;
    let mut pairs = Vec::new();
    for id in vm.thread_ids().into_iter().rev() {
        vm.switch_to(id);
        if let Some(first) = vm.caller_frame(0) {
            let waits = vm.thread.wait.is_some();
            let frame = vm.frame_object(first, waits);
            pairs.push(vm.tuple(vec![Value::Int(id as i64), frame.or_none()]));
        }
    }
    vm.switch_to(me);
    Ok(vm.list(pairs))
}

fn frame_data(vm: &Vm, v: Value) -> Option<FrameData> {
    match v {
        Value::Ref(r) => match vm.heap.payload(r) {
            Payload::Frame(f) => Some((**f).clone()),
            _ => None,
        },
        _ => None,
    }
}

fn frame_code(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(f) = frame_data(vm, args[0]) else { return Ok(Value::None) };
    Ok(vm.code_object(f.code))
}

fn frame_line(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(f) = frame_data(vm, args[0]) else { return Ok(Value::None) };
    let pc = match args[0].as_ref().and_then(|r| vm.live_frame(r)) {
        Some((_, pc)) => pc,
        None => Some(f.pc),
    };
    if let Some(line) = args[0].as_ref().and_then(|r| vm.told_line(r)) {
        return Ok(Value::Int(line.into()));
    }
    let code = vm.code(f.code);
    let made_up = pc.and_then(|pc| code.spans.get(pc as usize)).is_some_and(|span| span.start >= span.end);
    let traced = args[0].as_ref().filter(|_| made_up).and_then(|r| vm.traced_line(r));
    let line = traced.unwrap_or_else(|| pc.map_or(code.first_line, |pc| code.line(pc as usize)));
    Ok(Value::Int(line.into()))
}

/// `frame.f_lineno = line`: a jump, which there is none of.
fn jump(vm: &mut Vm, _args: &[Value]) -> Native {
    Err(vm.not_implemented_error("setting f_lineno is not available in Weft"))
}

/// In a frame that stands, the instruction that it is at.
fn frame_last_instruction(vm: &mut Vm, args: &[Value]) -> Native {
    let Some(f) = frame_data(vm, args[0]) else { return Ok(Value::None) };
    let pc = match args[0].as_ref().and_then(|r| vm.live_frame(r)) {
        Some((_, pc)) => pc.map_or(-1, i64::from),
        None => f.pc.into(),
    };
    Ok(Value::Int(pc * 2))
}

fn frame_globals(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(frame_data(vm, args[0]).map_or(Value::None, |f| Value::Ref(f.globals)))
}

fn frame_locals_attribute(vm: &mut Vm, args: &[Value]) -> Native {
    if let Some((depth, _)) = args[0].as_ref().and_then(|r| vm.live_frame(r)) {
        return Ok(Value::Ref(vm.frame_locals(depth)));
    }
    Ok(frame_data(vm, args[0]).map_or(Value::None, |f| f.locals.get().unwrap_or(f.globals).into()))
}

fn frame_back(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(frame_data(vm, args[0]).map_or(Value::None, |f| f.back.or_none()))
}

/// In the prelude: what `sys.exception()` gives.
fn handled(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(vm.thread.handled)
}

/// In the prelude: raise an exception object as it is.
fn throw(vm: &mut Vm, args: &[Value]) -> Native {
    Err(vm.raise(args[0], args[1]))
}

/// In the prelude: run a function's code with a namespace.
fn run_with(vm: &mut Vm, args: &[Value]) -> Native {
    let Value::Ref(locals) = args[1] else { return Ok(Value::None) };
    vm.pending = Pending { callee: args[0], locals, ..Pending::default() };
    Err(Signal::Call)
}

/// In the prelude: remember something for the process (`sys.stdout` was replaced, …).
fn register(vm: &mut Vm, args: &[Value]) -> Native {
    let key = text_arg(vm, args[0]);
    vm.register(&key, args[1]);
    Ok(Value::None)
}

fn registered(vm: &mut Vm, args: &[Value]) -> Native {
    let key = text_arg(vm, args[0]);
    Ok(vm.registered(&key).unwrap_or(Value::None))
}

fn sys_modules(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Ref(vm.modules))
}

fn library_modules(vm: &mut Vm, _args: &[Value]) -> Native {
    let names = (vm.natives.library.modules)();
    let names: Vec<Value> = names.into_iter().map(|n| vm.str(n)).collect();
    Ok(vm.list(names))
}

/// The prelude's namespace, for the library's module `_weft`.
fn prelude(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Ref(vm.prelude))
}

/// In the prelude: a module of the library has been run. Where CPython has it in C, its functions are built-in ones.
fn module_loaded(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text_arg(vm, args[0]);
    if let (Some(source), Value::Ref(module)) = ((vm.natives.library.source)(&name), args[1])
        && source.builtin
    {
        let namespace = vm.heap.get(module).dict;
        vm.make_functions_builtin(namespace, |_| true);
    }
    Ok(Value::None)
}

fn write(vm: &mut Vm, args: &[Value]) -> Native {
    let error = matches!(args[0], Value::Bool(true));
    let mut text = text_arg(vm, args[1]);
    if weft_code::surrogates::any(&text) {
        // Standard error escapes what cannot be written, standard output refuses it.
        let handler = if error { vm.str("backslashreplace") } else { Value::Unbound };
        let bytes = crate::builtins::encode_text(vm, "encode", args[1], Value::Unbound, handler)?;
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    vm.write(error, &text);
    Ok(Value::None)
}

/// In the prelude: end the process.
fn exit(vm: &mut Vm, args: &[Value]) -> Native {
    let code = vm.as_i64(args[0]).unwrap_or(1) as i32;
    vm.effects.push(Effect::Exit { code });
    Ok(Value::None)
}

/// In the prelude: objects whose finalisers the end of the program calls.
fn take_finalizable(vm: &mut Vm, _args: &[Value]) -> Native {
    let objects = vm.take_finalizable();
    Ok(vm.list(objects))
}

/// In the prelude: the number of the running thread.
fn thread_number(vm: &mut Vm, _args: &[Value]) -> Native {
    Ok(Value::Int(vm.thread.id as i64))
}

/// In the prelude: give a built-in type a method written in Python.
fn add_method(vm: &mut Vm, args: &[Value]) -> Native {
    if let (Value::Ref(class), Value::Ref(name)) = (args[0], args[1]) {
        let name = vm.heap.intern_object(name);
        let dict = vm.heap.get(class).dict;
        vm.heap.set_name(dict, name, args[2]);
        vm.type_changed();
    }
    Ok(Value::None)
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("builtins", "compile", "source, filename, mode, flags=0, dont_inherit=False, optimize=-1", compile),
    native("builtins", "exec", "source, globals=None, locals=None, /, *, closure=None", exec),
    native("builtins", "eval", "source, globals=None, locals=None, /", eval),
    native("builtins", "globals", "", globals),
    native("builtins", "locals", "", locals),
    native("_prelude", "_load_module", "name, /", load_module),
    native("_prelude", "_module_loaded", "name, module, /", module_loaded),
    native("_prelude", "_getframe", "depth=0, /", getframe),
    native("_prelude", "_current_frames", "", current_frames),
    native("_prelude", "_handled", "", handled),
    native("_prelude", "_throw", "exc, cause, /", throw),
    native("_prelude", "_run_with", "function, locals, /", run_with),
    native("_prelude", "_register", "key, value, /", register),
    native("_prelude", "_registered", "key, /", registered),
    native("_prelude", "_modules", "", sys_modules),
    native("_prelude", "_library_modules", "", library_modules),
    native("_prelude", "_write", "error, text, /", write),
    native("_weft", "prelude", "", prelude),
    native("_prelude", "_exit", "code, /", exit),
    native("_prelude", "_thread_number", "", thread_number),
    native("_prelude", "_take_finalizable", "", take_finalizable),
    native("_prelude", "_add_method", "class, name, function, /", add_method),
    native("frame", "f_code", "get self", frame_code),
    native("frame", "f_lineno", "get self", frame_line),
    native("frame", "f_lineno", "set self, value", jump),
    native("frame", "f_lasti", "get self", frame_last_instruction),
    native("frame", "f_globals", "get self", frame_globals),
    native("frame", "f_locals", "get self", frame_locals_attribute),
    native("frame", "f_back", "get self", frame_back),
];
