//! One code object in the making: instructions, registers, labels, protected ranges.
//!
//! A block also tracks which locals are certainly bound at the present place, so that reads need no
//! check, and whether the present place can be reached at all: code that cannot is not emitted.

pub(crate) mod finish;
mod pools;

use std::collections::BTreeMap;

use weft_code::{Const, Instr, Reg, Span};

pub(crate) use pools::{ConstPool, NamePool};

use crate::symbols::{ScopeId, ScopeKind};

/// More than any program that people write; what nests `finally` in `finally` can get there.
const MAX_INSTRS: usize = 2_000_000;

/// A place in the code that jumps can name before it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Label(usize);

/// A set of local registers, as bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Bound(Vec<u64>);

impl Bound {
    fn insert(&mut self, reg: Reg) {
        let index = usize::from(reg) / 64;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        self.0[index] |= 1 << (reg % 64);
    }

    fn remove(&mut self, reg: Reg) {
        if let Some(word) = self.0.get_mut(usize::from(reg) / 64) {
            *word &= !(1 << (reg % 64));
        }
    }

    fn contains(&self, reg: Reg) -> bool {
        self.0.get(usize::from(reg) / 64).is_some_and(|word| word & (1 << (reg % 64)) != 0)
    }

    fn intersect(&mut self, other: &Bound) {
        self.0.truncate(other.0.len());
        for (word, &with) in self.0.iter_mut().zip(&other.0) {
            *word &= with;
        }
    }
}

/// A protected range that is open. It may be interrupted (a `finally` body that is run on the way out
/// is not protected by its own `try`), so it leaves several segments.
#[derive(Clone, Debug)]
struct Region {
    target: Label,
    register: Reg,
    start: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    start: u32,
    end: u32,
    target: Label,
    register: Reg,
    depth: usize,
}

pub(crate) struct Block {
    pub scope: ScopeId,
    pub kind: ScopeKind,
    pub name: String,
    pub qualname: String,
    pub locals: Vec<String>,
    pub cells: Vec<Reg>,
    pub free: Vec<String>,
    /// The register of each variable, by scope and position in the scope's symbols.
    pub registers: BTreeMap<(ScopeId, usize), Reg>,
    /// The register of `__class__`, in a class body whose methods need it.
    pub class_cell: Option<Reg>,
    /// The register of `__classdict__`, in a class body whose annotations or type parameters need it.
    pub class_dict: Option<Reg>,
    pub consts: ConstPool,
    pub names: NamePool,
    /// Locals that some statement unbinds; see `Block::assume`.
    pub unbindable: Vec<Reg>,
    instrs: Vec<Instr>,
    spans: Vec<Span>,
    labels: Vec<Option<u32>>,
    label_states: Vec<Option<Bound>>,
    jumps: Vec<(u32, Label)>,
    regions: Vec<Region>,
    segments: Vec<Segment>,
    first_temp: u32,
    height: u32,
    max_height: u32,
    reachable: bool,
    bound: Bound,
    overflow: Option<&'static str>,
    /// Statements without an instruction.
    quiet: Vec<Quiet>,
}

/// A statement without an instruction.
struct Quiet {
    /// The instruction that follows.
    at: u32,
    /// Where it stands in the source.
    start: u32,
    ends: bool,
}

impl Block {
    pub fn new(scope: ScopeId, kind: ScopeKind, name: String, qualname: String) -> Block {
        Block {
            scope,
            kind,
            name,
            qualname,
            locals: Vec::new(),
            cells: Vec::new(),
            free: Vec::new(),
            registers: BTreeMap::new(),
            class_cell: None,
            class_dict: None,
            consts: ConstPool::default(),
            names: NamePool::default(),
            unbindable: Vec::new(),
            instrs: Vec::new(),
            spans: Vec::new(),
            labels: Vec::new(),
            label_states: Vec::new(),
            jumps: Vec::new(),
            regions: Vec::new(),
            segments: Vec::new(),
            first_temp: 0,
            height: 0,
            max_height: 0,
            reachable: true,
            bound: Bound::default(),
            overflow: None,
            quiet: Vec::new(),
        }
    }

    /// To be called when `locals` and `free` are complete: temporaries begin behind them.
    pub fn start_temporaries(&mut self) {
        self.first_temp = (self.locals.len() + self.free.len()) as u32;
        self.height = self.first_temp;
        self.max_height = self.height;
    }

    // ---- temporaries

    pub fn alloc(&mut self) -> Reg {
        self.alloc_many(1)
    }

    /// `count` registers in a row; the first one.
    pub fn alloc_many(&mut self, count: usize) -> Reg {
        let first = self.height;
        self.height += count as u32;
        self.max_height = self.max_height.max(self.height);
        // `Reg::MAX` itself means "no register".
        if self.max_height >= u32::from(Reg::MAX) {
            self.overflow = Some("too many registers needed");
            self.height = self.first_temp.min(1000);
            self.max_height = self.height;
            return 0;
        }
        first as Reg
    }

    /// The present height of the temporaries, for `release`.
    pub fn mark(&self) -> u32 {
        self.height
    }

    pub fn release(&mut self, mark: u32) {
        self.height = mark;
    }

    /// Is `reg` a temporary, and the one allocated last?
    pub fn is_top(&self, reg: Reg) -> bool {
        u32::from(reg) >= self.first_temp && u32::from(reg) + 1 == self.height
    }

    pub fn is_temp(&self, reg: Reg) -> bool {
        u32::from(reg) >= self.first_temp
    }

    // ---- instructions

    pub fn emit(&mut self, instr: Instr, span: Span) {
        if !self.reachable {
            return;
        }
        self.instrs.push(instr);
        self.spans.push(span);
        if self.instrs.len() > MAX_INSTRS {
            self.overflow = Some("too much code");
            self.reachable = false;
        }
        if !instr.falls_through() {
            self.reachable = false;
        }
    }

    /// Emits a jump, whose offset is filled in when the block is finished.
    pub fn jump(&mut self, instr: Instr, target: Label, span: Span) {
        if !self.reachable {
            return;
        }
        self.jumps.push((self.here(), target));
        if self.labels[target.0].is_none() {
            self.merge(target);
        }
        self.emit(instr, span);
    }

    pub fn here(&self) -> u32 {
        self.instrs.len() as u32
    }

    pub fn reachable(&self) -> bool {
        self.reachable
    }

    pub fn last_span(&self) -> Span {
        self.spans.last().copied().unwrap_or_default()
    }

    /// A statement that has no instruction of its own begins here; `ends`: and ends, as `pass` does.
    pub fn quiet(&mut self, span: Span, ends: bool) {
        self.quiet.push(Quiet { at: self.here(), start: span.start, ends });
    }

    fn merge(&mut self, target: Label) {
        match &mut self.label_states[target.0] {
            Some(state) => state.intersect(&self.bound),
            state => *state = Some(self.bound.clone()),
        }
    }

    // ---- labels

    pub fn label(&mut self) -> Label {
        self.labels.push(None);
        self.label_states.push(None);
        Label(self.labels.len() - 1)
    }

    /// Puts a label that is only jumped to from before.
    pub fn place(&mut self, label: Label) {
        // From elsewhere one comes here without having been at a `pass` that is the end of something.
        let here = self.here();
        while self.quiet.pop_if(|quiet| quiet.at == here && quiet.ends).is_some() {}
        self.labels[label.0] = Some(self.here());
        if self.reachable {
            self.merge(label);
        }
        if let Some(state) = self.label_states[label.0].take() {
            self.bound = state;
            self.reachable = true;
        }
    }

    /// Puts a label that is jumped to from behind: the body of a loop, entered with `state`.
    pub fn place_loop(&mut self, label: Label, state: &Bound) {
        self.labels[label.0] = Some(self.here());
        self.bound = state.clone();
        self.reachable = true;
    }

    /// What is bound here whatever may have happened since: at the start of a loop's body and in an
    /// exception handler, locals that are unbound somewhere cannot be relied on.
    pub fn assume(&self) -> Bound {
        let mut state = self.bound.clone();
        for &reg in &self.unbindable {
            state.remove(reg);
        }
        state
    }

    // ---- bound locals

    pub fn is_bound(&self, reg: Reg) -> bool {
        self.bound.contains(reg)
    }

    pub fn set_bound(&mut self, reg: Reg) {
        if u32::from(reg) < self.first_temp {
            self.bound.insert(reg);
        }
    }

    pub fn set_unbound(&mut self, reg: Reg) {
        self.bound.remove(reg);
    }

    // ---- protected ranges

    /// From here on exceptions go to `target`, in `register`.
    pub fn open_region(&mut self, target: Label, register: Reg) {
        if self.reachable {
            let state = self.assume();
            self.label_states[target.0] = Some(state);
        }
        self.regions.push(Region { target, register, start: Some(self.here()) });
    }

    pub fn close_region(&mut self) {
        let depth = self.regions.len();
        if let Some(mut region) = self.regions.pop() {
            self.end_segment(&mut region, depth);
        }
    }

    fn end_segment(&mut self, region: &mut Region, depth: usize) {
        let end = self.here();
        if let Some(start) = region.start.take()
            && start < end
        {
            let (target, register) = (region.target, region.register);
            self.segments.push(Segment { start, end, target, register, depth });
        }
    }

    pub fn region_depth(&self) -> usize {
        self.regions.len()
    }

    /// Interrupts all regions opened since there were `depth`.
    pub fn suspend_regions(&mut self, depth: usize) {
        for index in depth..self.regions.len() {
            let mut region = self.regions[index].clone();
            self.end_segment(&mut region, index + 1);
            self.regions[index] = region;
        }
    }

    pub fn resume_regions(&mut self, depth: usize) {
        let here = self.here();
        for region in &mut self.regions[depth..] {
            region.start.get_or_insert(here);
        }
    }

    /// Puts a handler's label. It is reachable if its region holds any instruction.
    pub fn place_handler(&mut self, label: Label) {
        self.labels[label.0] = Some(self.here());
        let used = self.segments.iter().any(|segment| segment.target == label);
        match self.label_states[label.0].take() {
            Some(state) if used => {
                self.bound = state;
                self.reachable = true;
            }
            _ => self.reachable = false,
        }
    }

    // ---- constants and names

    pub fn constant(&mut self, value: Const) -> u16 {
        self.consts.add(value).unwrap_or_else(|| {
            self.overflow = Some("too many constants");
            0
        })
    }

    pub fn name(&mut self, name: &str) -> u16 {
        self.names.add(name).unwrap_or_else(|| {
            self.overflow = Some("too many names");
            0
        })
    }

    pub fn set_overflow(&mut self, what: &'static str) {
        self.overflow = Some(what);
    }
}
