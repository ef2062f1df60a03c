//! Natives of `_operator`: the operators as functions. Where an object's own method has to be called,
//! the same operator in Python code does it.
//!
//! Reference: <https://docs.python.org/3/library/operator.html>.

use weft_vm::{Native, NativeDef, Value, Vm};

use crate::support::{ask, native};

macro_rules! operations {
    ($( $function:ident $name:literal $symbol:literal $signature:literal; )*) => {
        $( fn $function(vm: &mut Vm, args: &[Value]) -> Native {
            if let (false, [a, b]) = ($symbol.is_empty(), args)
                && let Some(result) = vm.operate($symbol, *a, *b)
            {
                return result;
            }
            ask(vm, concat!("operator.", $name), args)
        } )*

        pub(crate) const NATIVES: &[NativeDef] = &[$( native("_operator", $name, $signature, $function) ),*];
    };
}

// An empty symbol: always in Python code.
operations! {
    add "add" "+" "a, b, /";
    sub "sub" "-" "a, b, /";
    mul "mul" "*" "a, b, /";
    matmul "matmul" "@" "a, b, /";
    truediv "truediv" "/" "a, b, /";
    floordiv "floordiv" "//" "a, b, /";
    modulo "mod" "%" "a, b, /";
    pow "pow" "**" "a, b, /";
    lshift "lshift" "<<" "a, b, /";
    rshift "rshift" ">>" "a, b, /";
    and "and_" "&" "a, b, /";
    or "or_" "|" "a, b, /";
    xor "xor" "^" "a, b, /";
    lt "lt" "<" "a, b, /";
    le "le" "<=" "a, b, /";
    eq "eq" "==" "a, b, /";
    ne "ne" "!=" "a, b, /";
    gt "gt" ">" "a, b, /";
    ge "ge" ">=" "a, b, /";
    concat "concat" "" "a, b, /";
    not "not_" "" "a, /";
    truth "truth" "" "a, /";
    is "is_" "" "a, b, /";
    is_not "is_not" "" "a, b, /";
    is_none "is_none" "" "a, /";
    is_not_none "is_not_none" "" "a, /";
    abs "abs" "" "a, /";
    index "index" "" "a, /";
    inv "inv" "" "a, /";
    invert "invert" "" "a, /";
    neg "neg" "" "a, /";
    pos "pos" "" "a, /";
    contains "contains" "" "a, b, /";
    count_of "countOf" "" "a, b, /";
    index_of "indexOf" "" "a, b, /";
    getitem "getitem" "" "a, b, /";
    setitem "setitem" "" "a, b, c, /";
    delitem "delitem" "" "a, b, /";
    iadd "iadd" "" "a, b, /";
    isub "isub" "" "a, b, /";
    imul "imul" "" "a, b, /";
    imatmul "imatmul" "" "a, b, /";
    itruediv "itruediv" "" "a, b, /";
    ifloordiv "ifloordiv" "" "a, b, /";
    imod "imod" "" "a, b, /";
    ipow "ipow" "" "a, b, /";
    ilshift "ilshift" "" "a, b, /";
    irshift "irshift" "" "a, b, /";
    iand "iand" "" "a, b, /";
    ior "ior" "" "a, b, /";
    ixor "ixor" "" "a, b, /";
    iconcat "iconcat" "" "a, b, /";
}
