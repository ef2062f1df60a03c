//! Natives of `_messages`: objects as bytes, for queues and pipes between processes.
//!
//! The fast path of what `pickle` does: built-in types, functions and classes by name, and plain
//! instances. `dumps` answers None for all else (objects with methods of their own for pickling,
//! exceptions, very deep ones), and the caller pickles them. Identity inside one message is kept.

use std::collections::HashMap;

use num_bigint::BigInt;
use weft_vm::{Dict, Exception, Native, NativeDef, Payload, Ref, Set, Signal, Value, Vm, types};

use crate::support::native;

/// First byte of a message of this module; pickles begin with 0x80.
const MARK: u8 = b'W';

/// Nesting beyond this is left to `pickle`.
const MAX_DEPTH: usize = 100;

const NONE: u8 = b'N';
const TRUE: u8 = b'T';
const FALSE: u8 = b'F';
const ELLIPSIS: u8 = b'.';
const INT: u8 = b'I';
const BIG: u8 = b'G';
const FLOAT: u8 = b'D';
const STR: u8 = b'S';
const BYTES: u8 = b'B';
const BYTEARRAY: u8 = b'Y';
const LIST: u8 = b'L';
const TUPLE: u8 = b'U';
const DICT: u8 = b'M';
const SET: u8 = b'E';
const FROZENSET: u8 = b'Z';
/// A function or class, by module and qualified name.
const NAMED: u8 = b'P';
/// A native function, by its owner and name.
const NATIVE: u8 = b'V';
/// An instance: its class, then its attributes.
const INSTANCE: u8 = b'O';
/// An exception: its class, its arguments, its attributes.
const EXCEPTION: u8 = b'!';
/// An object that came earlier in the message.
const AGAIN: u8 = b'R';

/// Methods by which a class says how its instances are pickled.
const PICKLING: &[&str] = &[
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setstate__",
    "__getnewargs__",
    "__getnewargs_ex__",
    "__slots__",
    "__new__",
];

/// Exceptions with more than their arguments, or whose arguments are checked.
const SPECIAL_EXCEPTIONS: &[Ref] = &[
    types::OS_ERROR,
    types::UNICODE_ERROR,
    types::IMPORT_ERROR,
    types::NAME_ERROR,
    types::ATTRIBUTE_ERROR,
    types::SYNTAX_ERROR,
    types::BASE_EXCEPTION_GROUP,
];

/// Left to `pickle`.
struct Refused;

struct Writer<'a> {
    vm: &'a mut Vm,
    out: Vec<u8>,
    /// Numbers of the objects so far, in the order in which the reader completes or begins them.
    seen: HashMap<Ref, u64>,
    plain_classes: HashMap<Ref, bool>,
}

fn write_number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn write_blob(out: &mut Vec<u8>, tag: u8, data: &[u8]) {
    out.reserve(data.len() + 11);
    out.push(tag);
    write_number(out, data.len() as u64);
    out.extend_from_slice(data);
}

impl Writer<'_> {
    fn number(&mut self, n: u64) {
        write_number(&mut self.out, n);
    }

    fn blob(&mut self, tag: u8, data: &[u8]) {
        write_blob(&mut self.out, tag, data);
    }

    fn remember(&mut self, r: Ref) {
        let number = self.seen.len() as u64;
        self.seen.insert(r, number);
    }

    fn value(&mut self, v: Value, depth: usize) -> Result<(), Refused> {
        match v {
            Value::None => self.out.push(NONE),
            Value::Bool(b) => self.out.push(if b { TRUE } else { FALSE }),
            Value::Ellipsis => self.out.push(ELLIPSIS),
            Value::Int(i) => {
                self.out.push(INT);
                self.number(((i << 1) ^ (i >> 63)) as u64);
            }
            Value::Float(f) => {
                self.out.push(FLOAT);
                self.out.extend_from_slice(&f.to_le_bytes());
            }
            Value::Ref(r) => return self.object(r, depth),
            Value::Unbound | Value::NotImplemented => return Err(Refused),
        }
        Ok(())
    }

    fn object(&mut self, r: Ref, depth: usize) -> Result<(), Refused> {
        if depth > MAX_DEPTH {
            return Err(Refused);
        }
        if let Some(&number) = self.seen.get(&r) {
            self.out.push(AGAIN);
            self.number(number);
            return Ok(());
        }
        let object = self.vm.object(r);
        let (class, attributes) = (object.class, object.dict);
        let exact = |t: Ref| if class == t { Ok(()) } else { Err(Refused) };
        match &object.payload {
            Payload::Str(t) => {
                exact(types::STR)?;
                write_blob(&mut self.out, STR, t.data.as_bytes());
            }
            Payload::Bytes(b) => {
                exact(types::BYTES)?;
                write_blob(&mut self.out, BYTES, b);
            }
            Payload::ByteArray(b) => {
                exact(types::BYTEARRAY)?;
                write_blob(&mut self.out, BYTEARRAY, b);
                self.remember(r);
            }
            Payload::BigInt(b) => {
                exact(types::INT)?;
                let data = b.to_signed_bytes_le();
                self.blob(BIG, &data);
            }
            Payload::List(items) => {
                exact(types::LIST)?;
                let items = items.clone();
                self.remember(r);
                self.items(LIST, &items, depth)?;
            }
            Payload::Tuple(items) => {
                exact(types::TUPLE)?;
                let items = items.clone();
                // A tuple inside itself (through a list) would come again before it has a number.
                self.items(TUPLE, &items, depth)?;
                if self.seen.contains_key(&r) {
                    return Err(Refused);
                }
                self.remember(r);
            }
            Payload::Dict(d) => {
                exact(types::DICT)?;
                let entries: Vec<(Value, Value)> = d.iter().map(|e| (e.key, e.value)).collect();
                self.remember(r);
                self.out.push(DICT);
                self.pairs(&entries, depth)?;
            }
            Payload::Set(s) => {
                let tag = if class == types::SET { SET } else { FROZENSET };
                if tag == FROZENSET {
                    exact(types::FROZENSET)?;
                }
                let items: Vec<Value> = s.iter().map(|(_, v)| v).collect();
                if !items.iter().all(|v| self.is_plain_key(*v)) {
                    return Err(Refused);
                }
                self.items(tag, &items, depth)?;
                self.remember(r);
            }
            Payload::Function(f) => {
                let (module, qualname) = (f.module, f.qualname);
                let module = self.vm.heap.as_str(module).ok_or(Refused)?.to_owned();
                let qualname = self.vm.heap.text(qualname).to_owned();
                self.named(r, &module, &qualname)?;
            }
            Payload::Native(number) => {
                let (owner, name) = self.vm.native_name(*number);
                self.remember(r);
                self.blob(NATIVE, owner.as_bytes());
                self.number(name.len() as u64);
                self.out.extend_from_slice(name.as_bytes());
            }
            Payload::Type(t) => {
                let qualname = t.qualname;
                let qualname = self.vm.heap.text(qualname).to_owned();
                let module = self.module_of(r).ok_or(Refused)?;
                self.named(r, &module, &qualname)?;
            }
            Payload::Instance => {
                if !self.is_plain_class(class) {
                    return Err(Refused);
                }
                let entries = self.entries(attributes);
                self.out.push(INSTANCE);
                self.object(class, depth + 1)?;
                self.remember(r);
                self.pairs(&entries, depth)?;
            }
            Payload::Exception(e) => {
                let args = e.args;
                if !self.is_plain_exception(class) {
                    return Err(Refused);
                }
                let entries = self.entries(attributes);
                self.out.push(EXCEPTION);
                self.object(class, depth + 1)?;
                self.remember(r);
                self.object(args, depth + 1)?;
                self.pairs(&entries, depth)?;
            }
            _ => return Err(Refused),
        }
        Ok(())
    }

    fn entries(&self, dict: Ref) -> Vec<(Value, Value)> {
        self.vm.heap.as_dict(dict).map(|d| d.iter().map(|e| (e.key, e.value)).collect()).unwrap_or_default()
    }

    fn items(&mut self, tag: u8, items: &[Value], depth: usize) -> Result<(), Refused> {
        self.out.push(tag);
        self.number(items.len() as u64);
        for item in items {
            self.value(*item, depth + 1)?;
        }
        Ok(())
    }

    fn pairs(&mut self, entries: &[(Value, Value)], depth: usize) -> Result<(), Refused> {
        self.number(entries.len() as u64);
        for (key, value) in entries {
            if !self.is_plain_key(*key) {
                return Err(Refused);
            }
            self.value(*key, depth + 1)?;
            self.value(*value, depth + 1)?;
        }
        Ok(())
    }

    /// Can the reader hash and compare it without Python code, to the same effect?
    fn is_plain_key(&self, v: Value) -> bool {
        match v {
            Value::Ref(r) => match self.vm.heap.payload(r) {
                Payload::Str(_) | Payload::Bytes(_) | Payload::BigInt(_) => true,
                Payload::Tuple(items) => items.iter().all(|v| self.is_plain_key(*v)),
                _ => false,
            },
            _ => true,
        }
    }

    /// Is an instance of this class nothing but its attributes?
    fn is_plain_class(&mut self, class: Ref) -> bool {
        if let Some(&known) = self.plain_classes.get(&class) {
            return known;
        }
        let plain = self.has_none_of(class, PICKLING, |builtin| builtin == types::OBJECT);
        self.plain_classes.insert(class, plain);
        plain
    }

    /// Is an exception of this class nothing but its arguments and attributes?
    fn is_plain_exception(&mut self, class: Ref) -> bool {
        self.has_none_of(class, PICKLING, |builtin| !SPECIAL_EXCEPTIONS.contains(&builtin))
            && self.has_none_of(class, &["__init__"], |_| true)
    }

    /// Has no class of the program's that this one derives from one of these methods, and do all
    /// built-in ones suit?
    fn has_none_of(&mut self, class: Ref, methods: &[&str], suits: impl Fn(Ref) -> bool) -> bool {
        let mro = self.vm.heap.as_type(class).map(|t| t.mro.clone()).unwrap_or_default();
        mro.iter().all(|&c| {
            if self.vm.heap.as_type(c).is_some_and(|t| t.builtin) {
                return suits(c);
            }
            let dict = self.vm.object(c).dict;
            methods.iter().all(|method| {
                let name = self.vm.heap.intern(method);
                self.vm.heap.find_name(dict, name).is_none()
            })
        })
    }

    fn module_of(&mut self, class: Ref) -> Option<String> {
        if self.vm.heap.as_type(class)?.builtin {
            return Some("builtins".to_owned());
        }
        let name = self.vm.heap.intern("__module__");
        let module = self.vm.heap.get_name(self.vm.object(class).dict, name)?;
        self.vm.heap.as_str(module).map(str::to_owned)
    }

    fn named(&mut self, r: Ref, module: &str, qualname: &str) -> Result<(), Refused> {
        match find_named(self.vm, module, qualname) {
            Some(Value::Ref(found)) if found == r => {}
            _ => return Err(Refused),
        }
        self.remember(r);
        self.blob(NAMED, module.as_bytes());
        self.number(qualname.len() as u64);
        self.out.extend_from_slice(qualname.as_bytes());
        Ok(())
    }
}

/// What a module of this process has under a qualified name, looked up without calling anything.
fn find_named(vm: &mut Vm, module: &str, qualname: &str) -> Option<Value> {
    let key = vm.heap.intern(module);
    let module = vm.heap.get_name(vm.modules, key)?;
    let mut at = module;
    for part in qualname.split('.') {
        let name = vm.heap.intern(part);
        let holder = at.as_ref()?;
        at = vm.heap.get_name(vm.object(holder).dict, name)?;
    }
    Some(at)
}

/// An object as the bytes of a message; `None`: it has to be pickled.
pub(crate) fn encoded(vm: &mut Vm, value: Value) -> Option<Vec<u8>> {
    let mut writer = Writer { vm, out: vec![MARK], seen: HashMap::new(), plain_classes: HashMap::new() };
    writer.value(value, 0).ok()?;
    Some(writer.out)
}

fn dumps(vm: &mut Vm, args: &[Value]) -> Native {
    let data = encoded(vm, args[0]);
    Ok(data.map_or(Value::None, |data| vm.heap.bytes_value(data)))
}

struct Reader<'a> {
    vm: &'a mut Vm,
    data: &'a [u8],
    seen: Vec<Value>,
}

/// What a message could not be read for.
enum Trouble {
    Damaged,
    /// Module and name.
    Missing(String, String),
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, Trouble> {
        let (first, rest) = self.data.split_first().ok_or(Trouble::Damaged)?;
        self.data = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, Trouble> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let b = self.byte()?;
            n |= ((b & 0x7F) as u64) << shift;
            if b < 0x80 {
                return Ok(n);
            }
        }
        Err(Trouble::Damaged)
    }

    fn blob(&mut self) -> Result<Vec<u8>, Trouble> {
        let n = self.number()? as usize;
        let part = self.data.get(..n).ok_or(Trouble::Damaged)?.to_vec();
        self.data = &self.data[n..];
        Ok(part)
    }

    fn text(&mut self) -> Result<String, Trouble> {
        String::from_utf8(self.blob()?).map_err(|_| Trouble::Damaged)
    }

    fn keep(&mut self, v: Value) -> Value {
        self.seen.push(v);
        v
    }

    fn value(&mut self) -> Result<Value, Trouble> {
        Ok(match self.byte()? {
            NONE => Value::None,
            TRUE => Value::Bool(true),
            FALSE => Value::Bool(false),
            ELLIPSIS => Value::Ellipsis,
            INT => {
                let n = self.number()?;
                Value::Int((n >> 1) as i64 ^ -((n & 1) as i64))
            }
            BIG => {
                let big = BigInt::from_signed_bytes_le(&self.blob()?);
                self.vm.int_value(big)
            }
            FLOAT => {
                let bytes = self.data.first_chunk::<8>().ok_or(Trouble::Damaged)?;
                let f = f64::from_le_bytes(*bytes);
                self.data = &self.data[8..];
                Value::Float(f)
            }
            STR => {
                let text = self.text()?;
                self.vm.str(text)
            }
            BYTES => {
                let data = self.blob()?;
                self.vm.heap.bytes_value(data)
            }
            BYTEARRAY => {
                let data = self.blob()?;
                let v = self.vm.alloc(types::BYTEARRAY, Payload::ByteArray(data));
                self.keep(v)
            }
            LIST => {
                let n = self.number()? as usize;
                let list = self.vm.list(Vec::new());
                self.keep(list);
                for _ in 0..n {
                    let item = self.value()?;
                    if let Some(items) = self.vm.heap.as_list_mut(list) {
                        items.push(item);
                    }
                }
                self.vm.heap.grew(n * size_of::<Value>());
                list
            }
            TUPLE => {
                let items = self.items()?;
                let v = self.vm.tuple(items);
                self.keep(v)
            }
            tag @ (SET | FROZENSET) => {
                let mut set = Set::new();
                for item in self.items()? {
                    let hash = self.vm.hash_native(item).map_err(|_| Trouble::Damaged)?;
                    set.insert_new(hash, item);
                }
                let class = if tag == SET { types::SET } else { types::FROZENSET };
                let v = self.vm.alloc(class, Payload::Set(Box::new(set)));
                self.keep(v)
            }
            DICT => {
                let dict = self.vm.heap.dict(Dict::new());
                self.keep(Value::Ref(dict));
                self.pairs(dict)?;
                Value::Ref(dict)
            }
            NAMED => {
                let (module, qualname) = (self.text()?, self.text()?);
                let Some(found) = find_named(self.vm, &module, &qualname) else {
                    return Err(Trouble::Missing(module, qualname));
                };
                self.keep(found)
            }
            NATIVE => {
                let (owner, name) = (self.text()?, self.text()?);
                let found = self.vm.native_named(&owner, &name);
                self.keep(found)
            }
            INSTANCE => {
                let Value::Ref(class) = self.value()? else { return Err(Trouble::Damaged) };
                let v = self.vm.alloc(class, Payload::Instance);
                self.keep(v);
                let dict = self.vm.heap.dict(Dict::new());
                if let Value::Ref(r) = v {
                    self.vm.heap.get_mut(r).dict = dict;
                }
                self.pairs(dict)?;
                v
            }
            EXCEPTION => {
                let Value::Ref(class) = self.value()? else { return Err(Trouble::Damaged) };
                let empty = self.vm.heap.tuple_ref(Vec::new());
                let exception = Exception {
                    args: empty,
                    traceback: Ref::NONE,
                    cause: Ref::NONE,
                    context: Ref::NONE,
                    suppress_context: false,
                };
                let r = self.vm.heap.alloc(class, Payload::Exception(Box::new(exception)));
                self.keep(Value::Ref(r));
                let Value::Ref(args) = self.value()? else { return Err(Trouble::Damaged) };
                if let Payload::Exception(e) = self.vm.heap.payload_mut(r) {
                    e.args = args;
                }
                let dict = self.vm.heap.dict(Dict::new());
                self.vm.heap.get_mut(r).dict = dict;
                self.pairs(dict)?;
                Value::Ref(r)
            }
            AGAIN => {
                let n = self.number()? as usize;
                *self.seen.get(n).ok_or(Trouble::Damaged)?
            }
            _ => return Err(Trouble::Damaged),
        })
    }

    fn items(&mut self) -> Result<Vec<Value>, Trouble> {
        let n = self.number()?;
        (0..n).map(|_| self.value()).collect()
    }

    fn pairs(&mut self, dict: Ref) -> Result<(), Trouble> {
        let n = self.number()?;
        for _ in 0..n {
            let key = match self.value()? {
                // Attribute names are looked up by identity.
                Value::Ref(r) => Value::Ref(self.vm.heap.intern_object(r)),
                v => v,
            };
            let value = self.value()?;
            let hash = self.vm.hash_native(key).map_err(|_| Trouble::Damaged)?;
            let vm = &mut *self.vm;
            if let Some(d) = vm.heap.as_dict_mut(dict) {
                d.insert_new(hash, key, value);
            }
        }
        self.vm.heap.grew(n as usize * 48);
        Ok(())
    }
}

/// The object of a message; `None`: it is a pickle, or names what may have to be imported.
pub(crate) fn decoded(vm: &mut Vm, data: &[u8]) -> Result<Option<Value>, Signal> {
    let Some((&MARK, data)) = data.split_first() else { return Ok(None) };
    match (Reader { vm, data, seen: Vec::new() }).value() {
        Ok(value) => Ok(Some(value)),
        Err(Trouble::Missing(..)) => Ok(None),
        Err(trouble) => Err(refuse(vm, trouble)),
    }
}

fn loads(vm: &mut Vm, args: &[Value]) -> Native {
    let data = vm.as_bytes(args[0]).unwrap_or_default().to_vec();
    let Some((&MARK, data)) = data.split_first() else { return Ok(Value::NotImplemented) };
    let result = Reader { vm, data, seen: Vec::new() }.value();
    result.map_err(|trouble| refuse(vm, trouble))
}

fn refuse(vm: &mut Vm, trouble: Trouble) -> Signal {
    match trouble {
        Trouble::Damaged => vm.value_error("a message between processes is damaged"),
        Trouble::Missing(module, name) => {
            let key = vm.heap.intern(&module);
            if vm.heap.get_name(vm.modules, key).is_none() {
                // The caller imports it and comes again.
                return vm.raise_class(types::MODULE_NOT_FOUND_ERROR, &module);
            }
            vm.attribute_error(&format!("Can't get attribute '{name}' on <module '{module}'>"))
        }
    }
}

pub(crate) const NATIVES: &[NativeDef] =
    &[native("_messages", "dumps", "value, /", dumps), native("_messages", "loads", "data, /", loads)];
