//! Which registers of a frame may still be read: a temporary that nobody will look at keeps nothing alive.

use weft_code::{Access, Code};

/// For each instruction, the temporaries that may be read before they are written again, just before it. Named
/// variables count as read always: they keep their values until the frame is left.
pub(crate) struct Liveness {
    words: usize,
    bits: Vec<u64>,
    /// Registers below this are variables.
    variables: usize,
}

impl Liveness {
    pub fn of(code: &Code) -> Liveness {
        let words = (code.registers as usize).div_ceil(64).max(1);
        let count = code.instrs.len();
        let variables = code.locals.len() + code.free.len();
        let mut known = Liveness { words, bits: vec![0; (count + 1) * words], variables };
        let handlers: Vec<Option<(usize, usize)>> = (0..count)
            .map(|at| {
                let covers = |r: &&weft_code::ExceptionRange| (r.start as usize..r.end as usize).contains(&at);
                code.exceptions.iter().find(covers).map(|r| (r.target as usize, r.register as usize))
            })
            .collect();
        let mut live = vec![0u64; words];
        // Backwards, until nothing changes any more: loops want a second time.
        loop {
            let mut changed = false;
            for at in (0..count).rev() {
                let instr = &code.instrs[at];
                live.fill(0);
                if instr.falls_through() {
                    known.add(&mut live, at + 1);
                }
                if let Some(offset) = instr.jump() {
                    known.add(&mut live, (at as i64 + 1 + offset as i64).clamp(0, count as i64) as usize);
                }
                let mut windows = Vec::with_capacity(4);
                instr.windows(&mut |window| windows.push(window));
                for access in [Access::Write, Access::Read] {
                    for window in windows.iter().filter(|w| w.access == access) {
                        for register in window.first as usize..window.first as usize + window.count as usize {
                            let (word, bit) = (register / 64, 1u64 << (register % 64));
                            match (access, live.get_mut(word)) {
                                (Access::Write, Some(w)) => *w &= !bit,
                                (Access::Read, Some(w)) => *w |= bit,
                                _ => {}
                            }
                        }
                    }
                }
                if let Some((target, register)) = handlers[at] {
                    let had = live[register / 64] & (1 << (register % 64));
                    let before = live.clone();
                    known.add(&mut live, target);
                    if before[register / 64] & (1 << (register % 64)) == 0 {
                        live[register / 64] = live[register / 64] & !(1 << (register % 64)) | had;
                    }
                }
                let row = &mut known.bits[at * words..(at + 1) * words];
                if row != live {
                    row.copy_from_slice(&live);
                    changed = true;
                }
            }
            if !changed {
                return known;
            }
        }
    }

    fn add(&self, live: &mut [u64], at: usize) {
        for (word, more) in live.iter_mut().zip(&self.bits[at * self.words..(at + 1) * self.words]) {
            *word |= more;
        }
    }

    /// May the register be read at this instruction or later?
    pub fn is_live(&self, at: usize, register: usize) -> bool {
        if register < self.variables {
            return true;
        }
        let word = self.bits.get(at * self.words + register / 64).copied().unwrap_or(0);
        word & (1 << (register % 64)) != 0
    }
}
