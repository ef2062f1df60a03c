# The C locale, which is the only one.

LC_CTYPE = 0
LC_NUMERIC = 1
LC_TIME = 2
LC_COLLATE = 3
LC_MONETARY = 4
LC_MESSAGES = 5
LC_ALL = 6
CHAR_MAX = 127

CODESET = 14
D_T_FMT, D_FMT, T_FMT, T_FMT_AMPM, AM_STR, PM_STR = 131112, 131113, 131114, 131115, 131110, 131111

class Error(Exception):
    pass

def setlocale(category, locale=None):
    if locale in (None, '', 'C', 'POSIX', ('C', 'UTF-8'), (None, None)) or locale in ('C.UTF-8', 'C.utf8'):
        return 'C'
    raise Error('unsupported locale setting')

def getlocale(category=LC_CTYPE):
    return None, None

def getdefaultlocale(envvars=()):
    return 'C', 'UTF-8'

def getpreferredencoding(do_setlocale=True):
    return 'utf-8'

def getencoding():
    return 'utf-8'

def normalize(localename):
    return localename

def resetlocale(category=LC_ALL):
    pass

def localeconv():
    return {'decimal_point': '.', 'thousands_sep': '', 'grouping': [], 'int_curr_symbol': '', 'currency_symbol': '',
            'mon_decimal_point': '', 'mon_thousands_sep': '', 'mon_grouping': [], 'positive_sign': '',
            'negative_sign': '', 'int_frac_digits': CHAR_MAX, 'frac_digits': CHAR_MAX, 'p_cs_precedes': CHAR_MAX,
            'p_sep_by_space': CHAR_MAX, 'n_cs_precedes': CHAR_MAX, 'n_sep_by_space': CHAR_MAX,
            'p_sign_posn': CHAR_MAX, 'n_sign_posn': CHAR_MAX}

def nl_langinfo(key):
    known = {CODESET: 'UTF-8', D_T_FMT: '%a %b %e %H:%M:%S %Y', D_FMT: '%m/%d/%y', T_FMT: '%H:%M:%S',
             T_FMT_AMPM: '%I:%M:%S %p', AM_STR: 'AM', PM_STR: 'PM'}
    return known.get(key, '')

def strcoll(a, b, /):
    return (a > b) - (a < b)

def strxfrm(text, /):
    return text

def format_string(f, val, grouping=False, monetary=False):
    return f % val

def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")

def str(val):
    return f'{val:.12g}'

def delocalize(string):
    return string

def localize(string, grouping=False, monetary=False):
    return string

def atof(string, func=float):
    return func(string)

def atoi(string):
    return int(string)
