//! Where the native state of a lock keeps what it knows: for the natives of locks, and for those who tell
//! from outside who holds what.

use crate::{
    object::NativeState,
    value::{Ref, Value},
    vm::Vm,
};

/// Number of the state that is 1 while the lock is held.
pub const HELD: usize = 0;
/// The thread that holds it, or held it last.
pub const OWNER: usize = 1;
/// So many threads, or fewer, wait for it and have not been woken: to wake one of them is worth while. Who gives up
/// stays counted until somebody is woken in its place.
pub const WAITING: usize = 2;
/// How often the holder has it (RLock).
pub const COUNT: usize = 3;

/// Is there somebody to wake, by a count like [`WAITING`]? It is one less then.
#[inline]
pub fn wakes_one(waiting: &mut i64) -> bool {
    let wakes = *waiting > 0;
    *waiting -= i64::from(wakes);
    wakes
}

impl NativeState {
    /// Take a lock for a thread, unless it is held.
    pub fn take_lock(&mut self, thread: u32) -> bool {
        if let [held, owner, ..] = self.numbers.as_mut_slice() {
            if *held != 0 {
                return false;
            }
            (*held, *owner) = (1, thread as i64);
        } else {
            self.numbers = vec![1, thread as i64];
        }
        true
    }

    /// Take a re-entrant lock for a thread, unless another has it: how often the thread has it then, 0 if another has.
    pub fn take_rlock(&mut self, thread: u32) -> i64 {
        if let [held, owner, _, count, ..] = self.numbers.as_mut_slice() {
            if *held != 0 && *owner != thread as i64 {
                return 0;
            }
            *count = if *held != 0 { *count + 1 } else { 1 };
            (*held, *owner) = (1, thread as i64);
            *count
        } else {
            self.numbers = vec![1, thread as i64, 0, 1];
            1
        }
    }
}

impl Vm {
    /// The thread that holds a lock; `None` if nobody does.
    pub fn lock_holder(&self, lock: Ref) -> Option<u32> {
        let state = self.state(Value::Ref(lock))?;
        match (state.numbers.get(HELD), state.numbers.get(OWNER)) {
            (Some(1), Some(owner)) => u32::try_from(*owner).ok(),
            _ => None,
        }
    }

    /// Does a lock that has been taken count how often its holder has it?
    pub fn is_rlock(&self, lock: Ref) -> bool {
        self.state(Value::Ref(lock)).is_some_and(|s| s.numbers.len() > COUNT)
    }
}
