//! Case, padding, tests of all characters, translation.

use super::{
    arguments::{count, type_shown, width},
    own, text_of,
    unicode::{
        casefold as fold, is_alnum, is_alpha, is_cased, is_decimal, is_digit, is_identifier, is_numeric, is_space,
        is_titlecase, push_lower, push_title,
    },
};
use crate::{
    builtins::functions::arguments::native,
    dict::Dict,
    format::is_printable,
    natives::{Native, NativeDef, Signal},
    types,
    value::Value,
    vm::Vm,
};

const SELF: &str = "self, /";
const PAD: &str = "self, width, fillchar=' ', /";

pub(super) const NATIVES: &[NativeDef] = &[
    native("str", "upper", SELF, upper),
    native("str", "lower", SELF, lower),
    native("str", "casefold", SELF, casefold),
    native("str", "capitalize", SELF, capitalize),
    native("str", "title", SELF, title),
    native("str", "swapcase", SELF, swapcase),
    native("str", "isalpha", SELF, isalpha),
    native("str", "isalnum", SELF, isalnum),
    native("str", "isascii", SELF, isascii),
    native("str", "isdecimal", SELF, isdecimal),
    native("str", "isdigit", SELF, isdigit),
    native("str", "isnumeric", SELF, isnumeric),
    native("str", "isspace", SELF, isspace),
    native("str", "isprintable", SELF, isprintable),
    native("str", "isidentifier", SELF, isidentifier),
    native("str", "islower", SELF, islower),
    native("str", "isupper", SELF, isupper),
    native("str", "istitle", SELF, istitle),
    native("str", "ljust", PAD, ljust),
    native("str", "rjust", PAD, rjust),
    native("str", "center", PAD, center),
    native("str", "zfill", "self, width, /", zfill),
    native("str", "expandtabs", "self, /, tabsize=8", expandtabs),
    native("str", "maketrans", "x, y=None, z=None, /", maketrans),
    native("str", "translate", "self, table, /", translate),
];

// ---- case

fn mapped(vm: &mut Vm, v: Value, name: &str, map: fn(&str) -> String) -> Native {
    let text = map(&text_of(vm, v, name)?.data);
    Ok(vm.str(text))
}

fn upper(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "upper", str::to_uppercase)
}

fn lower(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "lower", str::to_lowercase)
}

fn casefold(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "casefold", fold)
}

fn capitalize(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "capitalize", |text| {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        if let Some(&first) = chars.first() {
            push_title(first, &mut out);
        }
        (1..chars.len()).for_each(|i| push_lower(&chars, i, &mut out));
        out
    })
}

fn title(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "title", |text| {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let mut in_word = false;
        for (i, &c) in chars.iter().enumerate() {
            if in_word {
                push_lower(&chars, i, &mut out)
            } else {
                push_title(c, &mut out)
            }
            in_word = is_cased(c);
        }
        out
    })
}

fn swapcase(vm: &mut Vm, a: &[Value]) -> Native {
    mapped(vm, a[0], "swapcase", |text| {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        for (i, &c) in chars.iter().enumerate() {
            if c.is_uppercase() {
                push_lower(&chars, i, &mut out);
            } else if c.is_lowercase() {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
        }
        out
    })
}

// ---- tests

/// Does the test hold of every character, of one at least?
fn all(vm: &mut Vm, v: Value, name: &str, test: fn(char) -> bool) -> Native {
    let text = text_of(vm, v, name)?;
    Ok(Value::Bool(text.len > 0 && text.data.chars().all(test)))
}

fn isalpha(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isalpha", is_alpha)
}

fn isalnum(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isalnum", is_alnum)
}

fn isascii(vm: &mut Vm, a: &[Value]) -> Native {
    let ascii = text_of(vm, a[0], "isascii")?.is_ascii();
    Ok(Value::Bool(ascii))
}

fn isdecimal(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isdecimal", is_decimal)
}

fn isdigit(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isdigit", is_digit)
}

fn isnumeric(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isnumeric", is_numeric)
}

fn isspace(vm: &mut Vm, a: &[Value]) -> Native {
    all(vm, a[0], "isspace", is_space)
}

fn isprintable(vm: &mut Vm, a: &[Value]) -> Native {
    let printable = text_of(vm, a[0], "isprintable")?.data.chars().all(is_printable);
    Ok(Value::Bool(printable))
}

fn isidentifier(vm: &mut Vm, a: &[Value]) -> Native {
    Ok(Value::Bool(is_identifier(&text_of(vm, a[0], "isidentifier")?.data)))
}

/// Are there letters with case, and are all of the case that is asked for?
fn one_case(vm: &mut Vm, v: Value, name: &str, is: fn(char) -> bool) -> Native {
    let mut cased = text_of(vm, v, name)?.data.chars().filter(|&c| is_cased(c)).peekable();
    let any = cased.peek().is_some();
    Ok(Value::Bool(any && cased.all(is)))
}

fn islower(vm: &mut Vm, a: &[Value]) -> Native {
    one_case(vm, a[0], "islower", char::is_lowercase)
}

fn isupper(vm: &mut Vm, a: &[Value]) -> Native {
    one_case(vm, a[0], "isupper", char::is_uppercase)
}

fn istitle(vm: &mut Vm, a: &[Value]) -> Native {
    let (mut in_word, mut any) = (false, false);
    for c in text_of(vm, a[0], "istitle")?.data.chars() {
        let capital = c.is_uppercase() || is_titlecase(c);
        if capital && in_word || c.is_lowercase() && !in_word {
            return Ok(Value::Bool(false));
        }
        in_word = capital || c.is_lowercase();
        any |= in_word;
    }
    Ok(Value::Bool(any))
}

// ---- padding

fn padded(vm: &mut Vm, a: &[Value], name: &str, place: fn(usize, usize) -> usize) -> Native {
    let width = width(vm, types::STR, name, a, 1)?;
    let fill = match a[2] {
        Value::Unbound => ' ',
        given => {
            let mut chars = match vm.heap.as_str(given) {
                Some(text) => text.chars(),
                None => {
                    let given = vm.type_name(given);
                    return Err(vm.type_error(&format!("The fill character must be a unicode character, not {given}")));
                }
            };
            match (chars.next(), chars.next()) {
                (Some(c), None) => c,
                _ => return Err(vm.type_error("The fill character must be exactly one character long")),
            }
        }
    };
    vm.check_size(width.saturating_mul(fill.len_utf8()))?;
    let text = text_of(vm, a[0], name)?;
    let missing = width.saturating_sub(text.len as usize);
    if missing == 0 {
        return own(vm, a[0]);
    }
    let left = place(missing, width);
    let mut out = String::with_capacity(text.data.len() + missing * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(&text.data);
    out.extend(std::iter::repeat_n(fill, missing - left));
    Ok(vm.str(out))
}

fn ljust(vm: &mut Vm, a: &[Value]) -> Native {
    padded(vm, a, "ljust", |_, _| 0)
}

fn rjust(vm: &mut Vm, a: &[Value]) -> Native {
    padded(vm, a, "rjust", |missing, _| missing)
}

fn center(vm: &mut Vm, a: &[Value]) -> Native {
    padded(vm, a, "center", center_left)
}

/// How much of the padding stands on the left: CPython rounds up when padding and width are odd.
pub(in crate::builtins) fn center_left(missing: usize, width: usize) -> usize {
    missing / 2 + (missing & width & 1)
}

fn zfill(vm: &mut Vm, a: &[Value]) -> Native {
    let width = width(vm, types::STR, "zfill", a, 1)?;
    let text = text_of(vm, a[0], "zfill")?;
    let missing = width.saturating_sub(text.len as usize);
    if missing == 0 {
        return own(vm, a[0]);
    }
    let signed = usize::from(text.data.starts_with(['+', '-']));
    let (sign, digits) = text.data.split_at(signed);
    let out = [sign, &"0".repeat(missing), digits].concat();
    Ok(vm.str(out))
}

fn expandtabs(vm: &mut Vm, a: &[Value]) -> Native {
    let size = count(vm, types::STR, "expandtabs", a, 1, 8)?;
    let size = usize::try_from(size.max(0)).unwrap_or(usize::MAX);
    let tabs = text_of(vm, a[0], "expandtabs")?.data.matches('\t').count();
    vm.check_size(tabs.saturating_mul(size))?;
    let text = text_of(vm, a[0], "expandtabs")?;
    let mut out = String::with_capacity(text.data.len());
    let mut column = 0;
    for c in text.data.chars() {
        match c {
            '\t' => {
                let spaces = if size == 0 { 0 } else { size - column % size };
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(vm.str(out))
}

// ---- translation

fn maketrans(vm: &mut Vm, a: &[Value]) -> Native {
    let mut table: Vec<(i64, Value)> = Vec::new();
    if a[1].is_unbound() {
        let Some(entries) = a[0].as_ref().and_then(|r| vm.heap.as_dict(r)) else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let entries: Vec<(Value, Value)> = entries.iter().map(|e| (e.key, e.value)).collect();
        for (key, value) in entries {
            let code = match (vm.as_i64(key), vm.heap.as_text(key)) {
                (Some(code), _) => code,
                (_, Some(text)) if text.len == 1 => i64::from(u32::from(text.char_at(0))),
                (_, Some(_)) => return Err(vm.value_error("string keys in translate table must be of length 1")),
                _ => return Err(vm.type_error("keys in translate table must be strings or integers")),
            };
            table.push((code, value));
        }
        return table_value(vm, table);
    }
    // CPython looks at the types of the second and third before anything else.
    for at in 1..3 {
        if !a[at].is_unbound() {
            translate_argument(vm, a, at)?;
        }
    }
    let Some(from) = vm.heap.as_str(a[0]).map(codes) else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = translate_argument(vm, a, 1)?;
    if from.len() != to.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    table.extend(from.into_iter().zip(to.into_iter().map(Value::Int)));
    if !a[2].is_unbound() {
        table.extend(translate_argument(vm, a, 2)?.into_iter().map(|code| (code, Value::None)));
    }
    table_value(vm, table)
}

fn codes(text: &str) -> Vec<i64> {
    text.chars().map(|c| i64::from(u32::from(c))).collect()
}

fn translate_argument(vm: &mut Vm, a: &[Value], at: usize) -> Result<Vec<i64>, Signal> {
    match vm.heap.as_str(a[at]) {
        Some(text) => Ok(codes(text)),
        None => {
            let given = type_shown(vm, a[at]);
            Err(vm.type_error(&format!("maketrans() argument {} must be str, not {given}", at + 1)))
        }
    }
}

fn table_value(vm: &mut Vm, entries: Vec<(i64, Value)>) -> Native {
    let dict = vm.heap.dict(Dict::with_capacity(entries.len()));
    for (code, value) in entries {
        vm.dict_set_native(dict, Value::Int(code), value)?;
    }
    Ok(Value::Ref(dict))
}

fn translate(vm: &mut Vm, a: &[Value]) -> Native {
    let chars: Vec<char> = text_of(vm, a[0], "translate")?.data.chars().collect();
    let Value::Ref(table) = a[1] else { return vm.call_prelude("_str_translate", vec![a[0], a[1]]) };
    if vm.heap.get(table).class != types::DICT {
        return vm.call_prelude("_str_translate", vec![a[0], a[1]]);
    }
    let mut out = String::with_capacity(chars.len());
    for c in chars {
        let found = match vm.find_in_dict(table, Value::Int(i64::from(u32::from(c))))? {
            Some(found) => found,
            None => return vm.call_prelude("_str_translate", vec![a[0], a[1]]),
        };
        let value = found.and_then(|at| vm.heap.as_dict(table).and_then(|d| d.entry(at))).map(|e| e.value);
        let Some(value) = value else {
            out.push(c);
            continue;
        };
        if value.is_none() {
            continue;
        }
        match (vm.heap.as_str(value), vm.as_i64(value)) {
            (Some(text), _) => out.push_str(text),
            (_, Some(code)) => match u32::try_from(code).ok().filter(|&code| code <= u32::from(char::MAX)) {
                Some(code) => out.extend(weft_code::surrogates::char_of(code)),
                None => return Err(vm.value_error("character mapping must be in range(0x110000)")),
            },
            _ => return Err(vm.type_error("character mapping must return integer, None or str")),
        }
    }
    Ok(vm.str(out))
}
