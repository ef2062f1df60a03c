//! Raising exceptions from native code.
//!
//! Texts are CPython's; where versions differ, 3.14's.

use crate::{
    natives::Signal,
    object::{Exception, Payload},
    types,
    value::{Ref, Value},
    vm::Vm,
};

macro_rules! raisers {
    ($( $name:ident $class:ident; )*) => {
        $(
            #[doc = "Raise the exception that the name says, with a message."]
            pub fn $name(&mut self, message: &str) -> Signal {
                self.raise_class(types::$class, message)
            }
        )*
    };
}

impl Vm {
    raisers! {
        type_error TYPE_ERROR;
        value_error VALUE_ERROR;
        index_error INDEX_ERROR;
        attribute_error ATTRIBUTE_ERROR;
        name_error NAME_ERROR;
        unbound_local_error UNBOUND_LOCAL_ERROR;
        zero_division_error ZERO_DIVISION_ERROR;
        overflow_error OVERFLOW_ERROR;
        runtime_error RUNTIME_ERROR;
        recursion_error RECURSION_ERROR;
        memory_error MEMORY_ERROR;
        system_error SYSTEM_ERROR;
        lookup_error LOOKUP_ERROR;
        buffer_error BUFFER_ERROR;
        import_error IMPORT_ERROR;
        not_implemented_error NOT_IMPLEMENTED_ERROR;
        os_error OS_ERROR;
    }

    /// Raise an instance of a built-in exception class with a message (none: no arguments).
    pub fn raise_class(&mut self, class: Ref, message: &str) -> Signal {
        let args = if message.is_empty() { Vec::new() } else { vec![self.str(message)] };
        let exc = self.new_exception(class, args);
        self.raise_value(exc)
    }

    /// `KeyError(key)`.
    pub fn key_error(&mut self, key: Value) -> Signal {
        let exc = self.new_exception(types::KEY_ERROR, vec![key]);
        self.raise_value(exc)
    }

    /// `StopIteration(value)`, without arguments for None.
    pub fn stop_iteration(&mut self, value: Value) -> Signal {
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        let exc = self.new_exception(types::STOP_ITERATION, args);
        self.raise_value(exc)
    }

    /// An exception object of a built-in layout, not raised.
    pub fn new_exception(&mut self, class: Ref, args: Vec<Value>) -> Value {
        let args = self.heap.tuple_ref(args);
        let payload =
            Exception { args, traceback: Ref::NONE, cause: Ref::NONE, context: Ref::NONE, suppress_context: false };
        self.alloc(class, Payload::Exception(Box::new(payload)))
    }

    /// Raise an exception object; what is being handled becomes its context.
    pub fn raise_value(&mut self, exc: Value) -> Signal {
        self.set_context(exc);
        self.thread.raised = exc;
        Signal::Raise
    }

    /// Raise an exception object with the context that it has.
    pub(crate) fn raise_as_it_is(&mut self, exc: Value) -> Signal {
        self.thread.raised = exc;
        Signal::Raise
    }

    pub fn exception(&self, exc: Value) -> Option<&Exception> {
        match exc {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Exception(e) => Some(e),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn exception_mut(&mut self, exc: Value) -> Option<&mut Exception> {
        match exc {
            Value::Ref(r) => match self.heap.payload_mut(r) {
                Payload::Exception(e) => Some(e),
                _ => None,
            },
            _ => None,
        }
    }

    /// The handled exception becomes the context of a new one, unless that would make a ring.
    pub(crate) fn set_context(&mut self, exc: Value) {
        let Value::Ref(handled) = self.thread.handled else { return };
        let Value::Ref(new) = exc else { return };
        if handled == new {
            return;
        }
        // Cut the chain where it already leads to the new exception. A chain that runs into a ring
        // made by hand ends when the two walkers meet.
        let mut at = handled;
        let mut slow = handled;
        let mut step = false;
        while let Some(context) = self.exception(Value::Ref(at)).and_then(|e| e.context.get()) {
            if context == new {
                if let Some(e) = self.exception_mut(Value::Ref(at)) {
                    e.context = Ref::NONE;
                }
                break;
            }
            at = context;
            if step {
                slow = self.exception(Value::Ref(slow)).map_or(Ref::NONE, |e| e.context);
                if slow == at {
                    break;
                }
            }
            step = !step;
        }
        if let Some(e) = self.exception_mut(exc) {
            e.context = handled;
        }
    }

    /// `str(exc)` of an exception with plain arguments, for messages made natively.
    pub fn exception_message(&mut self, exc: Value) -> String {
        let args = self.exception(exc).map(|e| self.heap.tuple_items(e.args).to_vec()).unwrap_or_default();
        match args.as_slice() {
            [] => String::new(),
            [one] => match self.heap.as_str(*one) {
                Some(s) if !self.is_instance(exc, types::KEY_ERROR) => s.to_owned(),
                _ => self.repr_or_placeholder(*one),
            },
            _ => {
                let tuple = self.tuple(args);
                self.repr_or_placeholder(tuple)
            }
        }
    }
}
