//! A damaged copy of a saved process is refused or runs on; it neither panics nor reads what is not its own.
//!
//! The input names places of saved processes (made once) and what to write there.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use weft_modules::LIBRARY;
use weft_session::{World, main_vm};
use weft_vm::{Stop, Vm};

/// Programs that are saved in the middle of calls, generators, handlers, threads and iterations.
const PROGRAMS: &[&str] = &[
    include_str!("../programs/calls.py"),
    include_str!("../programs/generators.py"),
    include_str!("../programs/values.py"),
];
/// Saved after so many instructions of the program.
const MOMENTS: &[u32] = &[150, 700, 3000];
const SLICE: u32 = 2000;
const SLICES: u32 = 10;

/// Run a few slices, whatever thread may go on.
fn slices(vm: &mut Vm, fuel: u32, count: u32) {
    for _ in 0..count {
        match vm.run(fuel) {
            Stop::OutOfFuel => {}
            Stop::Effects | Stop::Wait | Stop::Ended => {
                vm.effects.clear();
                vm.output.clear();
                let current = vm.thread.id;
                let ids = vm.thread_ids();
                let next = ids.iter().find(|id| **id > current).or(ids.first());
                if next.is_none_or(|id| !vm.switch_to(*id)) {
                    return;
                }
            }
        }
    }
    vm.collect_garbage();
}

fn images() -> &'static [Vec<u8>] {
    static IMAGES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    IMAGES.get_or_init(|| {
        let mut images = Vec::new();
        for program in PROGRAMS {
            for &moment in MOMENTS {
                let mut vm =
                    main_vm(&weft_fuzz::program(program), &weft_fuzz::options(), &World::default(), || 0);
                vm.heap.limit = 64 << 20;
                slices(&mut vm, moment, 1);
                images.push(vm.save().expect("a process can be saved"));
            }
        }
        images
    })
}

fuzz_target!(|data: &[u8]| {
    Vm::install(&LIBRARY);
    let Some((which, edits)) = data.split_first() else { return };
    let images = images();
    let mut bytes = images[*which as usize % images.len()].clone();
    // Four bytes a place, counted from the end if odd, then one to write.
    for edit in edits.chunks_exact(5) {
        let place = u32::from_le_bytes([edit[0], edit[1], edit[2], edit[3]]) as usize;
        let at = place / 2 % bytes.len();
        let at = if place % 2 == 0 { at } else { bytes.len() - 1 - at };
        bytes[at] = edit[4];
    }
    if let Ok(mut vm) = Vm::restore(&bytes) {
        vm.heap.limit = vm.heap.limit.min(64 << 20);
        slices(&mut vm, SLICE, SLICES);
        if let Ok(again) = vm.save() {
            let _ = Vm::restore(&again);
        }
    }
});
