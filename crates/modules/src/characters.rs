//! Natives of `unicodedata`: what Unicode says of a character.
//!
//! Reference: <https://docs.python.org/3/library/unicodedata.html>. The tables are those of the crates; names are
//! known as far as `"\N{...}"` knows them.

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};
use weft_vm::{Native, NativeDef, Signal, Value, Vm};

use crate::support::{native, text};

/// The one character of a string.
fn character(vm: &mut Vm, v: Value, function: &str) -> Result<char, Signal> {
    let mut chars = vm.heap.as_str(v).unwrap_or_default().chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Ok(c);
    }
    let given = vm.type_name(v);
    Err(vm.type_error(&format!("{function}() argument must be a unicode character, not {given}")))
}

fn category(vm: &mut Vm, args: &[Value]) -> Native {
    let c = character(vm, args[0], "category")?;
    Ok(vm.str(abbreviation(get_general_category(c))))
}

fn combining(vm: &mut Vm, args: &[Value]) -> Native {
    Ok(Value::Int(canonical_combining_class(character(vm, args[0], "combining")?).into()))
}

/// `normalize(form, unistr)`
fn normalize(vm: &mut Vm, args: &[Value]) -> Native {
    let (form, unistr) = (text(vm, args[0], "form")?, text(vm, args[1], "unistr")?);
    vm.check_size(unistr.len())?;
    let result: String = match form.as_str() {
        "NFC" => unistr.nfc().collect(),
        "NFD" => unistr.nfd().collect(),
        "NFKC" => unistr.nfkc().collect(),
        "NFKD" => unistr.nfkd().collect(),
        _ => return Err(vm.value_error("invalid normalization form")),
    };
    Ok(vm.str(result))
}

/// The name, or None where the table has none.
fn known_name(vm: &mut Vm, args: &[Value]) -> Native {
    let c = character(vm, args[0], "name")?;
    Ok(unicode_names2::name(c).map_or(Value::None, |n| vm.str(n)))
}

/// The character of a name, or None where the table has none.
fn known_character(vm: &mut Vm, args: &[Value]) -> Native {
    let name = text(vm, args[0], "name")?;
    Ok(unicode_names2::character(&name).map_or(Value::None, |c| vm.str(c.to_string())))
}

fn abbreviation(category: GeneralCategory) -> &'static str {
    match category {
        GeneralCategory::ClosePunctuation => "Pe",
        GeneralCategory::ConnectorPunctuation => "Pc",
        GeneralCategory::Control => "Cc",
        GeneralCategory::CurrencySymbol => "Sc",
        GeneralCategory::DashPunctuation => "Pd",
        GeneralCategory::DecimalNumber => "Nd",
        GeneralCategory::EnclosingMark => "Me",
        GeneralCategory::FinalPunctuation => "Pf",
        GeneralCategory::Format => "Cf",
        GeneralCategory::InitialPunctuation => "Pi",
        GeneralCategory::LetterNumber => "Nl",
        GeneralCategory::LineSeparator => "Zl",
        GeneralCategory::LowercaseLetter => "Ll",
        GeneralCategory::MathSymbol => "Sm",
        GeneralCategory::ModifierLetter => "Lm",
        GeneralCategory::ModifierSymbol => "Sk",
        GeneralCategory::NonspacingMark => "Mn",
        GeneralCategory::OpenPunctuation => "Ps",
        GeneralCategory::OtherLetter => "Lo",
        GeneralCategory::OtherNumber => "No",
        GeneralCategory::OtherPunctuation => "Po",
        GeneralCategory::OtherSymbol => "So",
        GeneralCategory::ParagraphSeparator => "Zp",
        GeneralCategory::PrivateUse => "Co",
        GeneralCategory::SpaceSeparator => "Zs",
        GeneralCategory::SpacingMark => "Mc",
        GeneralCategory::Surrogate => "Cs",
        GeneralCategory::TitlecaseLetter => "Lt",
        GeneralCategory::UppercaseLetter => "Lu",
        _ => "Cn",
    }
}

pub(crate) const NATIVES: &[NativeDef] = &[
    native("unicodedata", "category", "chr, /", category),
    native("unicodedata", "combining", "chr, /", combining),
    native("unicodedata", "normalize", "form, unistr, /", normalize),
    native("unicodedata", "_known_name", "chr, /", known_name),
    native("unicodedata", "_known_character", "name, /", known_character),
];
