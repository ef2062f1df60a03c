//! Instructions with work of their own: containers, `with`, and the rare intrinsics.

use weft_code::{Instr, Intrinsic, SpecialMethod};

use crate::{
    dict::Dict,
    names,
    natives::{Native, Signal},
    object::Payload,
    set::Set,
    types,
    value::{Ref, Value},
    vm::Vm,
};

impl Vm {
    pub(crate) fn build_set(&mut self, items: Vec<Value>) -> Native {
        let set = self.heap.alloc(types::SET, Payload::Set(Box::new(Set::new())));
        for &item in &items {
            if self.set_add_native(set, item)?.is_none() {
                let rest = self.list(items);
                return self.call_prelude("_set_from_list", vec![rest]);
            }
        }
        Ok(Value::Ref(set))
    }

    /// Keys and values alternate.
    pub(crate) fn build_dict(&mut self, items: Vec<Value>) -> Native {
        let dict = self.heap.dict(Dict::with_capacity(items.len() / 2));
        for pair in items.chunks_exact(2) {
            if self.dict_set_native(dict, pair[0], pair[1])?.is_none() {
                let rest = self.list(items);
                return self.call_prelude("_dict_from_flat", vec![rest]);
            }
        }
        Ok(Value::Ref(dict))
    }

    pub(crate) fn list_extend(&mut self, list: Value, src: Value) -> Result<(), Signal> {
        match self.native_items(src) {
            Some(items) => {
                self.heap.grew(items.len() * 16);
                if let Some(l) = self.heap.as_list_mut(list) {
                    l.extend(items);
                }
                Ok(())
            }
            None => {
                let function = self.function_of_arguments(list);
                self.call_prelude("_extend_unpacked", vec![list, src, function]).map(drop)
            }
        }
    }

    /// The current instruction extends a list: the function whose only positional arguments will be in it, or None.
    fn function_of_arguments(&self, list: Value) -> Value {
        let Some(frame) = self.thread.frames.last() else { return Value::None };
        let (Instr::ListExtend { list: register, .. }, Some([])) = (self.current_instr(), self.heap.as_sequence(list))
        else {
            return Value::None;
        };
        let rest = &self.codes[frame.code as usize].code.instrs[frame.pc as usize..];
        let next = rest.iter().find(|instr| match instr {
            Instr::CallUnpacked { base } => base + 1 == register,
            Instr::ListExtend { list, .. } | Instr::ListAppend { list, .. } => *list == register,
            _ => false,
        });
        match next {
            Some(Instr::CallUnpacked { base }) => self.register_value(*base),
            _ => Value::None,
        }
    }

    pub(crate) fn set_add(&mut self, set: Value, item: Value) -> Result<(), Signal> {
        let Value::Ref(r) = set else { return Ok(()) };
        match self.set_add_native(r, item)? {
            Some(()) => Ok(()),
            None => self.call_prelude("_set_add", vec![set, item]).map(drop),
        }
    }

    pub(crate) fn dict_insert(&mut self, dict: Value, key: Value, value: Value) -> Result<(), Signal> {
        let Value::Ref(r) = dict else { return Ok(()) };
        match self.dict_set_native(r, key, value)? {
            Some(()) => Ok(()),
            None => self.call_prelude("_dict_setitem", vec![dict, key, value]).map(drop),
        }
    }

    pub(crate) fn dict_update(&mut self, dict: Value, src: Value) -> Result<(), Signal> {
        if let (Value::Ref(into), Value::Ref(from)) = (dict, src)
            && self.is_plain_mapping(from)
        {
            return self.dict_update_native(into, from);
        }
        self.call_prelude("_dict_unpack", vec![dict, src]).map(drop)
    }

    /// `__enter__`, `__exit__` and their kind: function and receiver (or a bound callable and nothing).
    pub(crate) fn load_special(&mut self, which: SpecialMethod, object: Value) -> Result<(Value, Value), Signal> {
        let (name, text, asynchronous) = match which {
            SpecialMethod::Enter => (names::__enter__, "__enter__", false),
            SpecialMethod::Exit => (names::__exit__, "__exit__", false),
            SpecialMethod::AsyncEnter => (names::__aenter__, "__aenter__", true),
            SpecialMethod::AsyncExit => (names::__aexit__, "__aexit__", true),
        };
        let class = self.class_of(object);
        let Some(method) = self.lookup(class, name) else {
            let type_name = self.type_name(object);
            let protocol = if asynchronous { "asynchronous context manager" } else { "context manager" };
            // The exit method is looked for first; name the one that a reader misses.
            let both_missing = self.lookup(class, names::__enter__).is_none() && !asynchronous;
            let missed = if which == SpecialMethod::Exit && !both_missing {
                " (missed __exit__ method)"
            } else if which == SpecialMethod::AsyncExit && self.lookup(class, names::__aenter__).is_some() {
                " (missed __aexit__ method)"
            } else {
                ""
            };
            let _ = text;
            return Err(
                self.type_error(&format!("'{type_name}' object does not support the {protocol} protocol{missed}"))
            );
        };
        let (function, receiver) = self.bind_special(method, object)?;
        Ok((function, receiver.unwrap_or(Value::Unbound)))
    }

    pub(crate) fn intrinsic(&mut self, which: Intrinsic, args: Vec<Value>) -> Native {
        match which {
            Intrinsic::AssertionError => Ok(Value::Ref(types::ASSERTION_ERROR)),
            Intrinsic::MatchSequence => match args[0] {
                Value::Ref(r) if types::is_builtin(self.heap.get(r).class) => Ok(Value::Bool(matches!(
                    self.heap.payload(r),
                    Payload::List(_) | Payload::Tuple(_) | Payload::Range(_) | Payload::MemoryView(_)
                ))),
                Value::Ref(_) => self.call_prelude("_match_sequence", args),
                _ => Ok(Value::Bool(false)),
            },
            Intrinsic::MatchMapping => match args[0] {
                Value::Ref(r) if types::is_builtin(self.heap.get(r).class) => {
                    Ok(Value::Bool(matches!(self.heap.payload(r), Payload::Dict(_) | Payload::MappingProxy(_))))
                }
                Value::Ref(_) => self.call_prelude("_match_mapping", args),
                _ => Ok(Value::Bool(false)),
            },
            Intrinsic::MatchKeys => self.call_prelude("_match_keys", args),
            Intrinsic::MatchClass => self.call_prelude("_match_class", args),
            Intrinsic::MatchRest => self.call_prelude("_match_rest", args),
            Intrinsic::Length => match self.len_native(args[0])? {
                Some(n) if types::is_builtin(self.class_of(args[0])) => Ok(Value::Int(n as i64)),
                _ => self.call_prelude("_length", args),
            },
            Intrinsic::MatchExceptionGroup => self.call_prelude("_match_group", args),
            Intrinsic::PrepareReraiseStar => self.call_prelude("_prepare_reraise_star", args),
            Intrinsic::PrintExpression => self.call_prelude("_print_expression", args),
            Intrinsic::SetupAnnotations => {
                let space = self.namespace();
                if self.heap.get_name(space, names::__annotations__).is_none() {
                    let empty = Value::Ref(self.heap.dict(Dict::new()));
                    self.heap.set_name(space, names::__annotations__, empty);
                }
                Ok(Value::None)
            }
            Intrinsic::TypeVar => self.call_prelude("_type_var", args),
            Intrinsic::TypeVarTuple => self.call_prelude("_type_var_tuple", args),
            Intrinsic::ParamSpec => self.call_prelude("_param_spec", args),
            Intrinsic::TypeAlias => self.call_prelude("_type_alias", args),
            Intrinsic::GenericBase => self.call_prelude("_generic_base", args),
            Intrinsic::IsStopAsyncIteration => Ok(Value::Bool(self.is_instance(args[0], types::STOP_ASYNC_ITERATION))),
            Intrinsic::Template => self.call_prelude("_template", args),
            Intrinsic::Interpolation => self.call_prelude("_interpolation", args),
            Intrinsic::Locals => Ok(Value::Ref(self.namespace())),
        }
    }

    fn namespace(&self) -> Ref {
        match self.thread.frames.last() {
            Some(f) if f.locals.is_some() => f.locals,
            Some(f) => f.globals,
            None => self.main,
        }
    }
}
