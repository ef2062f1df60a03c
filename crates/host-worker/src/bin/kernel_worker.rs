use gloo_worker::Registrable as _;
use weft_host_worker::{KernelWorker, Postcard};

fn main() {
    KernelWorker::registrar().encoding::<Postcard>().register();
}
