# The pure Python `datetime`, with what C prints otherwise.

import _pydatetime
from _pydatetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

def _calendar_date(self):
    return f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})'

_pydatetime._IsoCalendarDate.__repr__ = _calendar_date
