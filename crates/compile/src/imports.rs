//! `import` and `from … import …`.

use ruff_python_ast as ast;
use weft_code::{Const, Instr};

use crate::compiler::Compiler;
use crate::span_of;

impl<'a> Compiler<'a> {
    pub fn import_stmt(&mut self, node: &'a ast::StmtImport) {
        let span = span_of(node);
        for alias in &node.names {
            let mark = self.block.mark();
            let base = self.block.alloc_many(2);
            self.load_none(base, span);
            self.load_const(base + 1, Const::Int(0), span);
            let name = self.block.name(&alias.name);
            self.emit(Instr::ImportName { base, name }, span);
            let mut parts = alias.name.split('.');
            let top = parts.next().unwrap_or_default();
            match &alias.asname {
                Some(bound) => {
                    // The import gives the top package; the name is for the module itself.
                    for part in parts {
                        let name = self.block.name(part);
                        self.emit(Instr::ImportFrom { dst: base, module: base, name }, span);
                    }
                    self.store_name(bound, base, span);
                }
                None => self.store_name(top, base, span),
            }
            self.block.release(mark);
        }
    }

    pub fn import_from_stmt(&mut self, node: &'a ast::StmtImportFrom) {
        let span = span_of(node);
        let mark = self.block.mark();
        let base = self.block.alloc_many(2);
        let names = node.names.iter().map(|alias| Const::Str(alias.name.to_string())).collect();
        self.load_const(base, Const::Tuple(names), span);
        self.load_const(base + 1, Const::Int(i64::from(node.level)), span);
        let module = self.block.name(node.module.as_deref().unwrap_or_default());
        self.emit(Instr::ImportName { base, name: module }, span);
        for alias in &node.names {
            if alias.name.as_str() == "*" {
                self.emit(Instr::ImportStar { src: base }, span);
                continue;
            }
            let dst = base + 1;
            let name = self.block.name(&alias.name);
            self.emit(Instr::ImportFrom { dst, module: base, name }, span);
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            self.store_name(bound, dst, span);
        }
        self.block.release(mark);
    }
}
