//! Weft's instructions as text, for `dis` and for tests.

use std::fmt::Write;

use crate::{BinaryOp, Code, CompareOp, Const, Instr, NO_REG, Reg, UnaryOp};

/// One line an instruction: source line (where it changes), position, name, operands. Registers go by
/// their variable's name, cells with a `&` before it, temporaries as `%n`. Inner code follows.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    // Outer code first, inner code in the order of the constants.
    let mut queue: Vec<&Code> = vec![code];
    while let Some(code) = queue.pop() {
        if !out.is_empty() {
            out.push('\n');
        }
        one(code, &mut out);
        let mut inner: Vec<&Code> = Vec::new();
        for constant in &code.consts {
            if let Const::Code(c) = constant {
                inner.push(c);
            }
        }
        queue.extend(inner.into_iter().rev());
    }
    out
}

/// One instruction of it: name and operands, as [`disassemble`] has them.
pub fn instruction_text(code: &Code, pc: usize) -> Option<String> {
    let text = Operands { code, pc }.show(code.instrs.get(pc)?);
    Some(match text.split_once(' ') {
        // Without the columns of a listing.
        Some((name, operands)) => format!("{name} {}", operands.trim()),
        None => text,
    })
}

fn one(code: &Code, out: &mut String) {
    let mut kind = String::new();
    let flags = code.flags;
    for (set, name) in [
        (flags.generator, "generator"),
        (flags.coroutine, "coroutine"),
        (flags.async_generator, "async generator"),
        (flags.class_body, "class body"),
    ] {
        if set {
            let _ = write!(kind, ", {name}");
        }
    }
    let _ = writeln!(out, "{} ({} registers{kind})", code.qualname, code.registers);
    let mut last_line = 0;
    for (pc, instr) in code.instrs.iter().enumerate() {
        let line = code.line(pc);
        if line == last_line {
            out.push_str("     ");
        } else {
            let _ = write!(out, "{line:5}");
            last_line = line;
        }
        let text = Operands { code, pc }.show(instr);
        let _ = writeln!(out, " {pc:5}  {}", text.trim_end());
    }
    for range in &code.exceptions {
        let register = Operands { code, pc: 0 }.reg(range.register);
        let _ = writeln!(out, "      {}..{} -> {} with {register}", range.start, range.end, range.target);
    }
}

struct Operands<'a> {
    code: &'a Code,
    pc: usize,
}

impl Operands<'_> {
    fn reg(&self, reg: Reg) -> String {
        let index = usize::from(reg);
        if reg == NO_REG {
            return "-".into();
        }
        if let Some(name) = self.code.locals.get(index) {
            return if self.code.cells.contains(&reg) { format!("&{name}") } else { name.clone() };
        }
        match self.code.free.get(index - self.code.free_base()) {
            Some(name) => format!("&{name}"),
            None => format!("%{index}"),
        }
    }

    fn window(&self, base: Reg, count: u32) -> String {
        match count {
            0 => "()".into(),
            1 => format!("({})", self.reg(base)),
            _ => match u16::try_from(u32::from(base) + count - 1) {
                Ok(last) => format!("({}..{})", self.reg(base), self.reg(last)),
                Err(_) => "(?)".into(),
            },
        }
    }

    fn name(&self, name: u16) -> &str {
        self.code.names.get(usize::from(name)).map_or("?", String::as_str)
    }

    fn constant(&self, index: u16) -> String {
        self.code.consts.get(usize::from(index)).map_or_else(|| "?".into(), constant)
    }

    fn target(&self, offset: i32) -> String {
        format!("-> {}", self.pc as i64 + 1 + i64::from(offset))
    }

    fn show(&self, instr: &Instr) -> String {
        let r = |reg: Reg| self.reg(reg);
        let n = |name: u16| self.name(name);
        let line = |mnemonic: &str, operands: String| format!("{mnemonic:<20} {operands}");
        match *instr {
            Instr::Nop => "Nop".into(),
            Instr::ReturnNone => "ReturnNone".into(),
            Instr::Move { dst, src } => line("Move", format!("{}, {}", r(dst), r(src))),
            Instr::LoadConst { dst, index } => line("LoadConst", format!("{}, {}", r(dst), self.constant(index))),
            Instr::LoadInt { dst, value } => line("LoadInt", format!("{}, {value}", r(dst))),
            Instr::CheckBound { local } => line("CheckBound", r(local)),
            Instr::Unbind { local } => line("Unbind", r(local)),
            Instr::LoadGlobal { dst, name } => line("LoadGlobal", format!("{}, {}", r(dst), n(name))),
            Instr::StoreGlobal { name, src } => line("StoreGlobal", format!("{}, {}", n(name), r(src))),
            Instr::DeleteGlobal { name } => line("DeleteGlobal", n(name).into()),
            Instr::LoadName { dst, name } => line("LoadName", format!("{}, {}", r(dst), n(name))),
            Instr::StoreName { name, src } => line("StoreName", format!("{}, {}", n(name), r(src))),
            Instr::DeleteName { name } => line("DeleteName", n(name).into()),
            Instr::LoadCell { dst, cell } => line("LoadCell", format!("{}, {}", r(dst), r(cell))),
            Instr::StoreCell { cell, src } => line("StoreCell", format!("{}, {}", r(cell), r(src))),
            Instr::DeleteCell { cell } => line("DeleteCell", r(cell)),
            Instr::MakeCell { cell } => line("MakeCell", r(cell)),
            Instr::LoadNameOrCell { dst, name, cell } => {
                line("LoadNameOrCell", format!("{}, {}, {}", r(dst), n(name), r(cell)))
            }
            Instr::LoadAttr { dst, object, name } => line("LoadAttr", format!("{}, {}.{}", r(dst), r(object), n(name))),
            Instr::StoreAttr { object, name, src } => {
                line("StoreAttr", format!("{}.{}, {}", r(object), n(name), r(src)))
            }
            Instr::DeleteAttr { object, name } => line("DeleteAttr", format!("{}.{}", r(object), n(name))),
            Instr::LoadItem { dst, object, index } => {
                line("LoadItem", format!("{}, {}[{}]", r(dst), r(object), r(index)))
            }
            Instr::StoreItem { object, index, src } => {
                line("StoreItem", format!("{}[{}], {}", r(object), r(index), r(src)))
            }
            Instr::DeleteItem { object, index } => line("DeleteItem", format!("{}[{}]", r(object), r(index))),
            Instr::LoadMethod { base, object, name } => {
                line("LoadMethod", format!("{}, {}.{}", r(base), r(object), n(name)))
            }
            Instr::Call { base, argc } => {
                line("Call", format!("{} {}", r(base), self.window(base.saturating_add(1), argc.into())))
            }
            Instr::CallMethod { base, argc } => {
                line("CallMethod", format!("{} {}", r(base), self.window(base.saturating_add(2), argc.into())))
            }
            Instr::CallKeywords { base, argc, names } => line(
                "CallKeywords",
                format!("{} {} {}", r(base), self.window(base.saturating_add(1), argc.into()), self.constant(names)),
            ),
            Instr::CallMethodKeywords { base, argc, names } => line(
                "CallMethodKeywords",
                format!("{} {} {}", r(base), self.window(base.saturating_add(2), argc.into()), self.constant(names)),
            ),
            Instr::CallUnpacked { base } => line("CallUnpacked", r(base)),
            Instr::Return { src } => line("Return", r(src)),
            Instr::Add { dst, a, b } => line("Add", format!("{}, {}, {}", r(dst), r(a), r(b))),
            Instr::Sub { dst, a, b } => line("Sub", format!("{}, {}, {}", r(dst), r(a), r(b))),
            Instr::Mul { dst, a, b } => line("Mul", format!("{}, {}, {}", r(dst), r(a), r(b))),
            Instr::Binary { op, dst, a, b } => line("Binary", format!("{}, {} {} {}", r(dst), r(a), binary(op), r(b))),
            Instr::InPlace { op, dst, a, b } => {
                line("InPlace", format!("{}, {} {}= {}", r(dst), r(a), binary(op), r(b)))
            }
            Instr::BinaryInt { op, dst, a, value } => {
                line("BinaryInt", format!("{}, {} {} {value}", r(dst), r(a), binary(op)))
            }
            Instr::InPlaceInt { op, dst, a, value } => {
                line("InPlaceInt", format!("{}, {} {}= {value}", r(dst), r(a), binary(op)))
            }
            Instr::Unary { op, dst, src } => line("Unary", format!("{}, {}{}", r(dst), unary(op), r(src))),
            Instr::Compare { op, dst, a, b } => {
                line("Compare", format!("{}, {} {} {}", r(dst), r(a), compare(op), r(b)))
            }
            Instr::Is { dst, a, b } => line("Is", format!("{}, {}, {}", r(dst), r(a), r(b))),
            Instr::IsNot { dst, a, b } => line("IsNot", format!("{}, {}, {}", r(dst), r(a), r(b))),
            Instr::Contains { dst, item, container } => {
                line("Contains", format!("{}, {} in {}", r(dst), r(item), r(container)))
            }
            Instr::NotContains { dst, item, container } => {
                line("NotContains", format!("{}, {} not in {}", r(dst), r(item), r(container)))
            }
            Instr::Jump { offset } => line("Jump", self.target(offset)),
            Instr::JumpIfTrue { cond, offset } => line("JumpIfTrue", format!("{} {}", r(cond), self.target(offset))),
            Instr::JumpIfFalse { cond, offset } => line("JumpIfFalse", format!("{} {}", r(cond), self.target(offset))),
            Instr::JumpIfNone { cond, offset } => line("JumpIfNone", format!("{} {}", r(cond), self.target(offset))),
            Instr::JumpIfNotNone { cond, offset } => {
                line("JumpIfNotNone", format!("{} {}", r(cond), self.target(offset)))
            }
            Instr::JumpIfCompare { op, a, b, offset } => {
                line("JumpIfCompare", format!("{} {} {} {}", r(a), compare(op), r(b), self.target(offset.into())))
            }
            Instr::JumpUnlessCompare { op, a, b, offset } => {
                line("JumpUnlessCompare", format!("{} {} {} {}", r(a), compare(op), r(b), self.target(offset.into())))
            }
            Instr::JumpIfCompareInt { op, a, value, offset } => {
                line("JumpIfCompareInt", format!("{} {} {value} {}", r(a), compare(op), self.target(offset.into())))
            }
            Instr::JumpUnlessCompareInt { op, a, value, offset } => {
                line("JumpUnlessCompareInt", format!("{} {} {value} {}", r(a), compare(op), self.target(offset.into())))
            }
            Instr::GetIter { dst, src } => line("GetIter", format!("{}, {}", r(dst), r(src))),
            Instr::ForLoop { iter, dst, offset } => {
                line("ForLoop", format!("{}, {} {}", r(dst), r(iter), self.target(offset.into())))
            }
            Instr::BuildTuple { dst, base, count } => {
                line("BuildTuple", format!("{} {}", r(dst), self.window(base, count.into())))
            }
            Instr::BuildList { dst, base, count } => {
                line("BuildList", format!("{} {}", r(dst), self.window(base, count.into())))
            }
            Instr::BuildSet { dst, base, count } => {
                line("BuildSet", format!("{} {}", r(dst), self.window(base, count.into())))
            }
            Instr::BuildDict { dst, base, count } => {
                line("BuildDict", format!("{} {}", r(dst), self.window(base, 2 * u32::from(count))))
            }
            Instr::BuildString { dst, base, count } => {
                line("BuildString", format!("{} {}", r(dst), self.window(base, count.into())))
            }
            Instr::BuildSlice { dst, base } => line("BuildSlice", format!("{} {}", r(dst), self.window(base, 3))),
            Instr::ListAppend { list, src } => line("ListAppend", format!("{}, {}", r(list), r(src))),
            Instr::ListExtend { list, src } => line("ListExtend", format!("{}, {}", r(list), r(src))),
            Instr::ListToTuple { dst, src } => line("ListToTuple", format!("{}, {}", r(dst), r(src))),
            Instr::SetAdd { set, src } => line("SetAdd", format!("{}, {}", r(set), r(src))),
            Instr::SetUpdate { set, src } => line("SetUpdate", format!("{}, {}", r(set), r(src))),
            Instr::DictInsert { dict, key, value } => {
                line("DictInsert", format!("{}[{}], {}", r(dict), r(key), r(value)))
            }
            Instr::DictUpdate { dict, src } => line("DictUpdate", format!("{}, {}", r(dict), r(src))),
            Instr::DictMerge { dict, src, function } => {
                line("DictMerge", format!("{}, {} for {}", r(dict), r(src), r(function)))
            }
            Instr::Format { conversion, dst, src, spec } => {
                line("Format", format!("{}, {} {conversion:?} {}", r(dst), r(src), r(spec)))
            }
            Instr::Unpack { base, src, count } => {
                line("Unpack", format!("{} {}", self.window(base, count.into()), r(src)))
            }
            Instr::UnpackStar { after, base, src, before } => {
                line("UnpackStar", format!("{} before {before} after {after}, {}", r(base), r(src)))
            }
            Instr::MakeFunction { flags, dst, code, base } => line(
                "MakeFunction",
                format!("{}, {} {}", r(dst), self.constant(code), self.window(base, flags.count().into())),
            ),
            Instr::LoadBuildClass { dst } => line("LoadBuildClass", r(dst)),
            Instr::ImportName { base, name } => line("ImportName", format!("{}, {}", r(base), n(name))),
            Instr::ImportFrom { dst, module, name } => {
                line("ImportFrom", format!("{}, {}.{}", r(dst), r(module), n(name)))
            }
            Instr::ImportStar { src } => line("ImportStar", r(src)),
            Instr::Raise { exc, cause } => line("Raise", format!("{} from {}", r(exc), r(cause))),
            Instr::Reraise { exc } => line("Reraise", r(exc)),
            Instr::PushHandled { saved, exc } => line("PushHandled", format!("{}, {}", r(saved), r(exc))),
            Instr::PopHandled { saved } => line("PopHandled", r(saved)),
            Instr::MatchException { dst, exc, types } => {
                line("MatchException", format!("{}, {}, {}", r(dst), r(exc), r(types)))
            }
            Instr::LoadSpecial { which, base, object } => {
                line("LoadSpecial", format!("{}, {}.{which:?}", r(base), r(object)))
            }
            Instr::ExceptionInfo { base, exc } => line("ExceptionInfo", format!("{} {}", self.window(base, 3), r(exc))),
            Instr::Yield { dst, src } => line("Yield", format!("{}, {}", r(dst), r(src))),
            Instr::GetYieldFromIter { dst, src } => line("GetYieldFromIter", format!("{}, {}", r(dst), r(src))),
            Instr::GetAwaitable { dst, src } => line("GetAwaitable", format!("{}, {}", r(dst), r(src))),
            Instr::YieldFrom { dst, iter, sent } => line("YieldFrom", format!("{}, {}, {}", r(dst), r(iter), r(sent))),
            Instr::GetAsyncIter { dst, src } => line("GetAsyncIter", format!("{}, {}", r(dst), r(src))),
            Instr::GetAsyncNext { dst, iter } => line("GetAsyncNext", format!("{}, {}", r(dst), r(iter))),
            Instr::Intrinsic { which, base, count } => {
                line("Intrinsic", format!("{which:?} {} {}", r(base), self.window(base, count.into())))
            }
        }
    }
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::MatMul => "@",
        BinaryOp::TrueDiv => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::LShift => "<<",
        BinaryOp::RShift => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
    }
}

fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
        UnaryOp::Not => "not ",
    }
}

fn constant(constant: &Const) -> String {
    let mut out = String::new();
    show_constant(constant, 0, &mut out);
    out
}

/// Hostile constants nest as deep as they like; below this the text says `…`.
const SHOWN_DEPTH: u32 = 20;

fn show_constant(value: &Const, depth: u32, out: &mut String) {
    if depth > SHOWN_DEPTH {
        out.push('…');
        return;
    }
    let mut items = |open: &str, values: &[Const], close: &str| {
        out.push_str(open);
        for (i, item) in values.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            show_constant(item, depth + 1, out);
        }
        out.push_str(close);
    };
    match value {
        Const::Tuple(values) if values.len() == 1 => items("(", values, ",)"),
        Const::Tuple(values) => items("(", values, ")"),
        Const::FrozenSet(values) => items("frozenset({", values, "})"),
        Const::None => out.push_str("None"),
        Const::Ellipsis => out.push_str("..."),
        Const::Bool(true) => out.push_str("True"),
        Const::Bool(false) => out.push_str("False"),
        Const::Int(value) => out.push_str(&value.to_string()),
        Const::BigInt(digits) => out.push_str(digits),
        Const::Float(value) => out.push_str(&format!("{value:?}")),
        Const::Imaginary(value) => out.push_str(&format!("{value:?}j")),
        Const::Str(text) => out.push_str(&format!("{text:?}")),
        Const::Bytes(bytes) => {
            out.push_str("b\"");
            for &byte in bytes {
                out.extend(std::ascii::escape_default(byte).map(char::from));
            }
            out.push('"');
        }
        Const::Code(code) => {
            let _ = write!(out, "<code {}>", code.qualname);
        }
    }
}
