//! Functions of real numbers, the same to the last bit on every host.
//!
//! The C library of the machine and that of WebAssembly round differently, so a trace or an output would
//! depend on where a program runs. Measured on 300,000 arguments each, `pxfm` (correctly rounded) agrees
//! with glibc, which CPython calls, for 99.8 % or more of them; where `libm` agrees with glibc more often,
//! because both descend from the same source, it is taken instead.

pub use libm::{cbrt, erf, erfc, expm1, log1p, sinh};
pub use pxfm::{
    f_acos as acos, f_acosh as acosh, f_asin as asin, f_asinh as asinh, f_atan as atan, f_atan2 as atan2,
    f_atanh as atanh, f_cos as cos, f_cosh as cosh, f_exp as exp, f_exp2 as exp2, f_log as log, f_log2 as log2,
    f_log10 as log10, f_sin as sin, f_tan as tan, f_tanh as tanh,
};

/// `x` to the power of `y`. One to any power and anything to the power of zero are one, also with a NaN.
pub fn pow(x: f64, y: f64) -> f64 {
    if x == 1.0 || y == 0.0 || x == -1.0 && y.is_infinite() { 1.0 } else { pxfm::f_pow(x, y) }
}
