//! `str.format` and `str.format_map`, as far as no Python code is needed; else the prelude does the whole.

use super::{
    error::{FormatError, Trouble},
    fields::{Field, Path, Step, integer, parse, path},
    format_native,
    quote::to_ascii,
    spec::shown,
};
use crate::{
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

pub(crate) const NATIVES: &[NativeDef] = &[
    NativeDef { owner: "_prelude", name: "_format_fields", signature: "format, /", function: fields },
    NativeDef { owner: "_prelude", name: "_format_path", signature: "name, /", function: field_path },
];

/// Specifications may have fields, whose specifications may not.
const MAX_DEPTH: u32 = 2;

/// `format.format(*args, **kwargs)`. Without `args` (None) it is `format.format_map(kwargs)`.
pub(crate) fn str_format(vm: &mut Vm, format: &str, args: Value, kwargs: Value) -> Native {
    let positional = vm.heap.as_tuple(args).map(<[Value]>::to_vec);
    let mut filler = Filler { args: positional, kwargs, numbering: Numbering::Open };
    match filler.fill(vm, format, MAX_DEPTH) {
        Ok(text) => Ok(vm.str(text)),
        Err(Trouble::Python) => {
            let format = vm.str(format);
            vm.call_prelude("_str_format", vec![format, args, kwargs])
        }
        Err(Trouble::Error(e)) => Err(e.raise(vm)),
        Err(Trouble::Signal(s)) => Err(s),
    }
}

/// How positional fields are told so far.
#[derive(Clone, Copy, PartialEq)]
enum Numbering {
    Open,
    /// `{}`: the next one.
    Automatic(i64),
    /// `{0}`
    Manual,
}

struct Filler {
    args: Option<Vec<Value>>,
    kwargs: Value,
    numbering: Numbering,
}

impl Filler {
    fn fill(&mut self, vm: &mut Vm, format: &str, depth: u32) -> Result<String, Trouble> {
        if depth == 0 {
            return Err(FormatError::value("Max string recursion exceeded").into());
        }
        let (pieces, error) = parse(format);
        let mut out = String::new();
        for piece in pieces {
            out.push_str(&piece.literal);
            if let Some(field) = piece.field {
                let text = self.field(vm, &field, depth)?;
                vm.check_size(out.len().saturating_add(text.len()))?;
                out.push_str(&text);
            }
        }
        match error {
            Some(message) => Err(FormatError::value(message).into()),
            None => Ok(out),
        }
    }

    fn field(&mut self, vm: &mut Vm, field: &Field, depth: u32) -> Result<String, Trouble> {
        let (path, error) = path(&field.name);
        let mut value = self.first(vm, &path)?;
        for step in &path.steps {
            value = follow(vm, value, step)?;
        }
        if let Some(message) = error {
            return Err(FormatError::value(message).into());
        }
        if let Some(conversion) = field.conversion {
            let text = match conversion {
                's' => vm.str_native(value),
                'r' => vm.repr_native(value),
                'a' => vm.repr_native(value).map(|s| to_ascii(&s)),
                _ => {
                    let message = format!("Unknown conversion specifier {}", shown(conversion));
                    return Err(FormatError::value(message).into());
                }
            };
            value = vm.str(text.ok_or(Trouble::Python)?);
        }
        let expanded;
        let spec = if field.nested {
            expanded = self.fill(vm, &field.spec, depth - 1)?;
            &expanded
        } else {
            &field.spec
        };
        if let Some(result) = format_native(vm, value, spec) {
            let text = result?;
            return Ok(vm.heap.as_str(text).unwrap_or_default().to_owned());
        }
        // `object.__format__`
        if spec.is_empty() && types::is_builtin(vm.class_of(value)) {
            return vm.str_native(value).ok_or(Trouble::Python);
        }
        Err(Trouble::Python)
    }

    /// The argument that a field begins with.
    fn first(&mut self, vm: &mut Vm, path: &Path) -> Result<Value, Trouble> {
        let given = integer(&path.first).map_err(FormatError::value)?;
        let index = match (path.first.is_empty(), given, self.numbering) {
            (true, _, Numbering::Manual) => {
                let message = "cannot switch from manual field specification to automatic field numbering";
                return Err(FormatError::value(message).into());
            }
            (true, _, numbering) => {
                let next = if let Numbering::Automatic(next) = numbering { next } else { 0 };
                self.numbering = Numbering::Automatic(next + 1);
                next
            }
            (_, Some(_), Numbering::Automatic(_)) => {
                let message = "cannot switch from automatic field numbering to manual field specification";
                return Err(FormatError::value(message).into());
            }
            (_, Some(index), _) => {
                self.numbering = Numbering::Manual;
                index
            }
            (_, None, _) => {
                let key = vm.str(path.first.as_str());
                return item(vm, self.kwargs, key);
            }
        };
        let Some(args) = &self.args else {
            return Err(FormatError::value("Format string contains positional fields").into());
        };
        usize::try_from(index).ok().and_then(|i| args.get(i)).copied().ok_or_else(|| {
            let message = format!("Replacement index {index} out of range for positional args tuple");
            FormatError { class: types::INDEX_ERROR, message }.into()
        })
    }
}

fn follow(vm: &mut Vm, value: Value, step: &Step) -> Result<Value, Trouble> {
    match step {
        Step::Attribute(name) => {
            let class = vm.class_of(value);
            if !vm.has_default_getattribute(class) {
                return Err(Trouble::Python);
            }
            let name = vm.heap.intern(name);
            unless_asked(vm.find_attr(value, name))
        }
        Step::Index(i) => item(vm, value, Value::Int(*i)),
        Step::Key(key) => {
            let key = vm.str(key.as_str());
            item(vm, value, key)
        }
    }
}

/// `container[key]`
fn item(vm: &mut Vm, container: Value, key: Value) -> Result<Value, Trouble> {
    if !types::is_builtin(vm.class_of(container)) {
        return Err(Trouble::Python);
    }
    unless_asked(vm.get_item_native(container, key))
}

/// What was found natively. What was not, and what asked for a call, is for Python code.
fn unless_asked(found: Result<Option<Value>, Signal>) -> Result<Value, Trouble> {
    match found {
        Ok(Some(value)) => Ok(value),
        Ok(None) | Err(Signal::Call) => Err(Trouble::Python),
        Err(signal) => Err(signal.into()),
    }
}

// ---- for the prelude

/// A format string's pieces `(literal, name, conversion, spec, nested)` up to its first error, and the
/// error's text. A piece without a field has the name None.
fn fields(vm: &mut Vm, a: &[Value]) -> Native {
    let (pieces, error) = parse(vm.heap.as_str(a[0]).unwrap_or_default());
    let mut rows = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let literal = vm.str(piece.literal);
        let mut row = vec![literal, Value::None, Value::None, Value::None, Value::Bool(false)];
        if let Some(field) = piece.field {
            row[1] = vm.str(field.name);
            row[2] = match field.conversion {
                Some(c) => vm.str(c.to_string()),
                None => Value::None,
            };
            row[3] = vm.str(field.spec);
            row[4] = Value::Bool(field.nested);
        }
        rows.push(vm.tuple(row));
    }
    let rows = vm.list(rows);
    let error = optional_str(vm, error);
    Ok(vm.tuple(vec![rows, error]))
}

/// A field's name as its first part (a string, or an integer), the steps `(is_attribute, key)` from
/// there, and the text of an error behind them.
fn field_path(vm: &mut Vm, a: &[Value]) -> Native {
    let (path, error) = path(vm.heap.as_str(a[0]).unwrap_or_default());
    let first = match integer(&path.first) {
        Ok(Some(i)) => Value::Int(i),
        Ok(None) => vm.str(path.first),
        Err(message) => return Err(vm.value_error(&message)),
    };
    let mut steps = Vec::with_capacity(path.steps.len());
    for step in path.steps {
        let (is_attribute, key) = match step {
            Step::Attribute(name) => (true, vm.str(name)),
            Step::Index(i) => (false, Value::Int(i)),
            Step::Key(key) => (false, vm.str(key)),
        };
        steps.push(vm.tuple(vec![Value::Bool(is_attribute), key]));
    }
    let steps = vm.list(steps);
    let error = optional_str(vm, error);
    Ok(vm.tuple(vec![first, steps, error]))
}

fn optional_str(vm: &mut Vm, text: Option<String>) -> Value {
    match text {
        Some(text) => vm.str(text),
        None => Value::None,
    }
}
