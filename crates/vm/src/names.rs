//! Names that the VM itself looks up, interned at fixed places behind the built-in types.

use crate::{types, value::Ref};

macro_rules! names {
    ($( $constant:ident )*) => {
        names!(@constants types::COUNT + 1; $($constant)*);
        pub(crate) const NAMES: &[&str] = &[$( stringify!($constant) ),*];
    };
    (@constants $n:expr; $head:ident $($tail:ident)*) => {
        #[allow(non_upper_case_globals, missing_docs)]
        pub const $head: Ref = Ref($n);
        names!(@constants $n + 1; $($tail)*);
    };
    (@constants $n:expr;) => {};
}

names! {
    __abs__ __add__ __aenter__ __aexit__ __aiter__ __and__ __anext__ __annotate__ __annotations__ __await__
    __base__ __bases__ __bool__ __builtins__ __bytes__ __call__ __cause__ __ceil__ __class__ __class_getitem__ __classcell__
    __closure__ __code__ __complex__ __contains__ __context__ __defaults__ __del__ __delattr__ __delete__
    __delitem__ __dict__ __dir__ __divmod__ __doc__ __enter__ __eq__ __exit__ __file__ __float__ __floor__
    __floordiv__ __format__ __func__ __ge__ __get__ __getattr__ __getattribute__ __getitem__ __globals__ __gt__
    __hash__ __iadd__ __iand__ __ifloordiv__ __ilshift__ __imatmul__ __imod__ __imul__ __import__ __index__
    __init__ __init_subclass__ __instancecheck__ __int__ __invert__ __ior__ __ipow__ __irshift__ __isub__
    __iter__ __itruediv__ __ixor__ __kwdefaults__ __le__ __len__ __length_hint__ __loader__ __lshift__ __lt__
    __main__ __match_args__ __matmul__ __missing__ __mod__ __module__ __mro__ __mro_entries__ __mul__ __name__
    __ne__ __neg__ __new__ __next__ __notes__ __or__ __package__ __path__ __pos__ __pow__ __prepare__
    __qualname__ __radd__ __rand__ __rdivmod__ __reduce__ __reduce_ex__ __repr__ __reversed__ __rfloordiv__
    __rlshift__ __rmatmul__ __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__
    __rtruediv__ __rxor__ __self__ __set__ __set_name__ __setattr__ __setitem__ __slots__ __spec__ __str__
    __sub__ __subclasscheck__ __suppress_context__ __traceback__ __truediv__ __trunc__ __weakref__ __wrapped__
    __xor__ __buffer__ __all__ __type_params__ __objclass__ __dictoffset__ __orig_class__ __isabstractmethod__
    args builtins characters_written close code end_lineno end_offset errno exceptions filename filename2 flush
    keys lineno message msg name obj offset path print_file_and_line send start step stderr stdout stop strerror count
    text throw value write modules name_from argv object encoding reason end
}
