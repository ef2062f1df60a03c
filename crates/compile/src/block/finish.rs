//! From labels to offsets, and from a block to a code object.

use std::collections::BTreeSet;
use std::sync::Arc;

use weft_code::{Code, CodeFlags, ExceptionRange, Instr, Parameters, Source, Span};

use super::Block;

/// What a code object has beside its instructions.
pub(crate) struct Finish {
    pub source: Arc<Source>,
    pub first_line: u32,
    pub flags: CodeFlags,
    pub parameters: Parameters,
    pub docstring: Option<String>,
}

impl Block {
    /// The code object.
    ///
    /// # Errors
    /// What there was too much of.
    pub fn finish(mut self, finish: Finish) -> Result<Code, &'static str> {
        if self.reachable {
            let span = self.last_span();
            // Those who follow the program line by line see the last statement, and nothing after it.
            self.emit(Instr::ReturnNone, Span { end: span.start, ..span });
        }
        if let Some(what) = self.overflow {
            return Err(what);
        }
        let moved = self.resolve_jumps()?;
        let mut segments = std::mem::take(&mut self.segments);
        segments.sort_by_key(|segment| (std::cmp::Reverse(segment.depth), segment.start));
        let mut exceptions: Vec<ExceptionRange> = Vec::new();
        for segment in segments {
            let Some(target) = self.labels[segment.target.0] else { continue };
            let target = moved.at(target);
            let (start, end) = (moved.at(segment.start), moved.at(segment.end));
            exceptions.push(ExceptionRange { start, end, target, register: segment.register });
        }
        Ok(Code {
            name: self.name,
            qualname: self.qualname,
            source: finish.source,
            first_line: finish.first_line,
            flags: finish.flags,
            parameters: finish.parameters,
            locals: self.locals,
            cells: self.cells,
            free: self.free,
            // Bounded by `alloc_many`.
            registers: self.max_height as u16,
            instrs: self.instrs,
            spans: self.spans,
            consts: self.consts.into_values(),
            names: self.names.into_names(),
            exceptions,
            quiet: self.quiet.iter().map(|quiet| (moved.at(quiet.at), quiet.start)).collect(),
            docstring: finish.docstring,
        })
    }

    /// Fills in all offsets. A short jump that does not reach is written as the same jump over a jump:
    /// ```text
    ///     JumpIf… +1
    ///     Jump +1
    ///     Jump target
    /// ```
    fn resolve_jumps(&mut self) -> Result<Moved, &'static str> {
        let mut moved = Moved::default();
        // Each round can push other jumps out of reach, so go on until nothing changes.
        loop {
            let mut long = BTreeSet::new();
            for &(pc, label) in &self.jumps {
                let Some(target) = self.labels[label.0] else { return Err("a jump without a target") };
                let offset = i64::from(moved.at(target)) - i64::from(moved.at(pc)) - 1;
                let offset = i32::try_from(offset).map_err(|_| "the code is too long")?;
                if !moved.widened.contains(&pc) && !self.instrs[pc as usize].set_jump(offset) {
                    long.insert(pc);
                }
            }
            if long.is_empty() {
                break;
            }
            let mut widened: Vec<u32> = std::mem::take(&mut moved.widened);
            widened.extend(long);
            widened.sort_unstable();
            moved.widened = widened;
        }
        if moved.widened.is_empty() {
            return Ok(moved);
        }
        let jumps = std::mem::take(&mut self.jumps);
        for &(pc, label) in &jumps {
            if moved.widened.binary_search(&pc).is_ok() {
                let target = self.labels[label.0].map_or(0, |target| moved.at(target));
                // The long jump is the third of the three instructions.
                let offset = i64::from(target) - (i64::from(moved.at(pc)) + 2) - 1;
                let offset = i32::try_from(offset).map_err(|_| "the code is too long")?;
                moved.offsets.push((pc, offset));
            }
        }
        moved.offsets.sort_unstable();
        let mut instrs = Vec::with_capacity(self.instrs.len() + 2 * moved.offsets.len());
        let mut spans = Vec::with_capacity(instrs.capacity());
        let mut offsets = moved.offsets.iter().peekable();
        for (pc, (instr, span)) in self.instrs.drain(..).zip(self.spans.drain(..)).enumerate() {
            let mut instr = instr;
            let long = offsets.next_if(|&&(at, _)| at as usize == pc).map(|&(_, offset)| offset);
            if long.is_some() {
                instr.set_jump(1);
            }
            instrs.push(instr);
            spans.push(span);
            if let Some(offset) = long {
                instrs.push(Instr::Jump { offset: 1 });
                instrs.push(Instr::Jump { offset });
                spans.extend([span, span]);
            }
        }
        self.instrs = instrs;
        self.spans = spans;
        Ok(moved)
    }
}

/// Where instructions went when some jumps were widened.
#[derive(Default)]
struct Moved {
    /// In ascending order.
    widened: Vec<u32>,
    offsets: Vec<(u32, i32)>,
}

impl Moved {
    fn at(&self, pc: u32) -> u32 {
        pc + 2 * self.widened.partition_point(|&at| at < pc) as u32
    }
}
