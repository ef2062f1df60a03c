//! What runs before a program.

use crate::{frame::Ret, vm::Vm};

impl Vm {
    /// Has the main thread import a module of the library before it begins with the program that [`Vm::load_main`]
    /// loaded. To be called after that and before anything runs.
    pub fn import_first(&mut self, module: &str) {
        let importer = self.prelude_function("_import_module");
        let name = self.str(module);
        // The program's own frame lies below: it begins when this one is done. A call of a function of the prelude
        // with the arguments that it takes does not fail.
        let _ = self.invoke(importer, &[name], &[], Ret::Discard);
    }
}
