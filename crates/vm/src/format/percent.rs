//! `format % arguments`:
//! <https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting>.
//!
//! Bytes are formatted as text of the code points 0 to 255.

use num_bigint::{BigInt, Sign};
use num_traits::FromPrimitive;

use super::{
    error::{FormatError, Trouble},
    float::{FloatKind, FloatStyle, float_text},
    number::{code_point, decimal_digits},
    quote::to_ascii,
};
use crate::{
    names,
    natives::{Native, NativeDef},
    object::Payload,
    types,
    value::Value,
    vm::Vm,
};

pub(crate) const NATIVES: &[NativeDef] = &[
    NativeDef { owner: "_prelude", name: "_percent_items", signature: "format, /", function: items },
    NativeDef { owner: "_prelude", name: "_percent_fill", signature: "format, values, /", function: fill },
];

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Amount {
    None,
    Number(usize),
    /// `*`: the next argument.
    Star,
}

#[derive(Clone, Debug, PartialEq)]
struct Item {
    key: Option<String>,
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: Amount,
    precision: Amount,
    kind: char,
    /// The position of `kind` in the format.
    at: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Item(Item),
    /// The format is wrong from here on.
    Bad(&'static str),
}

fn parse(format: &str) -> Vec<Piece> {
    let chars: Vec<char> = format.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        at = chars[start..].iter().position(|&c| c == '%').map_or(chars.len(), |i| start + i);
        if at > start {
            pieces.push(Piece::Text(chars[start..at].iter().collect()));
        }
        if at < chars.len() {
            let mut reader = Reader { chars: &chars, at: at + 1 };
            if reader.take('%') {
                pieces.push(Piece::Text("%".into()));
                at = reader.at;
                continue;
            }
            match reader.item() {
                Ok(item) => pieces.push(Piece::Item(item)),
                Err(message) => {
                    pieces.push(Piece::Bad(message));
                    break;
                }
            }
            at = reader.at;
        }
    }
    pieces
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn item(&mut self) -> Result<Item, &'static str> {
        let key = self.key()?;
        let mut item = Item {
            key,
            left: false,
            plus: false,
            blank: false,
            alternate: false,
            zero: false,
            width: Amount::None,
            precision: Amount::None,
            kind: '%',
            at: 0,
        };
        loop {
            match self.peek() {
                Some('-') => item.left = true,
                Some('+') => item.plus = true,
                Some(' ') => item.blank = true,
                Some('#') => item.alternate = true,
                Some('0') => item.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        item.width = self.amount("width too big", i64::MAX as u64)?;
        if self.take('.') {
            item.precision = match self.amount("precision too big", i32::MAX as u64)? {
                Amount::None => Amount::Number(0),
                given => given,
            };
        }
        // C's length modifiers are let pass.
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        item.kind = self.peek().ok_or("incomplete format")?;
        item.at = self.at;
        self.at += 1;
        Ok(item)
    }

    /// `(key)`; parentheses within are counted.
    fn key(&mut self) -> Result<Option<String>, &'static str> {
        if !self.take('(') {
            return Ok(None);
        }
        let start = self.at;
        let mut depth = 1;
        while depth > 0 {
            match self.peek() {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
                None => return Err("incomplete format key"),
            }
            self.at += 1;
        }
        Ok(Some(self.chars[start..self.at - 1].iter().collect()))
    }

    fn amount(&mut self, too_big: &'static str, most: u64) -> Result<Amount, &'static str> {
        if self.take('*') {
            return Ok(Amount::Star);
        }
        let mut number: Option<u64> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            let next = number.unwrap_or(0).saturating_mul(10).saturating_add(digit.into());
            number = Some(if next > most { return Err(too_big) } else { next });
        }
        // What a host's addresses cannot count is too big for it anyway.
        Ok(number.map_or(Amount::None, |n| Amount::Number(usize::try_from(n).unwrap_or(usize::MAX))))
    }
}

/// The right side of `%`.
struct Arguments {
    given: Vec<Value>,
    next: usize,
    /// Values by key come from here.
    mapping: Option<Value>,
    bytes: bool,
    /// What needed Python code is converted by now, and stands in the order of use.
    converted: bool,
}

impl Arguments {
    fn next(&mut self) -> Result<Value, Trouble> {
        let value = self.given.get(self.next).copied();
        self.next += 1;
        value.ok_or_else(|| FormatError::type_("not enough arguments for format string").into())
    }

    fn amount(&mut self, vm: &Vm, amount: Amount, c_type: &str) -> Result<Option<i64>, Trouble> {
        Ok(match amount {
            Amount::None => None,
            Amount::Number(n) => Some(n as i64),
            Amount::Star => {
                let value = self.next()?;
                if !vm.is_int(value) {
                    return Err(FormatError::type_("* wants int").into());
                }
                let n = vm.as_i64(value).filter(|n| c_type == "ssize_t" || i32::try_from(*n).is_ok());
                let message = || FormatError::overflow(format!("Python int too large to convert to C {c_type}"));
                Some(n.ok_or_else(message)?)
            }
        })
    }

    /// Put what the mapping has under a key in the place of the arguments.
    fn choose(&mut self, vm: &mut Vm, key: &str) -> Result<(), Trouble> {
        let Some(mapping) = self.mapping else { return Err(FormatError::type_("format requires a mapping").into()) };
        let key = if self.bytes { vm.heap.bytes_value(latin1_bytes(key)) } else { vm.str(key) };
        let Value::Ref(r) = mapping else { return Err(Trouble::Python) };
        if vm.heap.get(r).class != types::DICT {
            return Err(Trouble::Python);
        }
        let at = match vm.find_in_dict(r, key)? {
            Some(Some(at)) => at,
            Some(None) => return Err(vm.key_error(key).into()),
            None => return Err(Trouble::Python),
        };
        self.given = vm.heap.as_dict(r).and_then(|d| d.entry(at)).map(|e| e.value).into_iter().collect();
        self.next = 0;
        Ok(())
    }
}

/// Characters up to U+00FF as bytes.
fn latin1_bytes(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn latin1_text(bytes: &[u8]) -> String {
    bytes.iter().map(|&b| char::from(b)).collect()
}

/// `str % args`.
pub(crate) fn percent(vm: &mut Vm, format: Value, args: Value) -> Native {
    run(vm, format, args, false)
}

/// `bytes % args`.
pub(crate) fn percent_bytes(vm: &mut Vm, format: Value, args: Value) -> Native {
    run(vm, format, args, true)
}

fn format_text(vm: &Vm, format: Value) -> String {
    match vm.heap.as_str(format) {
        Some(s) => s.to_owned(),
        None => latin1_text(vm.as_bytes(format).unwrap_or_default()),
    }
}

fn run(vm: &mut Vm, format: Value, args: Value, bytes: bool) -> Native {
    let pieces = parse(&format_text(vm, format));
    let tuple = vm.heap.as_tuple(args).map(<[Value]>::to_vec);
    let class = vm.class_of(args);
    let texts = vm.heap.as_str(args).is_some();
    let plain = bytes && (vm.is_instance(args, types::BYTES) || vm.is_instance(args, types::BYTEARRAY));
    let mapping = tuple.is_none() && !texts && !plain && vm.lookup(class, names::__getitem__).is_some();
    let given = tuple.unwrap_or_else(|| vec![args]);
    let mut arguments = Arguments { given, next: 0, mapping: mapping.then_some(args), bytes, converted: false };
    match render(vm, &pieces, &mut arguments) {
        Ok(text) => finish(vm, format, text, bytes),
        Err(Trouble::Python) => vm.call_prelude("_percent", vec![format, args]),
        Err(Trouble::Error(e)) => Err(e.raise(vm)),
        Err(Trouble::Signal(s)) => Err(s),
    }
}

fn finish(vm: &mut Vm, format: Value, text: String, bytes: bool) -> Native {
    if !bytes {
        return Ok(vm.str(text));
    }
    let result = latin1_bytes(&text);
    let is_array = matches!(format, Value::Ref(r) if matches!(vm.heap.payload(r), Payload::ByteArray(_)));
    if is_array {
        return Ok(vm.alloc(types::BYTEARRAY, Payload::ByteArray(result)));
    }
    Ok(vm.heap.bytes_value(result))
}

fn render(vm: &mut Vm, pieces: &[Piece], arguments: &mut Arguments) -> Result<String, Trouble> {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Bad(message) => return Err(FormatError::value(*message).into()),
            Piece::Item(item) => {
                let text = render_item(vm, item, arguments)?;
                vm.check_size(out.len().saturating_add(text.len()))?;
                out.push_str(&text);
            }
        }
    }
    if arguments.mapping.is_none() && arguments.next < arguments.given.len() {
        let what = if arguments.bytes { "bytes" } else { "string" };
        return Err(FormatError::type_(format!("not all arguments converted during {what} formatting")).into());
    }
    Ok(out)
}

fn render_item(vm: &mut Vm, item: &Item, arguments: &mut Arguments) -> Result<String, Trouble> {
    let mut item = item.clone();
    if let Some(key) = item.key.as_deref().filter(|_| !arguments.converted) {
        arguments.choose(vm, key)?;
    }
    let width = arguments.amount(vm, item.width, "ssize_t")?.unwrap_or(0);
    item.left |= width < 0;
    let width = usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX);
    let precision = arguments.amount(vm, item.precision, "int")?.map(|p| p.max(0) as usize);
    let value = arguments.next()?;
    let digits = precision.filter(|_| !matches!(item.kind, 's' | 'r' | 'a' | 'b' | 'c')).unwrap_or(0);
    vm.check_size(width.saturating_add(digits).saturating_mul(2))?;
    match item.kind {
        's' | 'r' | 'a' | 'b' => {
            let text = text_of(vm, &item, value, arguments)?;
            let end = precision.and_then(|p| text.char_indices().nth(p)).map_or(text.len(), |(i, _)| i);
            Ok(padded(text.get(..end).unwrap_or(&text), width, item.left))
        }
        'c' => {
            let text = char_text(vm, value, arguments.bytes)?;
            Ok(padded(&text, width, item.left))
        }
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            if arguments.bytes && item.kind == 'i' {
                item.kind = 'd';
            }
            integer_text(vm, &item, value, width, precision)
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => real_text(vm, &item, value, width, precision, arguments.bytes),
        kind => {
            let shown = if matches!(kind, '\x1f'..='\x7f') { kind } else { '?' };
            let (code, at) = (u32::from(kind), item.at);
            let message = format!("unsupported format character '{shown}' (0x{code:x}) at index {at}");
            Err(FormatError::value(message).into())
        }
    }
}

fn padded(text: &str, width: usize, left: bool) -> String {
    let padding = " ".repeat(width.saturating_sub(text.chars().count()));
    if left { [text, &padding].concat() } else { [&padding, text].concat() }
}

fn text_of(vm: &mut Vm, item: &Item, value: Value, arguments: &Arguments) -> Result<String, Trouble> {
    let bytes = arguments.bytes;
    if item.kind == 'b' && !bytes {
        let message = format!("unsupported format character 'b' (0x62) at index {}", item.at);
        return Err(FormatError::value(message).into());
    }
    if bytes && matches!(item.kind, 's' | 'b') {
        if let Some(b) = vm.as_bytes(value) {
            return Ok(latin1_text(b));
        }
        let class = vm.class_of(value);
        if vm.lookup(class, names::__bytes__).is_some() {
            return Err(Trouble::Python);
        }
        let name = vm.type_name(value);
        let message = format!("%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'");
        return Err(FormatError::type_(message).into());
    }
    if arguments.converted {
        return Ok(vm.heap.as_str(value).unwrap_or_default().to_owned());
    }
    if item.kind == 's' {
        return vm.str_native(value).ok_or(Trouble::Python);
    }
    let repr = vm.repr_native(value).ok_or(Trouble::Python)?;
    Ok(if item.kind == 'a' || bytes { to_ascii(&repr) } else { repr })
}

fn char_text(vm: &mut Vm, value: Value, bytes: bool) -> Result<String, Trouble> {
    if let Some(i) = vm.as_bigint(value) {
        let code = i64::try_from(&i).ok();
        let found = if bytes { code.filter(|c| (0..256).contains(c)) } else { code }.and_then(code_point);
        let range = if bytes { "256" } else { "0x110000" };
        return match found {
            Some(c) => Ok(c.to_string()),
            None => Err(FormatError::overflow(format!("%c arg not in range({range})")).into()),
        };
    }
    let class = vm.class_of(value);
    let name = vm.class_name(class);
    let (text, wanted, kind) = if bytes {
        let text = vm.as_bytes(value).map(latin1_text);
        (text, "an integer in range(256) or a single byte", "bytes object")
    } else {
        (vm.heap.as_str(value).map(str::to_owned), "an int or a unicode character", "string")
    };
    let Some(text) = text else {
        if vm.lookup(class, names::__index__).is_some() {
            return Err(Trouble::Python);
        }
        return Err(FormatError::type_(format!("%c requires {wanted}, not {name}")).into());
    };
    match text.chars().count() {
        1 => Ok(text),
        n => Err(FormatError::type_(format!("%c requires {wanted}, not a {kind} of length {n}")).into()),
    }
}

/// The integer for `%d` and its like.
fn integer(vm: &mut Vm, item: &Item, value: Value) -> Result<BigInt, Trouble> {
    if let Some(i) = vm.as_bigint(value) {
        return Ok(i);
    }
    let hex = matches!(item.kind, 'o' | 'x' | 'X');
    let class = vm.class_of(value);
    let own = |vm: &mut Vm| vm.lookup(class, names::__int__).is_some_and(|m| !vm.is_native(m));
    if let Some(f) = vm.as_float(value)
        && !hex
        && !own(vm)
    {
        if f.is_nan() {
            return Err(FormatError::value("cannot convert float NaN to integer").into());
        }
        let whole = BigInt::from_f64(f.trunc());
        return whole.ok_or_else(|| FormatError::overflow("cannot convert float infinity to integer").into());
    }
    let methods: &[_] = if hex { &[names::__index__] } else { &[names::__int__, names::__index__, names::__float__] };
    if methods.iter().any(|&m| vm.lookup(class, m).is_some()) {
        return Err(Trouble::Python);
    }
    let wanted = if hex { "an integer" } else { "a real number" };
    let name = vm.class_name(class);
    Err(FormatError::type_(format!("%{} format: {wanted} is required, not {name}", item.kind)).into())
}

fn integer_text(
    vm: &mut Vm,
    item: &Item,
    value: Value,
    width: usize,
    precision: Option<usize>,
) -> Result<String, Trouble> {
    let value = integer(vm, item, value)?;
    let (digits, prefix) = match item.kind {
        'o' => (value.magnitude().to_str_radix(8), "0o"),
        'x' => (value.magnitude().to_str_radix(16), "0x"),
        'X' => (value.magnitude().to_str_radix(16).to_ascii_uppercase(), "0X"),
        _ => (decimal_digits(&value, vm.int_max_str_digits)?, ""),
    };
    let zeros = "0".repeat(precision.unwrap_or(0).saturating_sub(digits.len()));
    let prefix = if item.alternate { prefix } else { "" };
    Ok(number(item, value.sign() == Sign::Minus, prefix, &[&zeros, digits.as_str()].concat(), width))
}

fn real_text(
    vm: &mut Vm,
    item: &Item,
    value: Value,
    width: usize,
    precision: Option<usize>,
    bytes: bool,
) -> Result<String, Trouble> {
    let class = vm.class_of(value);
    if vm.as_float(value).is_none() && vm.lookup(class, names::__float__).is_some_and(|m| !vm.is_native(m)) {
        return Err(Trouble::Python);
    }
    let Some(f) = vm.as_f64(value)? else {
        if [names::__float__, names::__index__].iter().any(|&m| vm.lookup(class, m).is_some()) {
            return Err(Trouble::Python);
        }
        let wanted = if bytes { "float argument required" } else { "must be real number" };
        return Err(FormatError::type_(format!("{wanted}, not {}", vm.class_name(class))).into());
    };
    let kind = match item.kind {
        'e' | 'E' => FloatKind::Exponent,
        'f' | 'F' => FloatKind::Fixed,
        _ => FloatKind::General,
    };
    let style = FloatStyle {
        alternate: item.alternate,
        upper: item.kind.is_ascii_uppercase(),
        ..FloatStyle::new(kind, precision.unwrap_or(6))
    };
    let text = float_text(f, style);
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    Ok(number(item, negative, "", digits, width))
}

fn number(item: &Item, negative: bool, prefix: &str, digits: &str, width: usize) -> String {
    let sign = match (negative, item.plus, item.blank) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    };
    let missing = width.saturating_sub(sign.len() + prefix.len() + digits.len());
    let zeros = if item.zero && !item.left { "0".repeat(missing) } else { String::new() };
    padded(&[sign, prefix, &zeros, digits].concat(), width, item.left)
}

// ---- for the prelude

/// What a format takes, in order: pairs of a kind (`*` for a width) and a key (None for the next
/// argument); `("!", message)` where the format goes wrong.
fn items(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = vm.heap.as_str(a[0]).is_none();
    let mut taken = Vec::new();
    for piece in parse(&format_text(vm, a[0])) {
        let item = match piece {
            Piece::Text(_) => continue,
            Piece::Bad(message) => {
                let pair = vec![vm.str("!"), vm.str(message)];
                taken.push(vm.tuple(pair));
                continue;
            }
            Piece::Item(item) => item,
        };
        for amount in [item.width, item.precision] {
            if amount == Amount::Star {
                let star = vm.str("*");
                taken.push(vm.tuple(vec![star, Value::None]));
            }
        }
        let kind = vm.str(item.kind.to_string());
        let key = match item.key {
            Some(key) if bytes => vm.heap.bytes_value(latin1_bytes(&key)),
            Some(key) => vm.str(key),
            None => Value::None,
        };
        taken.push(vm.tuple(vec![kind, key]));
    }
    Ok(vm.list(taken))
}

/// Fill a format with values that need no Python code any more, in the order of [`items`].
fn fill(vm: &mut Vm, a: &[Value]) -> Native {
    let bytes = vm.heap.as_str(a[0]).is_none();
    let given = vm.heap.as_list(a[1]).cloned().unwrap_or_default();
    let pieces = parse(&format_text(vm, a[0]));
    let mut arguments = Arguments { given, next: 0, mapping: None, bytes, converted: true };
    match render(vm, &pieces, &mut arguments) {
        Ok(text) => finish(vm, a[0], text, bytes),
        Err(Trouble::Python) => Err(vm.type_error("not enough arguments for format string")),
        Err(Trouble::Error(e)) => Err(e.raise(vm)),
        Err(Trouble::Signal(s)) => Err(s),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_item(format: &str) -> Item {
        match parse(format).as_slice() {
            [Piece::Item(item)] => item.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn formats_are_taken_apart() {
        let item = only_item("%(a(b))-#08.*lx");
        assert_eq!(item.key.as_deref(), Some("a(b)"));
        assert!(item.left && item.alternate && item.zero && !item.plus);
        assert_eq!((item.width, item.precision, item.kind), (Amount::Number(8), Amount::Star, 'x'));
        assert_eq!(parse("100%%"), [Piece::Text("100".into()), Piece::Text("%".into())]);
        assert_eq!(parse("%"), [Piece::Bad("incomplete format")]);
        assert_eq!(parse("%(a"), [Piece::Bad("incomplete format key")]);
        assert_eq!(parse("%99999999999999999999d"), [Piece::Bad("width too big")]);
    }

    #[test]
    fn zeros_stand_between_prefix_and_digits() {
        assert_eq!(number(&only_item("%#08x"), true, "0x", "ff", 8), "-0x000ff");
        assert_eq!(number(&only_item("%-08d"), false, "", "5", 8), "5       ");
        assert_eq!(number(&only_item("%+8d"), false, "", "5", 8), "      +5");
    }
}
