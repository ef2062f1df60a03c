//! Any bytes can be given to `pickle.loads`: it answers or raises.
#![no_main]

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let hex = data.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    weft_fuzz::run(&format!(
        "import pickle, sys\n\
         try:\n    value = pickle.loads(bytes.fromhex('{hex}'))\n\
         except Exception as e:\n    print(type(e), e)\n\
         else:\n    print(repr(value)[:100])\n    pickle.dumps(value)\n"
    ));
});
