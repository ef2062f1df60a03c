//! The built-in types, which stand at fixed places at the beginning of every heap.

use crate::{object::Layout, value::Ref};

/// A built-in type: its name, base and what its instances hold.
pub(crate) struct BuiltinType {
    pub name: &'static str,
    pub base: Ref,
    pub layout: Layout,
    pub subclassable: bool,
}

macro_rules! builtin_types {
    ($( $constant:ident = $name:literal, $base:ident, $layout:ident, $subclassable:literal; )*) => {
        builtin_types!(@constants 1; $($constant)*);

        pub(crate) const BUILTIN_TYPES: &[BuiltinType] = &[
            $( BuiltinType { name: $name, base: $base, layout: Layout::$layout, subclassable: $subclassable }, )*
        ];
    };
    (@constants $n:expr; $head:ident $($tail:ident)*) => {
        #[doc = "A built-in type."]
        pub const $head: Ref = Ref($n);
        builtin_types!(@constants $n + 1; $($tail)*);
    };
    (@constants $n:expr;) => {
        /// How many built-in types there are; they are the objects `1 ..= COUNT`.
        pub const COUNT: u32 = $n - 1;
    };
}

const NO_BASE: Ref = Ref::NONE;

builtin_types! {
    OBJECT = "object", NO_BASE, Object, true;
    TYPE = "type", OBJECT, Type, true;
    STR = "str", OBJECT, Str, true;
    INT = "int", OBJECT, Int, true;
    BOOL = "bool", INT, Int, false;
    FLOAT = "float", OBJECT, Float, true;
    COMPLEX = "complex", OBJECT, Complex, true;
    BYTES = "bytes", OBJECT, Bytes, true;
    BYTEARRAY = "bytearray", OBJECT, ByteArray, true;
    LIST = "list", OBJECT, List, true;
    TUPLE = "tuple", OBJECT, Tuple, true;
    DICT = "dict", OBJECT, Dict, true;
    ORDERED_DICT = "_weft.Ordered", DICT, Dict, true;
    SET = "set", OBJECT, Set, true;
    FROZENSET = "frozenset", OBJECT, FrozenSet, true;
    RANGE = "range", OBJECT, Other, false;
    SLICE = "slice", OBJECT, Other, false;
    NONE_TYPE = "NoneType", OBJECT, Other, false;
    NOT_IMPLEMENTED_TYPE = "NotImplementedType", OBJECT, Other, false;
    ELLIPSIS_TYPE = "ellipsis", OBJECT, Other, false;
    CELL = "cell", OBJECT, Other, false;
    FUNCTION = "function", OBJECT, Other, false;
    BUILTIN_FUNCTION = "builtin_function_or_method", OBJECT, Other, false;
    METHOD_DESCRIPTOR = "method_descriptor", OBJECT, Other, false;
    METHOD = "method", OBJECT, Other, false;
    MODULE = "module", OBJECT, Module, true;
    CODE = "code", OBJECT, Other, false;
    PROPERTY = "property", OBJECT, Property, true;
    STATICMETHOD = "staticmethod", OBJECT, StaticMethod, true;
    CLASSMETHOD = "classmethod", OBJECT, ClassMethod, true;
    SUPER = "super", OBJECT, Super, true;
    GENERATOR = "generator", OBJECT, Other, false;
    COROUTINE = "coroutine", OBJECT, Other, false;
    ASYNC_GENERATOR = "async_generator", OBJECT, Other, false;
    TRACEBACK = "traceback", OBJECT, Other, false;
    FRAME = "frame", OBJECT, Other, false;
    MEMBER_DESCRIPTOR = "member_descriptor", OBJECT, Other, false;
    GETSET_DESCRIPTOR = "getset_descriptor", OBJECT, Other, false;
    MAPPING_PROXY = "mappingproxy", OBJECT, Other, false;
    DICT_KEYS = "dict_keys", OBJECT, Other, false;
    DICT_VALUES = "dict_values", OBJECT, Other, false;
    DICT_ITEMS = "dict_items", OBJECT, Other, false;
    ORDERED_KEYS = "odict_keys", DICT_KEYS, Other, false;
    ORDERED_VALUES = "odict_values", DICT_VALUES, Other, false;
    ORDERED_ITEMS = "odict_items", DICT_ITEMS, Other, false;
    RANGE_ITERATOR = "range_iterator", OBJECT, Other, false;
    LONG_RANGE_ITERATOR = "longrange_iterator", OBJECT, Other, false;
    SEQUENCE_ITERATOR = "iterator", OBJECT, Other, false;
    LIST_ITERATOR = "list_iterator", OBJECT, Other, false;
    LIST_REVERSE_ITERATOR = "list_reverseiterator", OBJECT, Other, false;
    TUPLE_ITERATOR = "tuple_iterator", OBJECT, Other, false;
    REVERSED = "reversed", OBJECT, Other, false;
    STR_ITERATOR = "str_ascii_iterator", OBJECT, Other, false;
    STR_WIDE_ITERATOR = "str_iterator", OBJECT, Other, false;
    BYTES_ITERATOR = "bytes_iterator", OBJECT, Other, false;
    BYTEARRAY_ITERATOR = "bytearray_iterator", OBJECT, Other, false;
    MEMORY_ITERATOR = "memory_iterator", OBJECT, Other, false;
    DICT_KEY_ITERATOR = "dict_keyiterator", OBJECT, Other, false;
    DICT_VALUE_ITERATOR = "dict_valueiterator", OBJECT, Other, false;
    DICT_ITEM_ITERATOR = "dict_itemiterator", OBJECT, Other, false;
    ORDERED_ITERATOR = "odict_iterator", OBJECT, Other, false;
    SET_ITERATOR = "set_iterator", OBJECT, Other, false;
    ENUMERATE = "enumerate", OBJECT, Other, false;
    ZIP = "zip", OBJECT, Other, false;
    MAP = "map", OBJECT, Other, false;
    FILTER = "filter", OBJECT, Other, false;
    CALLABLE_ITERATOR = "callable_iterator", OBJECT, Other, false;
    WEAKREF = "weakref.ReferenceType", OBJECT, Other, true;
    MEMORYVIEW = "memoryview", OBJECT, Other, false;
    GENERIC_ALIAS = "types.GenericAlias", OBJECT, Other, true;
    STATE = "_weft.State", OBJECT, Native, true;

    // Exceptions: <https://docs.python.org/3/library/exceptions.html#exception-hierarchy>.
    BASE_EXCEPTION = "BaseException", OBJECT, Exception, true;
    EXCEPTION = "Exception", BASE_EXCEPTION, Exception, true;
    GENERATOR_EXIT = "GeneratorExit", BASE_EXCEPTION, Exception, true;
    KEYBOARD_INTERRUPT = "KeyboardInterrupt", BASE_EXCEPTION, Exception, true;
    SYSTEM_EXIT = "SystemExit", BASE_EXCEPTION, Exception, true;
    ARITHMETIC_ERROR = "ArithmeticError", EXCEPTION, Exception, true;
    FLOATING_POINT_ERROR = "FloatingPointError", ARITHMETIC_ERROR, Exception, true;
    OVERFLOW_ERROR = "OverflowError", ARITHMETIC_ERROR, Exception, true;
    ZERO_DIVISION_ERROR = "ZeroDivisionError", ARITHMETIC_ERROR, Exception, true;
    ASSERTION_ERROR = "AssertionError", EXCEPTION, Exception, true;
    ATTRIBUTE_ERROR = "AttributeError", EXCEPTION, Exception, true;
    BUFFER_ERROR = "BufferError", EXCEPTION, Exception, true;
    EOF_ERROR = "EOFError", EXCEPTION, Exception, true;
    IMPORT_ERROR = "ImportError", EXCEPTION, Exception, true;
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError", IMPORT_ERROR, Exception, true;
    LOOKUP_ERROR = "LookupError", EXCEPTION, Exception, true;
    INDEX_ERROR = "IndexError", LOOKUP_ERROR, Exception, true;
    KEY_ERROR = "KeyError", LOOKUP_ERROR, Exception, true;
    MEMORY_ERROR = "MemoryError", EXCEPTION, Exception, true;
    NAME_ERROR = "NameError", EXCEPTION, Exception, true;
    UNBOUND_LOCAL_ERROR = "UnboundLocalError", NAME_ERROR, Exception, true;
    OS_ERROR = "OSError", EXCEPTION, Exception, true;
    BLOCKING_IO_ERROR = "BlockingIOError", OS_ERROR, Exception, true;
    CHILD_PROCESS_ERROR = "ChildProcessError", OS_ERROR, Exception, true;
    CONNECTION_ERROR = "ConnectionError", OS_ERROR, Exception, true;
    BROKEN_PIPE_ERROR = "BrokenPipeError", CONNECTION_ERROR, Exception, true;
    CONNECTION_ABORTED_ERROR = "ConnectionAbortedError", CONNECTION_ERROR, Exception, true;
    CONNECTION_REFUSED_ERROR = "ConnectionRefusedError", CONNECTION_ERROR, Exception, true;
    CONNECTION_RESET_ERROR = "ConnectionResetError", CONNECTION_ERROR, Exception, true;
    FILE_EXISTS_ERROR = "FileExistsError", OS_ERROR, Exception, true;
    FILE_NOT_FOUND_ERROR = "FileNotFoundError", OS_ERROR, Exception, true;
    INTERRUPTED_ERROR = "InterruptedError", OS_ERROR, Exception, true;
    IS_A_DIRECTORY_ERROR = "IsADirectoryError", OS_ERROR, Exception, true;
    NOT_A_DIRECTORY_ERROR = "NotADirectoryError", OS_ERROR, Exception, true;
    PERMISSION_ERROR = "PermissionError", OS_ERROR, Exception, true;
    PROCESS_LOOKUP_ERROR = "ProcessLookupError", OS_ERROR, Exception, true;
    TIMEOUT_ERROR = "TimeoutError", OS_ERROR, Exception, true;
    REFERENCE_ERROR = "ReferenceError", EXCEPTION, Exception, true;
    RUNTIME_ERROR = "RuntimeError", EXCEPTION, Exception, true;
    NOT_IMPLEMENTED_ERROR = "NotImplementedError", RUNTIME_ERROR, Exception, true;
    RECURSION_ERROR = "RecursionError", RUNTIME_ERROR, Exception, true;
    PYTHON_FINALIZATION_ERROR = "PythonFinalizationError", RUNTIME_ERROR, Exception, true;
    STOP_ITERATION = "StopIteration", EXCEPTION, Exception, true;
    STOP_ASYNC_ITERATION = "StopAsyncIteration", EXCEPTION, Exception, true;
    SYNTAX_ERROR = "SyntaxError", EXCEPTION, Exception, true;
    INDENTATION_ERROR = "IndentationError", SYNTAX_ERROR, Exception, true;
    TAB_ERROR = "TabError", INDENTATION_ERROR, Exception, true;
    SYSTEM_ERROR = "SystemError", EXCEPTION, Exception, true;
    TYPE_ERROR = "TypeError", EXCEPTION, Exception, true;
    VALUE_ERROR = "ValueError", EXCEPTION, Exception, true;
    UNICODE_ERROR = "UnicodeError", VALUE_ERROR, Exception, true;
    UNICODE_DECODE_ERROR = "UnicodeDecodeError", UNICODE_ERROR, Exception, true;
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError", UNICODE_ERROR, Exception, true;
    UNICODE_TRANSLATE_ERROR = "UnicodeTranslateError", UNICODE_ERROR, Exception, true;
    WARNING = "Warning", EXCEPTION, Exception, true;
    BYTES_WARNING = "BytesWarning", WARNING, Exception, true;
    DEPRECATION_WARNING = "DeprecationWarning", WARNING, Exception, true;
    ENCODING_WARNING = "EncodingWarning", WARNING, Exception, true;
    FUTURE_WARNING = "FutureWarning", WARNING, Exception, true;
    IMPORT_WARNING = "ImportWarning", WARNING, Exception, true;
    PENDING_DEPRECATION_WARNING = "PendingDeprecationWarning", WARNING, Exception, true;
    RESOURCE_WARNING = "ResourceWarning", WARNING, Exception, true;
    RUNTIME_WARNING = "RuntimeWarning", WARNING, Exception, true;
    SYNTAX_WARNING = "SyntaxWarning", WARNING, Exception, true;
    UNICODE_WARNING = "UnicodeWarning", WARNING, Exception, true;
    USER_WARNING = "UserWarning", WARNING, Exception, true;
    BASE_EXCEPTION_GROUP = "BaseExceptionGroup", BASE_EXCEPTION, Exception, true;
}

/// Is this one of the built-in types?
#[inline]
pub fn is_builtin(class: Ref) -> bool {
    class.0 <= COUNT
}
