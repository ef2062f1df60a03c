//! Copying a process, as `fork` does.

use std::sync::Arc;

use crate::vm::{LoadedCode, MethodCache, Vm};

impl Vm {
    /// A copy of the process. `remains` are those of a process that has ended, an earlier copy of this one at best: its
    /// memory is used again where it fits. The copy is the same with them and without.
    pub fn copy(&mut self, remains: Option<Box<Vm>>) -> Box<Vm> {
        let Some(mut copy) = remains else { return Box::new(self.clone()) };
        let mut heap = std::mem::take(&mut copy.heap);
        heap.copy_from(&self.heap);
        let mut codes = std::mem::take(&mut copy.codes);
        copy_codes(&mut codes, &self.codes);
        let mut method_cache = std::mem::replace(&mut copy.method_cache, MethodCache::none());
        method_cache.copy_from(&self.method_cache);
        // What is small is cloned while the rest is not there.
        let own_heap = std::mem::take(&mut self.heap);
        let own_codes = std::mem::take(&mut self.codes);
        let own_cache = std::mem::replace(&mut self.method_cache, MethodCache::none());
        *copy = self.clone();
        (self.heap, self.codes, self.method_cache) = (own_heap, own_codes, own_cache);
        (copy.heap, copy.codes, copy.method_cache) = (heap, codes, method_cache);
        copy
    }
}

fn copy_codes(to: &mut Vec<LoadedCode>, from: &[LoadedCode]) {
    to.truncate(from.len());
    for (to, from) in to.iter_mut().zip(from) {
        let LoadedCode { code, consts, names, caches, user: _, object } = from;
        let same = Arc::ptr_eq(&to.code, code) && Arc::ptr_eq(&to.consts, consts) && Arc::ptr_eq(&to.names, names);
        if same && to.caches.len() == caches.len() {
            to.caches.copy_from_slice(caches);
            to.object = *object;
        } else {
            *to = from.clone();
        }
    }
    to.extend_from_slice(&from[to.len()..]);
}
