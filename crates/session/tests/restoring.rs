//! A saved process goes on where it was; a damaged one is refused or runs on, and nothing panics.

use weft_modules::LIBRARY;
use weft_session::{ClockMode, Options, Program, World, main_vm};
use weft_vm::{Stop, Vm};

const PROGRAMS: &[&str] = &[
    include_str!("../../../fuzz/programs/calls.py"),
    include_str!("../../../fuzz/programs/generators.py"),
    include_str!("../../../fuzz/programs/values.py"),
];

fn started(source: &str) -> Vm {
    let program = Program { source: source.to_owned(), filename: "program.py".to_owned(), args: Vec::new() };
    let options = Options { clock: ClockMode::Virtual, ..Options::default() };
    let mut vm = main_vm(&program, &options, &World::default(), || 0);
    vm.heap.limit = 64 << 20;
    vm
}

/// Run on, whichever thread can.
fn run(vm: &mut Vm, fuel: u32, slices: u32) {
    for _ in 0..slices {
        if vm.run(fuel) != Stop::OutOfFuel {
            vm.effects.clear();
            vm.output.clear();
            let ids = vm.thread_ids();
            let next = ids.iter().find(|id| **id > vm.thread.id).or(ids.first()).copied();
            if next.is_none_or(|id| !vm.switch_to(id)) {
                return;
            }
        }
    }
}

#[test]
fn a_saved_process_is_restored_at_any_moment() {
    for source in PROGRAMS {
        let mut vm = started(source);
        for moment in 0..60 {
            let bytes = vm.save().unwrap();
            if let Err(what) = Vm::restore(&bytes) {
                panic!("after {moment} slices of {}: {what}", source.lines().next().unwrap_or_default());
            }
            run(&mut vm, 97 + moment * 31, 3);
        }
        vm.collect_garbage();
        assert!(Vm::restore(&vm.save().unwrap()).is_ok());
    }
}

#[test]
fn a_copy_in_what_is_left_of_another_process_is_as_one_without() {
    let mut left: Option<Box<Vm>> = None;
    for source in PROGRAMS {
        let mut vm = started(source);
        for moment in 0..30 {
            let mut copy = vm.copy(left.take());
            assert!(copy.save().unwrap() == vm.save().unwrap(), "after {moment} slices");
            assert_eq!(copy.heap.bytes(), vm.heap.bytes());
            // Until it ends, it goes its own way.
            run(&mut copy, 211, 3);
            left = Some(copy);
            run(&mut vm, 97 + moment * 31, 3);
        }
    }
}

#[test]
fn a_damaged_process_does_no_harm() {
    Vm::install(&LIBRARY);
    let count: u64 = std::env::var("WEFT_DAMAGES").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let first: u64 = std::env::var("WEFT_FIRST_DAMAGE").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut restored = 0;
    for source in PROGRAMS {
        let mut vm = started(source);
        run(&mut vm, 700, 4);
        let whole = vm.save().unwrap();
        for round in first..first + count {
            let mut state = (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut random = |below: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as usize % below
            };
            let mut bytes = whole.clone();
            for _ in 0..1 + random(3) {
                let at = random(bytes.len());
                bytes[at] = bytes[at].wrapping_add(1 + random(3) as u8);
            }
            if let Ok(mut vm) = Vm::restore(&bytes) {
                restored += 1;
                vm.heap.limit = vm.heap.limit.min(64 << 20);
                run(&mut vm, 2000, 10);
                vm.collect_garbage();
            }
        }
    }
    assert!(restored > 0);
}
