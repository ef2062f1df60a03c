from _time import sleep, time, time_ns, monotonic, monotonic_ns, process_time, process_time_ns

perf_counter = monotonic
perf_counter_ns = monotonic_ns
thread_time = process_time
thread_time_ns = process_time_ns

timezone = 0
altzone = 0
daylight = 0
tzname = ('UTC', 'UTC')

CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1

def clock_gettime(clock):
    return time() if clock == CLOCK_REALTIME else monotonic()

class struct_time(tuple):
    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])
    tm_zone = 'UTC'
    tm_gmtoff = 0

    def __repr__(self):
        names = ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst')
        return 'time.struct_time(' + ', '.join([f'{n}={v}' for n, v in zip(names, self)]) + ')'

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_WEEKDAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
           'November', 'December')

def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400

_EPOCH_DAYS = _days_before_year(1970)

def _whole(secs):
    # Whole seconds, as many as a `time_t` can hold.
    if isinstance(secs, float):
        if secs != secs:
            raise ValueError('Invalid value NaN (not a number)')
        if not -9223372036854775808.0 <= secs < 9223372036854775808.0:
            raise OverflowError('timestamp out of range for platform time_t')
    elif not hasattr(type(secs), '__index__'):
        raise TypeError(f"'{type(secs).__name__}' object cannot be interpreted as an integer")
    secs = int(secs // 1)
    if not -9223372036854775808 <= secs < 9223372036854775808:
        raise OverflowError('timestamp out of range for platform time_t')
    if not -67768040609740800 <= secs < 67768036191676800:
        # The year does not fit 32 bits.
        raise OSError(75, 'Value too large for defined data type')
    return secs

def gmtime(secs=None):
    secs = _whole(time() if secs is None else secs)
    days, rest = divmod(secs, 86400)
    weekday = (days + 3) % 7
    days += _EPOCH_DAYS
    year = days * 400 // 146097 + 1
    while _days_before_year(year) > days:
        year -= 1
    while _days_before_year(year + 1) <= days:
        year += 1
    yday = days - _days_before_year(year)
    month = 12
    while _DAYS_BEFORE[month - 1] + (1 if month > 2 and _leap(year) else 0) > yday:
        month -= 1
    day = yday - _DAYS_BEFORE[month - 1] - (1 if month > 2 and _leap(year) else 0) + 1
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, weekday, yday + 1, 0))

def localtime(secs=None):
    return gmtime(secs)

def _seconds(t):
    year, month, day, hour, minute, second = t[:6]
    month -= 1
    year += month // 12
    month %= 12
    days = _days_before_year(year) - _EPOCH_DAYS + _DAYS_BEFORE[month] + day - 1
    if month > 1 and _leap(year):
        days += 1
    return days * 86400 + hour * 3600 + minute * 60 + second

def mktime(t):
    return float(_seconds(t))

def strftime(format, t=None):
    if t is None:
        t = localtime()
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        if c != '%' or i + 1 == len(format):
            out.append(c)
            i += 1
            continue
        code = format[i + 1]
        i += 2
        if code == '-' and i < len(format):
            text = _field(format[i], t)
            i += 1
            out.append(text.lstrip('0') or '0')
        else:
            out.append(_field(code, t))
    return ''.join(out)

def _field(code, t):
    year, month, day, hour, minute, second, weekday, yday = t[:8]
    if code == 'Y': return str(year)
    if code == 'y': return f'{year % 100:02d}'
    if code == 'm': return f'{month:02d}'
    if code == 'd': return f'{day:02d}'
    if code == 'e': return f'{day:2d}'
    if code == 'H': return f'{hour:02d}'
    if code == 'I': return f'{(hour - 1) % 12 + 1:02d}'
    if code == 'M': return f'{minute:02d}'
    if code == 'S': return f'{second:02d}'
    if code == 'p': return 'AM' if hour < 12 else 'PM'
    if code == 'A': return _WEEKDAYS[weekday]
    if code == 'a': return _WEEKDAYS[weekday][:3]
    if code == 'B': return _MONTHS[month - 1]
    if code in 'bh': return _MONTHS[month - 1][:3]
    if code == 'j': return f'{yday:03d}'
    if code == 'w': return str((weekday + 1) % 7)
    if code == 'u': return str(weekday + 1)
    if code == 'U': return f'{(yday + 6 - (weekday + 1) % 7) // 7:02d}'
    if code == 'W': return f'{(yday + 6 - weekday) // 7:02d}'
    if code == 'Z': return 'UTC'
    if code == 'z': return '+0000'
    if code == 's': return str(_seconds(t))
    if code == 'n': return '\n'
    if code == 't': return '\t'
    if code == '%': return '%'
    if code == 'c': return strftime('%a %b %e %H:%M:%S %Y', t)
    if code == 'x' or code == 'D': return strftime('%m/%d/%y', t)
    if code == 'X' or code == 'T': return strftime('%H:%M:%S', t)
    if code == 'R': return strftime('%H:%M', t)
    if code == 'F': return strftime('%Y-%m-%d', t)
    return '%' + code

def asctime(t=None):
    return strftime('%a %b %e %H:%M:%S %Y', t)

def ctime(secs=None):
    return asctime(localtime(secs))

def strptime(text, format='%a %b %d %H:%M:%S %Y'):
    import _strptime
    return _strptime._strptime_time(text, format)

_CLOCKS = {'time': 'REALTIME', 'monotonic': 'MONOTONIC', 'perf_counter': 'MONOTONIC',
           'process_time': 'PROCESS_CPUTIME_ID', 'thread_time': 'THREAD_CPUTIME_ID'}

def get_clock_info(name):
    from types import SimpleNamespace
    if name not in _CLOCKS:
        raise ValueError('unknown clock')
    real = name == 'time'
    return SimpleNamespace(implementation=f'clock_gettime(CLOCK_{_CLOCKS[name]})', monotonic=not real, adjustable=real,
                           resolution=1e-09)

def tzset():
    pass
