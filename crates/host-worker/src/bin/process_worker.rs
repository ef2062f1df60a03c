use gloo_worker::Registrable as _;
use weft_host_worker::{Postcard, ProcessWorker};

fn main() {
    ProcessWorker::registrar().encoding::<Postcard>().register();
}
