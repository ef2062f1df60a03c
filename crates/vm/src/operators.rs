//! Operators: native for built-in types, through special methods for the rest.
//!
//! The order in which methods are tried is that of
//! <https://docs.python.org/3/reference/datamodel.html#emulating-numeric-types>; whatever needs more
//! than one Python call is written in Python (`prelude/operators.py`).

use std::cmp::Ordering;

use num_bigint::Sign;
use weft_code::{BinaryOp, CompareOp, UnaryOp};

use crate::real;
use crate::{
    dict::KeyEq,
    frame::Phase,
    names,
    natives::{Native, Signal},
    object::{Payload, Text},
    types,
    value::{Ref, Value},
    vm::Vm,
};

/// The special methods and the symbol of a binary operator.
pub(crate) struct OperatorNames {
    pub method: Ref,
    pub reflected: Ref,
    pub in_place: Ref,
    pub symbol: &'static str,
}

pub(crate) fn operator_names(op: BinaryOp) -> OperatorNames {
    use names::*;
    let (method, reflected, in_place, symbol) = match op {
        BinaryOp::Add => (__add__, __radd__, __iadd__, "+"),
        BinaryOp::Sub => (__sub__, __rsub__, __isub__, "-"),
        BinaryOp::Mul => (__mul__, __rmul__, __imul__, "*"),
        BinaryOp::MatMul => (__matmul__, __rmatmul__, __imatmul__, "@"),
        BinaryOp::TrueDiv => (__truediv__, __rtruediv__, __itruediv__, "/"),
        BinaryOp::FloorDiv => (__floordiv__, __rfloordiv__, __ifloordiv__, "//"),
        BinaryOp::Mod => (__mod__, __rmod__, __imod__, "%"),
        BinaryOp::Pow => (__pow__, __rpow__, __ipow__, "** or pow()"),
        BinaryOp::LShift => (__lshift__, __rlshift__, __ilshift__, "<<"),
        BinaryOp::RShift => (__rshift__, __rrshift__, __irshift__, ">>"),
        BinaryOp::And => (__and__, __rand__, __iand__, "&"),
        BinaryOp::Or => (__or__, __ror__, __ior__, "|"),
        BinaryOp::Xor => (__xor__, __rxor__, __ixor__, "^"),
    };
    OperatorNames { method, reflected, in_place, symbol }
}

/// The special method of a comparison, the one with sides swapped, and the symbol.
pub(crate) fn comparison_names(op: CompareOp) -> (Ref, Ref, &'static str) {
    use names::*;
    match op {
        CompareOp::Lt => (__lt__, __gt__, "<"),
        CompareOp::Le => (__le__, __ge__, "<="),
        CompareOp::Eq => (__eq__, __eq__, "=="),
        CompareOp::Ne => (__ne__, __ne__, "!="),
        CompareOp::Gt => (__gt__, __lt__, ">"),
        CompareOp::Ge => (__ge__, __le__, ">="),
    }
}

pub(crate) fn order_matches(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Lt => order == Ordering::Less,
        CompareOp::Le => order != Ordering::Greater,
        CompareOp::Eq => order == Ordering::Equal,
        CompareOp::Ne => order != Ordering::Equal,
        CompareOp::Gt => order == Ordering::Greater,
        CompareOp::Ge => order != Ordering::Less,
    }
}

/// The outcome of a native comparison.
pub(crate) enum Compared {
    Is(bool),
    /// Built-in types that have no such order.
    Unsupported,
    /// Python code has to decide.
    Ask,
}

impl Vm {
    /// Has a class methods of its own for operators, so that Python code may have to run?
    fn user_class(&self, v: Value) -> bool {
        match v {
            Value::Ref(r) => !types::is_builtin(self.heap.get(r).class),
            _ => false,
        }
    }

    /// `a op b` or `a op= b`.
    pub(crate) fn binary(&mut self, op: BinaryOp, a: Value, b: Value, in_place: bool) -> Native {
        if !self.user_class(a) && !self.user_class(b) {
            if in_place && let Some(done) = self.native_in_place(op, a, b) {
                return done;
            }
            if let Some(result) = self.native_binary(op, a, b) {
                return result;
            }
            return Err(self.unsupported(op, a, b, in_place));
        }
        let n = operator_names(op);
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let simple = class_a == class_b || !self.is_subclass(class_b, class_a);
        if simple
            && !in_place
            && let Some(method) = self.lookup(class_a, n.method)
            && self.is_python_function(method)
        {
            return Err(self.call_phase(method, vec![a, b], Phase::Operator));
        }
        let symbol = if in_place { format!("{}=", n.symbol.split(' ').next().unwrap_or("")) } else { n.symbol.into() };
        let symbol = self.str(symbol);
        let (method, reflected) = (Value::Ref(n.method), Value::Ref(n.reflected));
        if in_place {
            let in_place = Value::Ref(n.in_place);
            return self.call_prelude("_in_place_operator", vec![a, b, in_place, method, reflected, symbol]);
        }
        self.call_prelude("_binary_operator", vec![a, b, method, reflected, symbol])
    }

    /// Does an object's class have that method from Python code?
    pub fn has_own_method(&mut self, v: Value, name: &str) -> bool {
        if !self.user_class(v) {
            return false;
        }
        let name = self.heap.intern(name);
        self.find_in_mro(self.class_of(v), name).is_some_and(|m| !self.is_native(m))
    }

    /// An operator by its symbol; `None` if an object's own method has to be called for it, or Python code has
    /// to compare.
    pub fn operate(&mut self, symbol: &str, a: Value, b: Value) -> Option<Native> {
        let compared = match symbol {
            "<" => Some(CompareOp::Lt),
            "<=" => Some(CompareOp::Le),
            "==" => Some(CompareOp::Eq),
            "!=" => Some(CompareOp::Ne),
            ">" => Some(CompareOp::Gt),
            ">=" => Some(CompareOp::Ge),
            _ => None,
        };
        if let Some(op) = compared {
            return match self.compare_native(op, a, b) {
                Compared::Is(truth) => Some(Ok(Value::Bool(truth))),
                Compared::Unsupported => Some(Err(self.not_ordered(op, a, b))),
                Compared::Ask => None,
            };
        }
        if self.user_class(a) || self.user_class(b) {
            return None;
        }
        let op = match symbol {
            "+" => BinaryOp::Add,
            "-" => BinaryOp::Sub,
            "*" => BinaryOp::Mul,
            "@" => BinaryOp::MatMul,
            "/" => BinaryOp::TrueDiv,
            "//" => BinaryOp::FloorDiv,
            "%" => BinaryOp::Mod,
            "**" => BinaryOp::Pow,
            "<<" => BinaryOp::LShift,
            ">>" => BinaryOp::RShift,
            "&" => BinaryOp::And,
            "|" => BinaryOp::Or,
            "^" => BinaryOp::Xor,
            _ => return None,
        };
        match self.native_binary(op, a, b) {
            Some(result) => Some(result),
            None => Some(Err(self.unsupported(op, a, b, false))),
        }
    }

    /// A function that binds: one that stands for a function of CPython's C code has another class.
    pub(crate) fn is_python_function(&self, v: Value) -> bool {
        matches!(v, Value::Ref(r) if matches!(self.heap.payload(r), Payload::Function(_))
            && self.heap.get(r).class == types::FUNCTION)
    }

    pub(crate) fn unsupported(&mut self, op: BinaryOp, a: Value, b: Value, in_place: bool) -> Signal {
        let n = operator_names(op);
        let symbol = match (in_place, op) {
            (false, _) => n.symbol.to_owned(),
            (true, BinaryOp::Pow) => "**=".to_owned(),
            (true, _) => format!("{}=", n.symbol),
        };
        // Sequences have texts of their own.
        if op == BinaryOp::Add
            && let Value::Ref(r) = a
        {
            let kind = match self.heap.payload(r) {
                Payload::Str(_) => Some("str"),
                Payload::List(_) => Some("list"),
                Payload::Tuple(_) => Some("tuple"),
                Payload::Bytes(_) | Payload::ByteArray(_) => {
                    let (other, own) = (self.type_name(b), self.type_name(a));
                    return self.type_error(&format!("can't concat {other} to {own}"));
                }
                _ => None,
            };
            if let Some(kind) = kind {
                let other = self.type_name(b);
                if kind == "list" && in_place {
                    return self.type_error(&format!("'{other}' object is not iterable"));
                }
                return self.type_error(&format!("can only concatenate {kind} (not \"{other}\") to {kind}"));
            }
        }
        if op == BinaryOp::Mul {
            for (sequence, other) in [(a, b), (b, a)] {
                if self.repeats(sequence) {
                    let other = self.type_name(other);
                    return self.type_error(&format!("can't multiply sequence by non-int of type '{other}'"));
                }
            }
        }
        let (left, right) = (self.type_name(a), self.type_name(b));
        self.type_error(&format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'"))
    }

    /// Is it a built-in sequence that `*` repeats?
    pub(crate) fn repeats(&self, v: Value) -> bool {
        use Payload::{ByteArray, Bytes, List, Str, Tuple};
        let Value::Ref(r) = v else { return false };
        matches!(self.heap.payload(r), Str(_) | List(_) | Tuple(_) | Bytes(_) | ByteArray(_))
    }

    /// In-place forms that change the left side: list, set, dict, bytearray. `None`: as the plain operator.
    pub(crate) fn native_in_place(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        let Value::Ref(r) = a else { return None };
        if op == BinaryOp::Or && matches!(self.heap.payload(r), Payload::MappingProxy(_)) {
            return Some(Err(self.type_error("'|=' is not supported by mappingproxy; use '|' instead")));
        }
        match (self.heap.payload(r), op) {
            (Payload::List(_), BinaryOp::Add) => Some(match self.native_items(b) {
                Some(items) => {
                    self.heap.grew(items.len() * 16);
                    if let Payload::List(list) = self.heap.payload_mut(r) {
                        list.extend_from_slice(&items);
                    }
                    Ok(a)
                }
                None => self.call_prelude("_list_iadd", vec![a, b]),
            }),
            (Payload::List(_), BinaryOp::Mul) => {
                let count = self.as_i64(b)?.max(0) as usize;
                let Payload::List(list) = self.heap.payload(r) else { return None };
                let total = list.len().checked_mul(count)?;
                if let Err(s) = self.check_size(total.saturating_mul(16)) {
                    return Some(Err(s));
                }
                self.heap.grew(total * 16);
                if let Payload::List(list) = self.heap.payload_mut(r) {
                    *list = list.repeat(count);
                }
                Some(Ok(a))
            }
            (Payload::ByteArray(bytes), BinaryOp::Mul) => {
                let count = self.as_i64(b)?.max(0) as usize;
                let (len, total) = (bytes.len(), bytes.len().checked_mul(count)?);
                if let Err(s) = self.check_size(total) {
                    return Some(Err(s));
                }
                if total != len
                    && let Err(s) = self.check_views(r)
                {
                    return Some(Err(s));
                }
                self.heap.grew(total);
                if let Payload::ByteArray(bytes) = self.heap.payload_mut(r) {
                    *bytes = bytes.repeat(count);
                }
                Some(Ok(a))
            }
            (Payload::ByteArray(_), BinaryOp::Add) => {
                let more = self.as_bytes(b)?.to_vec();
                if b.is(a) && !more.is_empty() {
                    // It would grow while it is read.
                    return Some(Err(self.buffer_error("Existing exports of data: object cannot be re-sized")));
                }
                if !more.is_empty()
                    && let Err(s) = self.check_views(r)
                {
                    return Some(Err(s));
                }
                self.heap.grew(more.len());
                if let Payload::ByteArray(bytes) = self.heap.payload_mut(r) {
                    bytes.extend(more);
                }
                Some(Ok(a))
            }
            (Payload::Set(_), BinaryOp::Or | BinaryOp::And | BinaryOp::Sub | BinaryOp::Xor)
                if self.heap.get(r).class != types::FROZENSET =>
            {
                let done = match b {
                    Value::Ref(other) if matches!(self.heap.payload(other), Payload::Set(_)) => {
                        self.set_operator(op, r, other, true)?
                    }
                    _ => self.native_binary(op, a, b)?,
                };
                match done {
                    Ok(Value::Ref(result)) => {
                        let taken = std::mem::replace(self.heap.payload_mut(result), Payload::Instance);
                        *self.heap.payload_mut(r) = taken;
                        Some(Ok(a))
                    }
                    other => Some(other),
                }
            }
            (Payload::Dict(_), BinaryOp::Or) => {
                if let Value::Ref(other) = b
                    && let Payload::Dict(_) = self.heap.payload(other)
                {
                    return Some(self.dict_update_native(r, other).map(|()| a));
                }
                Some(self.call_prelude("_dict_ior", vec![a, b]))
            }
            _ => None,
        }
    }

    /// The operator on built-in types (and instances of their subclasses, taken as the built-in).
    /// `None`: not supported for these types.
    pub(crate) fn native_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        if self.is_int(a) && self.is_int(b) {
            return self.int_binary(op, a, b);
        }
        let number = |vm: &Vm, v: Value| vm.is_int(v) || vm.as_float(v).is_some();
        if number(self, a) && number(self, b) {
            return self.float_binary(op, a, b);
        }
        if (self.is_complex(a) || self.is_complex(b)) && self.as_complex(a).is_some() && self.as_complex(b).is_some() {
            return self.complex_binary(op, a, b);
        }
        self.sequence_binary(op, a, b)
    }

    fn int_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        match op {
            BinaryOp::Add => self.int_add(a, b).map(Ok),
            BinaryOp::Sub => self.int_sub(a, b).map(Ok),
            BinaryOp::Mul => self.int_product(a, b),
            BinaryOp::MatMul => None,
            BinaryOp::TrueDiv => Some(self.int_true_div(a, b)),
            BinaryOp::FloorDiv => match self.int_divmod(a, b, "integer division or modulo by zero") {
                Ok(qr) => qr.map(|(q, _)| Ok(q)),
                Err(s) => Some(Err(s)),
            },
            BinaryOp::Mod => match self.int_divmod(a, b, "integer modulo by zero") {
                Ok(qr) => qr.map(|(_, r)| Ok(r)),
                Err(s) => Some(Err(s)),
            },
            BinaryOp::Pow => self.int_pow(a, b),
            BinaryOp::LShift => match (self.as_i64(a), self.as_i64(b)) {
                (Some(x), Some(y)) if (0..63).contains(&y) && (x << y) >> y == x => Some(Ok(Value::Int(x << y))),
                _ => self.int_shift(a, b, true),
            },
            BinaryOp::RShift => match (self.as_i64(a), self.as_i64(b)) {
                (Some(x), Some(y)) if y >= 0 => Some(Ok(Value::Int(x >> y.min(63)))),
                _ => self.int_shift(a, b, false),
            },
            BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => {
                if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
                    return Some(Ok(Value::Bool(match op {
                        BinaryOp::And => x & y,
                        BinaryOp::Or => x | y,
                        _ => x ^ y,
                    })));
                }
                if let (Some(x), Some(y)) = (self.as_i64(a), self.as_i64(b)) {
                    return Some(Ok(Value::Int(match op {
                        BinaryOp::And => x & y,
                        BinaryOp::Or => x | y,
                        _ => x ^ y,
                    })));
                }
                let (x, y) = (self.as_bigint(a)?, self.as_bigint(b)?);
                Some(Ok(self.int_value(match op {
                    BinaryOp::And => x & y,
                    BinaryOp::Or => x | y,
                    _ => x ^ y,
                })))
            }
        }
    }

    fn int_true_div(&mut self, a: Value, b: Value) -> Native {
        let exact = |i: i64| i.unsigned_abs() <= 1 << 53;
        if let (Some(x), Some(y)) = (self.as_i64(a), self.as_i64(b))
            && exact(x)
            && exact(y)
        {
            if y == 0 {
                return Err(self.zero_division_error("division by zero"));
            }
            return Ok(Value::Float(x as f64 / y as f64));
        }
        let (Some(x), Some(y)) = (self.as_bigint(a), self.as_bigint(b)) else { return Ok(Value::NotImplemented) };
        match divide_to_f64(&x, &y) {
            // Zero has the sign of the other side.
            Some(0.0) if x.sign() == Sign::NoSign && y.sign() == Sign::Minus => Ok(Value::Float(-0.0)),
            Some(f) if f.is_infinite() => Err(self.overflow_error("integer division result too large for a float")),
            Some(f) => Ok(Value::Float(f)),
            None => Err(self.zero_division_error("division by zero")),
        }
    }

    fn float_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        let x = match self.as_f64(a) {
            Ok(x) => x?,
            Err(s) => return Some(Err(s)),
        };
        let y = match self.as_f64(b) {
            Ok(y) => y?,
            Err(s) => return Some(Err(s)),
        };
        let result = match op {
            BinaryOp::Add => x + y,
            BinaryOp::Sub => x - y,
            BinaryOp::Mul => x * y,
            BinaryOp::TrueDiv => {
                if y == 0.0 {
                    return Some(Err(self.zero_division_error("float division by zero")));
                }
                x / y
            }
            BinaryOp::FloorDiv | BinaryOp::Mod => {
                if y == 0.0 {
                    let message =
                        if op == BinaryOp::Mod { "float modulo by zero" } else { "float floor division by zero" };
                    return Some(Err(self.zero_division_error(message)));
                }
                let (q, r) = float_divmod(x, y);
                if op == BinaryOp::Mod { r } else { q }
            }
            BinaryOp::Pow => return Some(self.float_pow(x, y)),
            _ => return None,
        };
        Some(Ok(Value::Float(result)))
    }

    fn float_pow(&mut self, x: f64, y: f64) -> Native {
        if x == 0.0 && y < 0.0 {
            return Err(self.zero_division_error("zero to a negative power"));
        }
        if x < 0.0 && x.is_finite() && y.is_finite() && y != y.trunc() {
            let result = complex_pow((x, 0.0), (y, 0.0));
            return Ok(self.alloc(types::COMPLEX, Payload::Complex(Box::new(result))));
        }
        let result = real::pow(x, y);
        if result.is_infinite() && x.is_finite() && y.is_finite() {
            let args = vec![Value::Int(34), self.str("Numerical result out of range")];
            let exc = self.new_exception(types::OVERFLOW_ERROR, args);
            return Err(self.raise_value(exc));
        }
        Ok(Value::Float(result))
    }

    fn complex_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        let (x, y) = (self.as_complex(a)?, self.as_complex(b)?);
        let result = match op {
            BinaryOp::Add => (x.0 + y.0, x.1 + y.1),
            BinaryOp::Sub => (x.0 - y.0, x.1 - y.1),
            BinaryOp::Mul => (x.0 * y.0 - x.1 * y.1, x.0 * y.1 + x.1 * y.0),
            BinaryOp::TrueDiv => match complex_div(x, y) {
                Some(q) => q,
                None => return Some(Err(self.zero_division_error("complex division by zero"))),
            },
            BinaryOp::Pow => {
                if x == (0.0, 0.0) && (y.0 < 0.0 || y.1 != 0.0) {
                    return Some(Err(self.zero_division_error("zero to a negative or complex power")));
                }
                complex_pow(x, y)
            }
            _ => return None,
        };
        Some(Ok(self.alloc(types::COMPLEX, Payload::Complex(Box::new(result)))))
    }

    fn sequence_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        match op {
            BinaryOp::Add => self.concatenate(a, b),
            BinaryOp::Mul => {
                if let Some(n) = self.as_i64(b) {
                    return self.repeat(a, n);
                }
                for (sequence, count) in [(a, b), (b, a)] {
                    if self.is_int(count) && self.as_i64(count).is_none() && self.repeats(sequence) {
                        let name = self.type_name(count);
                        let message = format!("cannot fit '{name}' into an index-sized integer");
                        return Some(Err(self.overflow_error(&message)));
                    }
                }
                let n = self.as_i64(a)?;
                self.repeat(b, n)
            }
            BinaryOp::Mod => {
                let Value::Ref(r) = a else { return None };
                match self.heap.payload(r) {
                    Payload::Str(_) => Some(crate::format::percent(self, a, b)),
                    Payload::Bytes(_) | Payload::ByteArray(_) => Some(crate::format::percent_bytes(self, a, b)),
                    _ => None,
                }
            }
            BinaryOp::Or | BinaryOp::And | BinaryOp::Sub | BinaryOp::Xor => {
                let (Value::Ref(x), Value::Ref(y)) = (a, b) else {
                    return self.union_of_types(op, a, b);
                };
                match (self.heap.payload(x), self.heap.payload(y)) {
                    (Payload::Set(_), Payload::Set(_)) => self.set_operator(op, x, y, false),
                    (Payload::Dict(_), Payload::Dict(_)) if op == BinaryOp::Or => Some(self.dict_union(x, y)),
                    (Payload::MappingProxy(_), _) | (_, Payload::MappingProxy(_)) if op == BinaryOp::Or => {
                        Some(self.call_prelude("_proxy_or", vec![a, b]))
                    }
                    (Payload::DictView { .. }, _) | (_, Payload::DictView { .. }) => {
                        let symbol = operator_names(op).symbol;
                        let symbol = self.str(symbol);
                        Some(self.call_prelude("_view_operator", vec![a, b, symbol]))
                    }
                    _ => self.union_of_types(op, a, b),
                }
            }
            _ => None,
        }
    }

    /// `int | None` and the like.
    fn union_of_types(&mut self, op: BinaryOp, a: Value, b: Value) -> Option<Native> {
        let part = |vm: &Vm, v: Value| {
            v.is_none()
                || vm.is_type(v)
                || matches!(v, Value::Ref(r) if matches!(vm.heap.payload(r), Payload::GenericAlias { .. }))
        };
        if op == BinaryOp::Or && part(self, a) && part(self, b) && !(a.is_none() && b.is_none()) {
            return Some(self.call_prelude("_union_type", vec![a, b]));
        }
        None
    }

    fn concatenate(&mut self, a: Value, b: Value) -> Option<Native> {
        let (Value::Ref(x), Value::Ref(y)) = (a, b) else { return None };
        Some(match (self.heap.payload(x), self.heap.payload(y)) {
            (Payload::Str(s), Payload::Str(t)) => {
                let joined = s.joined(t);
                if let Err(s) = self.check_size(joined.data.len()) {
                    return Some(Err(s));
                }
                Ok(self.alloc(types::STR, Payload::Str(joined)))
            }
            (Payload::List(s), Payload::List(t)) => {
                let joined = [&s[..], &t[..]].concat();
                Ok(self.list(joined))
            }
            (Payload::Tuple(s), Payload::Tuple(t)) => {
                let joined = [&s[..], &t[..]].concat();
                Ok(self.tuple(joined))
            }
            (Payload::Bytes(s), Payload::Bytes(t)) => {
                let joined = [&s[..], &t[..]].concat();
                Ok(self.heap.bytes_value(joined))
            }
            (Payload::Bytes(s), Payload::ByteArray(t)) => {
                let joined = [&s[..], &t[..]].concat();
                Ok(self.heap.bytes_value(joined))
            }
            (Payload::ByteArray(s), Payload::ByteArray(t)) => {
                let joined = [&s[..], &t[..]].concat();
                Ok(self.alloc(types::BYTEARRAY, Payload::ByteArray(joined)))
            }
            (Payload::ByteArray(s), Payload::Bytes(t)) => {
                let joined = [&s[..], &t[..]].concat();
                Ok(self.alloc(types::BYTEARRAY, Payload::ByteArray(joined)))
            }
            _ => return None,
        })
    }

    fn repeat(&mut self, sequence: Value, count: i64) -> Option<Native> {
        let Value::Ref(r) = sequence else { return None };
        let n = count.max(0) as usize;
        let size = match self.heap.payload(r) {
            Payload::Str(t) => t.data.len(),
            Payload::List(l) => l.len() * 16,
            Payload::Tuple(t) => t.len() * 16,
            Payload::Bytes(b) => b.len(),
            Payload::ByteArray(b) => b.len(),
            _ => return None,
        };
        if let Err(s) = self.check_size(size.saturating_mul(n)) {
            return Some(Err(s));
        }
        Some(Ok(match self.heap.payload(r) {
            Payload::Str(t) => {
                let repeated = t.data.repeat(n);
                self.str(repeated)
            }
            Payload::List(l) => {
                let repeated = l.repeat(n);
                self.list(repeated)
            }
            Payload::Tuple(t) => {
                let repeated = t.repeat(n);
                self.tuple(repeated)
            }
            Payload::Bytes(b) => {
                let repeated = b.repeat(n);
                self.heap.bytes_value(repeated)
            }
            Payload::ByteArray(b) => {
                let repeated = b.repeat(n);
                self.alloc(types::BYTEARRAY, Payload::ByteArray(repeated))
            }
            _ => return None,
        }))
    }

    /// Raise `MemoryError` if one more object of that many bytes would pass the limit.
    pub fn check_size(&mut self, bytes: usize) -> Result<(), Signal> {
        if bytes > self.heap.limit || (bytes > 1 << 16 && self.heap.bytes() + bytes > self.heap.limit * 2) {
            return Err(self.memory_error(""));
        }
        Ok(())
    }

    // ---- unary

    pub(crate) fn unary(&mut self, op: UnaryOp, v: Value) -> Native {
        if op == UnaryOp::Not {
            return self.truth(v).map(|truth| Value::Bool(!truth));
        }
        let (method, symbol) = match op {
            UnaryOp::Neg => (names::__neg__, "-"),
            UnaryOp::Pos => (names::__pos__, "+"),
            _ => (names::__invert__, "~"),
        };
        if self.user_class(v) {
            let class = self.class_of(v);
            if let Some(m) = self.lookup(class, method)
                && !self.is_native(m)
            {
                return self.call(m, vec![v]);
            }
        }
        if let Some(result) = self.native_unary(op, v) {
            return result;
        }
        let name = self.type_name(v);
        Err(self.type_error(&format!("bad operand type for unary {symbol}: '{name}'")))
    }

    /// Is it a method of a built-in type? (The library's natives are called as users' methods are.)
    pub(crate) fn is_native(&self, v: Value) -> bool {
        matches!(v, Value::Ref(r) if matches!(self.heap.payload(r),
            Payload::Native(n) if self.natives.entries[*n as usize].receiver.is_some()))
    }

    pub(crate) fn native_unary(&mut self, op: UnaryOp, v: Value) -> Option<Native> {
        if let Some(f) = self.as_float(v) {
            return match op {
                UnaryOp::Neg => Some(Ok(Value::Float(-f))),
                UnaryOp::Pos => Some(Ok(Value::Float(f))),
                _ => None,
            };
        }
        if self.is_complex(v) {
            let (re, im) = self.as_complex(v)?;
            let result = match op {
                UnaryOp::Neg => (-re, -im),
                UnaryOp::Pos => (re, im),
                _ => return None,
            };
            return Some(Ok(self.alloc(types::COMPLEX, Payload::Complex(Box::new(result)))));
        }
        if let Some(i) = self.as_i64(v)
            && i != i64::MIN
        {
            return Some(Ok(Value::Int(match op {
                UnaryOp::Neg => -i,
                UnaryOp::Pos => i,
                _ => !i,
            })));
        }
        let big = self.as_bigint(v)?;
        Some(Ok(self.int_value(match op {
            UnaryOp::Neg => -big,
            UnaryOp::Pos => big,
            _ => !big,
        })))
    }

    // ---- truth

    /// The truth of a value that needs no Python code; `None`: it does.
    #[inline]
    pub fn truth_native(&self, v: Value) -> Option<bool> {
        match v {
            Value::Bool(b) => Some(b),
            Value::None => Some(false),
            Value::Int(i) => Some(i != 0),
            Value::Float(f) => Some(f != 0.0),
            Value::Ref(r) => self.truth_object(r),
            _ => Some(true),
        }
    }

    fn truth_object(&self, r: Ref) -> Option<bool> {
        let object = self.heap.get(r);
        if !types::is_builtin(object.class) {
            for name in [names::__bool__, names::__len__] {
                match self.find_in_mro(object.class, name) {
                    Some(m) if self.is_native(m) => break,
                    Some(_) => return None,
                    None => {}
                }
            }
        }
        Some(match &object.payload {
            Payload::Str(t) => t.len != 0,
            Payload::Bytes(b) => !b.is_empty(),
            Payload::ByteArray(b) => !b.is_empty(),
            Payload::Boxed(inner) => return self.truth_native(*inner),
            Payload::Complex(c) => c.0 != 0.0 || c.1 != 0.0,
            Payload::List(l) => !l.is_empty(),
            Payload::Tuple(t) => !t.is_empty(),
            Payload::Dict(d) => !d.is_empty(),
            Payload::Set(s) => !s.is_empty(),
            Payload::Range(range) => self.range_len(range) != 0,
            Payload::DictView { dict, .. } => self.heap.as_dict(*dict).is_some_and(|d| !d.is_empty()),
            Payload::MappingProxy(inner) => return self.truth_native(*inner),
            Payload::MemoryView(m) => m.len != 0,
            _ => true,
        })
    }

    /// The truth of a value; may ask for a call of `__bool__` or `__len__` (phase `Truth`).
    pub(crate) fn truth(&mut self, v: Value) -> Result<bool, Signal> {
        if let Some(truth) = self.truth_native(v) {
            return Ok(truth);
        }
        let class = self.class_of(v);
        for (name, phase) in [(names::__bool__, Phase::Truth), (names::__len__, Phase::Length)] {
            if let Some(m) = self.lookup(class, name) {
                return Err(self.call_special_phase(m, v, phase));
            }
        }
        Ok(true)
    }

    // ---- comparison

    /// `a op b`. A call that it asks for has a phase, so that the instruction can go on with its result.
    pub(crate) fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> Native {
        match self.compare_native(op, a, b) {
            Compared::Is(truth) => Ok(Value::Bool(truth)),
            Compared::Unsupported => Err(self.not_ordered(op, a, b)),
            Compared::Ask => {
                let (method_name, reflected, symbol) = comparison_names(op);
                let (class_a, class_b) = (self.class_of(a), self.class_of(b));
                let simple = class_a == class_b || !self.is_subclass(class_b, class_a);
                if simple
                    && let Some(method) = self.lookup(class_a, method_name)
                    && self.is_python_function(method)
                {
                    return Err(self.call_phase(method, vec![a, b], Phase::Operator));
                }
                let symbol = self.str(symbol);
                let plain_sets = matches!((a, b), (Value::Ref(x), Value::Ref(y))
                    if !self.user_class(a) && !self.user_class(b)
                        && matches!((self.heap.payload(x), self.heap.payload(y)), (Payload::Set(_), Payload::Set(_))));
                let asked = if plain_sets {
                    // At once, so that sets in sets take one call for each level.
                    self.call_prelude("_set_compare", vec![a, b, symbol])
                } else {
                    let args = vec![a, b, Value::Ref(method_name), Value::Ref(reflected), symbol];
                    self.call_prelude("_compare_operator", args)
                };
                self.pending.phase = Some(Phase::Outcome);
                asked
            }
        }
    }

    pub(crate) fn compare_native(&self, op: CompareOp, a: Value, b: Value) -> Compared {
        match op {
            CompareOp::Eq | CompareOp::Ne => match self.equal_native(a, b, 0) {
                KeyEq::Yes => Compared::Is(op == CompareOp::Eq),
                KeyEq::No => Compared::Is(op == CompareOp::Ne),
                KeyEq::Ask => Compared::Ask,
            },
            _ => self.order_native(op, a, b, 0),
        }
    }

    /// `a < b` where no Python code is needed for it and the two have an order; else `None`.
    pub fn less_native(&self, a: Value, b: Value) -> Option<bool> {
        match self.compare_native(CompareOp::Lt, a, b) {
            Compared::Is(less) => Some(less),
            Compared::Unsupported | Compared::Ask => None,
        }
    }

    fn order_native(&self, op: CompareOp, a: Value, b: Value, depth: u32) -> Compared {
        if self.user_class(a) || self.user_class(b) {
            let (name, reflected, _) = comparison_names(op);
            for (v, n) in [(a, name), (b, reflected)] {
                if self.user_class(v) {
                    match self.find_in_mro(self.class_of(v), n) {
                        Some(m) if self.is_native(m) => {}
                        _ => return Compared::Ask,
                    }
                }
            }
        }
        if let Some(order) = self.compare_numbers(a, b) {
            return Compared::Is(order.is_some_and(|o| order_matches(op, o)));
        }
        let (Value::Ref(x), Value::Ref(y)) = (a, b) else { return Compared::Unsupported };
        match (self.heap.payload(x), self.heap.payload(y)) {
            (Payload::Str(s), Payload::Str(t)) => Compared::Is(order_matches(op, compare_text(s, t))),
            (Payload::List(s), Payload::List(t)) => self.order_sequences(op, s, t, depth),
            (Payload::Tuple(s), Payload::Tuple(t)) => self.order_sequences(op, s, t, depth),
            (Payload::Set(s), Payload::Set(t)) => {
                let (small, large, strict) = match op {
                    CompareOp::Lt => (s, t, true),
                    CompareOp::Le => (s, t, false),
                    CompareOp::Gt => (t, s, true),
                    _ => (t, s, false),
                };
                if small.len() > large.len() || strict && small.len() == large.len() {
                    return Compared::Is(false);
                }
                for (hash, key) in small.iter() {
                    match large.find(hash, 0, |k| self.keys_equal(k, key)) {
                        crate::dict::Find::Found(_) => {}
                        crate::dict::Find::Missing => return Compared::Is(false),
                        crate::dict::Find::Ask(_) => return Compared::Ask,
                    }
                }
                Compared::Is(true)
            }
            (Payload::DictView { .. }, _) | (_, Payload::DictView { .. }) => Compared::Ask,
            // Only bytearrays compare with whatever has bytes.
            (Payload::MemoryView(_), other) | (other, Payload::MemoryView(_))
                if !matches!(other, Payload::ByteArray(_)) =>
            {
                Compared::Unsupported
            }
            _ => match (self.as_bytes(a), self.as_bytes(b)) {
                (Some(s), Some(t)) => Compared::Is(order_matches(op, s.cmp(t))),
                _ => Compared::Unsupported,
            },
        }
    }

    fn order_sequences(&self, op: CompareOp, s: &[Value], t: &[Value], depth: u32) -> Compared {
        if depth > 64 {
            return Compared::Ask;
        }
        for (&x, &y) in s.iter().zip(t) {
            if x.is(y) {
                continue;
            }
            match self.equal_native(x, y, depth + 1) {
                KeyEq::Yes => {}
                KeyEq::No => return self.order_native(op, x, y, depth + 1),
                KeyEq::Ask => return Compared::Ask,
            }
        }
        Compared::Is(order_matches(op, s.len().cmp(&t.len())))
    }

    // ---- membership

    /// `item in container`; a call that it asks for has the phase `Contains`.
    pub(crate) fn contains(&mut self, item: Value, container: Value) -> Result<bool, Signal> {
        if self.user_class(container) {
            let class = self.class_of(container);
            match self.lookup(class, names::__contains__) {
                Some(m) if !self.is_native(m) => {
                    if m.is_none() {
                        let name = self.type_name(container);
                        return Err(self.type_error(&format!("'{name}' object is not a container")));
                    }
                    let (function, receiver) = self.bind_special(m, container)?;
                    let args = receiver.into_iter().chain([item]).collect();
                    return Err(self.call_phase(function, args, Phase::Contains));
                }
                Some(_) => {}
                None => return Err(self.contains_by_iteration(item, container)),
            }
        }
        match self.contains_native(item, container)? {
            Some(found) => Ok(found),
            None => Err(self.contains_by_iteration(item, container)),
        }
    }

    fn contains_by_iteration(&mut self, item: Value, container: Value) -> Signal {
        match self.call_prelude("_contains", vec![container, item]) {
            Err(s) => {
                self.pending.phase = Some(Phase::Contains);
                s
            }
            Ok(_) => Signal::Raise,
        }
    }

    /// `None`: Python code has to look.
    pub(crate) fn contains_native(&mut self, item: Value, container: Value) -> Result<Option<bool>, Signal> {
        let Value::Ref(r) = container else {
            return Err(self.not_a_container(container));
        };
        match self.heap.payload(r) {
            Payload::List(items) => Ok(self.search(items, item)),
            Payload::Tuple(items) => Ok(self.search(items, item)),
            Payload::Dict(_) => self.find_in_dict(r, item).map(|f| f.map(|at| at.is_some())),
            Payload::Set(_) => {
                let key = self.frozen_key(item);
                self.find_in_set(r, key).map(|f| f.map(|at| at.is_some()))
            }
            Payload::MappingProxy(inner) => {
                let inner = *inner;
                self.contains_native(item, inner)
            }
            Payload::Str(text) => match self.heap.as_str(item) {
                Some(part) => Ok(Some(text.data.contains(part))),
                None => {
                    let name = self.type_name(item);
                    Err(self.type_error(&format!("'in <string>' requires string as left operand, not {name}")))
                }
            },
            Payload::Bytes(_) | Payload::ByteArray(_) => {
                let bytes = self.as_bytes(container).unwrap_or_default();
                if let Some(i) = self.as_i64(item) {
                    if !(0..256).contains(&i) {
                        return Err(self.value_error("byte must be in range(0, 256)"));
                    }
                    return Ok(Some(bytes.contains(&(i as u8))));
                }
                if self.is_int(item) {
                    return Err(self.value_error("byte must be in range(0, 256)"));
                }
                match self.as_bytes(item) {
                    Some([]) => Ok(Some(true)),
                    Some(part) => Ok(Some(bytes.windows(part.len()).any(|w| w == part))),
                    None => {
                        if self.gives_index(item) {
                            // Python code has to say which byte it is.
                            return Ok(None);
                        }
                        let name = self.type_name(item);
                        Err(self.type_error(&format!("a bytes-like object is required, not '{name}'")))
                    }
                }
            }
            Payload::Range(range) => {
                if let Some(i) = self.as_i64(item) {
                    return Ok(Some(self.range_index_of(range, i).is_some()));
                }
                if self.as_float(item).is_some_and(|f| f == f.trunc()) {
                    let i = self.as_float(item).unwrap_or(0.0) as i64;
                    return Ok(Some(self.range_index_of(range, i).is_some()));
                }
                Ok(None)
            }
            Payload::DictView { dict, kind: crate::object::ViewKind::Keys } => {
                let dict = *dict;
                self.find_in_dict(dict, item).map(|f| f.map(|at| at.is_some()))
            }
            Payload::Type(_) => Err(self.not_a_container(container)),
            _ => Ok(None),
        }
    }

    fn not_a_container(&mut self, v: Value) -> Signal {
        let name = self.type_name(v);
        self.type_error(&format!("argument of type '{name}' is not iterable"))
    }

    /// Is an item among others? `None`: Python code has to compare.
    pub(crate) fn search(&self, items: &[Value], item: Value) -> Option<bool> {
        for &x in items {
            match self.keys_equal(x, item) {
                KeyEq::Yes => return Some(true),
                KeyEq::No => {}
                KeyEq::Ask => return None,
            }
        }
        Some(false)
    }

    /// The bytes of a bytes-like object; of a view, if they lie one behind the other.
    pub fn as_bytes(&self, v: Value) -> Option<&[u8]> {
        match v {
            Value::Ref(r) => match self.heap.payload(r) {
                Payload::Bytes(b) => Some(b),
                Payload::ByteArray(b) => Some(b),
                Payload::MemoryView(m) if m.contiguous() => {
                    self.as_bytes(m.source).and_then(|b| b.get(m.start..m.start + m.len * m.item_size()))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Strings order by code point, which for UTF-8 is byte order.
fn compare_text(s: &Text, t: &Text) -> Ordering {
    s.data.as_bytes().cmp(t.data.as_bytes())
}

/// Quotient rounded down and remainder with the divisor's sign, as Python's `divmod` of floats.
pub(crate) fn float_divmod(x: f64, y: f64) -> (f64, f64) {
    let mut r = x % y;
    let mut q = (x - r) / y;
    if r != 0.0 {
        if (y < 0.0) != (r < 0.0) {
            r += y;
            q -= 1.0;
        }
    } else {
        r = 0.0f64.copysign(y);
    }
    if q != 0.0 {
        let floor = q.floor();
        q = if q - floor > 0.5 { floor + 1.0 } else { floor };
    } else {
        q = 0.0f64.copysign(x / y);
    }
    (q, r)
}

fn complex_div(x: (f64, f64), y: (f64, f64)) -> Option<(f64, f64)> {
    // Smith's method, which does not overflow where the quotient does not.
    if y.0.abs() >= y.1.abs() {
        if y.0 == 0.0 {
            return None;
        }
        let ratio = y.1 / y.0;
        let d = y.0 + y.1 * ratio;
        return Some(((x.0 + x.1 * ratio) / d, (x.1 - x.0 * ratio) / d));
    }
    let ratio = y.0 / y.1;
    let d = y.0 * ratio + y.1;
    Some(((x.0 * ratio + x.1) / d, (x.1 * ratio - x.0) / d))
}

fn complex_pow(x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    if y == (0.0, 0.0) {
        return (1.0, 0.0);
    }
    if x == (0.0, 0.0) {
        return (0.0, 0.0);
    }
    if y.1 == 0.0 && y.0 == y.0.trunc() && y.0.abs() <= 100.0 {
        // By squaring, as CPython does: the signs of zeros and the last bits depend on it.
        let product = |a: (f64, f64), b: (f64, f64)| (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0);
        let (mut result, mut square, mut left) = ((1.0, 0.0), x, y.0.abs() as u32);
        while left > 0 {
            if left & 1 == 1 {
                result = product(result, square);
            }
            square = product(square, square);
            left >>= 1;
        }
        return if y.0 < 0.0 { complex_div((1.0, 0.0), result).unwrap_or((0.0, 0.0)) } else { result };
    }
    let (r, theta) = (x.0.hypot(x.1), real::atan2(x.1, x.0));
    let length = real::pow(r, y.0) * real::exp(-y.1 * theta);
    let angle = theta * y.0 + y.1 * real::log(r);
    (length * real::cos(angle), length * real::sin(angle))
}

/// The quotient of two integers, correctly rounded; infinite if too large, `None` for division by 0.
fn divide_to_f64(a: &num_bigint::BigInt, b: &num_bigint::BigInt) -> Option<f64> {
    use num_bigint::BigInt;
    use num_traits::{Signed, ToPrimitive, Zero};
    if b.is_zero() {
        return None;
    }
    if a.is_zero() {
        return Some(0.0);
    }
    let negative = a.is_negative() != b.is_negative();
    let (a, b) = (a.abs(), b.abs());
    // Scale so that the quotient has at least 64 bits, keep what is cut off as a sticky bit: the
    // conversion then rounds once and right (subnormal results may round twice).
    let shift = 66 - (a.bits() as i64 - b.bits() as i64);
    let (num, den) = if shift >= 0 { (a << shift as u64, b) } else { (a, b << (-shift) as u64) };
    let (q, r) = num_integer::Integer::div_rem(&num, &den);
    let q: BigInt = if r.is_zero() { q } else { q | BigInt::from(1) };
    let f = q.to_f64()?;
    let mut result = f;
    let mut remaining = -shift;
    while remaining != 0 {
        let step = remaining.clamp(-1000, 1000);
        result *= 2f64.powi(step as i32);
        remaining -= step;
    }
    Some(if negative { -result } else { result })
}
