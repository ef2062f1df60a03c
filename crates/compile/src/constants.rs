//! Constant expressions, evaluated at compile time where that cannot change what is seen: nothing
//! that could raise is folded, and nothing that grows large.

use num_bigint::BigInt;
use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Number, Operator};
use weft_code::Const;

/// Results longer than this, in bits or code points, are left to run time.
const MAX_BITS: u64 = 128;
const MAX_TEXT: usize = 4096;

/// Tuples nested deeper than this are built at run time.
const MAX_DEPTH: u32 = 50;

/// The value of `expr`, if it is constant.
pub(crate) fn fold(expr: &Expr) -> Option<Const> {
    fold_at(expr, 0)
}

fn fold_at(expr: &Expr, depth: u32) -> Option<Const> {
    if depth > MAX_DEPTH {
        return None;
    }
    match expr {
        Expr::BinOp(_) => fold_chain(expr, depth),
        Expr::UnaryOp(node) => {
            let value = fold_at(&node.operand, depth + 1)?;
            fold_unary(node.op, value)
        }
        Expr::Tuple(node) => {
            let items: Option<Vec<Const>> = node.elts.iter().map(|elt| fold_at(elt, depth + 1)).collect();
            items.map(Const::Tuple)
        }
        Expr::Name(name) if name.id.as_str() == "__debug__" => Some(Const::Bool(true)),
        other => literal(other),
    }
}

/// The value of a literal.
pub(crate) fn literal(expr: &Expr) -> Option<Const> {
    Some(match expr {
        Expr::NumberLiteral(node) => match &node.value {
            Number::Int(value) => match value.as_i64() {
                Some(value) => Const::Int(value),
                None => integer(parse_big(&value.to_string())?),
            },
            Number::Float(value) => Const::Float(*value),
            Number::Complex { imag, .. } => Const::Imaginary(*imag),
        },
        Expr::StringLiteral(node) => Const::Str(node.value.to_str().to_owned()),
        Expr::BytesLiteral(node) => Const::Bytes(node.value.bytes().collect()),
        Expr::BooleanLiteral(node) => Const::Bool(node.value),
        Expr::NoneLiteral(_) => Const::None,
        Expr::EllipsisLiteral(_) => Const::Ellipsis,
        _ => return None,
    })
}

fn parse_big(token: &str) -> Option<BigInt> {
    let digits: String = token.chars().filter(|&c| c != '_').collect();
    let (digits, radix) = match digits.get(..2) {
        Some("0x" | "0X") => (digits.get(2..)?, 16),
        Some("0o" | "0O") => (digits.get(2..)?, 8),
        Some("0b" | "0B") => (digits.get(2..)?, 2),
        _ => (digits.as_str(), 10),
    };
    BigInt::parse_bytes(digits.as_bytes(), radix)
}

/// Bits of integers that are still kept in decimal.
const LONG: u64 = 1 << 14;

fn integer(value: BigInt) -> Const {
    match i64::try_from(&value) {
        Ok(small) => Const::Int(small),
        Err(_) if value.bits() > LONG => Const::BigInt(format!("0x{value:x}")),
        Err(_) => Const::BigInt(value.to_string()),
    }
}

fn big(value: &Const) -> Option<BigInt> {
    match value {
        Const::Int(value) => Some(BigInt::from(*value)),
        Const::BigInt(digits) => match digits.strip_prefix("0x") {
            Some(digits) => BigInt::parse_bytes(digits.as_bytes(), 16),
            None => digits.parse().ok(),
        },
        _ => None,
    }
}

fn fold_unary(op: ast::UnaryOp, value: Const) -> Option<Const> {
    match (op, value) {
        (ast::UnaryOp::USub, Const::Float(value)) => Some(Const::Float(-value)),
        (ast::UnaryOp::UAdd, value @ (Const::Int(_) | Const::BigInt(_) | Const::Float(_))) => Some(value),
        (ast::UnaryOp::USub, value) => Some(integer(-big(&value)?)),
        (ast::UnaryOp::Invert, value) => Some(integer(!big(&value)?)),
        (ast::UnaryOp::Not, value) => truth(&value).map(|value| Const::Bool(!value)),
        _ => None,
    }
}

/// Is a constant true? `None` for code.
pub(crate) fn truth(value: &Const) -> Option<bool> {
    Some(match value {
        Const::None => false,
        Const::Ellipsis => true,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::BigInt(_) => true,
        Const::Float(value) | Const::Imaginary(value) => *value != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Code(_) => return None,
    })
}

/// A chain of operators leans to the left; it is walked without recursion.
fn fold_chain(expr: &Expr, depth: u32) -> Option<Const> {
    let mut links = Vec::new();
    let mut leaf = expr;
    while let Expr::BinOp(node) = leaf {
        links.push(node);
        leaf = &node.left;
    }
    let mut value = fold_at(leaf, depth + 1)?;
    for node in links.into_iter().rev() {
        let right = fold_at(&node.right, depth + 1)?;
        value = fold_binary(node.op, &value, &right)?;
    }
    Some(value)
}

fn fold_binary(op: Operator, a: &Const, b: &Const) -> Option<Const> {
    match (a, b) {
        (Const::Int(_) | Const::BigInt(_), Const::Int(_) | Const::BigInt(_)) => fold_integers(op, a, b),
        (Const::Float(x), Const::Float(y)) => fold_floats(op, *x, *y),
        (Const::Float(x), Const::Int(y)) => fold_floats(op, *x, exact_float(*y)?),
        (Const::Int(x), Const::Float(y)) => fold_floats(op, exact_float(*x)?, *y),
        (Const::Str(x), Const::Str(y)) if op == Operator::Add && x.len() + y.len() <= MAX_TEXT => {
            Some(Const::Str(format!("{x}{y}")))
        }
        (Const::Str(text), Const::Int(count)) | (Const::Int(count), Const::Str(text)) if op == Operator::Mult => {
            let count = usize::try_from((*count).max(0)).ok()?;
            let fits = count.checked_mul(text.len()).is_some_and(|length| length <= MAX_TEXT);
            fits.then(|| Const::Str(text.repeat(count)))
        }
        _ => None,
    }
}

fn exact_float(value: i64) -> Option<f64> {
    (value.unsigned_abs() <= 1 << 53).then_some(value as f64)
}

fn fold_floats(op: Operator, x: f64, y: f64) -> Option<Const> {
    let value = match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult => x * y,
        Operator::Div if y != 0.0 => x / y,
        _ => return None,
    };
    value.is_finite().then_some(Const::Float(value))
}

fn fold_integers(op: Operator, a: &Const, b: &Const) -> Option<Const> {
    let (x, y) = (big(a)?, big(b)?);
    let small = |value: &BigInt| i64::try_from(value).ok();
    let result = match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult if x.bits() + y.bits() <= MAX_BITS => x * y,
        Operator::BitAnd => x & y,
        Operator::BitOr => x | y,
        Operator::BitXor => x ^ y,
        Operator::FloorDiv => {
            let (x, y) = (small(&x)?, small(&y)?);
            BigInt::from(floor_div(x, y)?)
        }
        Operator::Mod => {
            let (x, y) = (small(&x)?, small(&y)?);
            let quotient = floor_div(x, y)?;
            BigInt::from(i128::from(x) - i128::from(quotient) * i128::from(y))
        }
        Operator::Div => {
            let (x, y) = (exact_float(small(&x)?)?, exact_float(small(&y)?)?);
            return fold_floats(Operator::Div, x, y);
        }
        Operator::Pow => {
            let exponent = u32::try_from(small(&y)?).ok()?;
            if x.bits().max(1) * u64::from(exponent) > MAX_BITS {
                return None;
            }
            x.pow(exponent)
        }
        Operator::LShift => {
            let shift = u32::try_from(small(&y)?).ok()?;
            if x.bits() + u64::from(shift) > MAX_BITS {
                return None;
            }
            x << shift
        }
        Operator::RShift => x >> u32::try_from(small(&y)?).ok()?,
        Operator::Mult | Operator::MatMult => return None,
    };
    (result.bits() <= MAX_BITS).then(|| integer(result))
}

fn floor_div(x: i64, y: i64) -> Option<i64> {
    let quotient = x.checked_div(y)?;
    let remainder = x - quotient * y;
    Some(if remainder != 0 && (remainder < 0) != (y < 0) { quotient - 1 } else { quotient })
}
