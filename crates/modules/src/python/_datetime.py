# The pure Python `datetime`, with what C prints otherwise.

import _pydatetime
from _pydatetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

_pydatetime._IsoCalendarDate.__repr__ = lambda self: (
    f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})')
