# datetime: arithmetic, formatting, parsing, comparison, timezones; time: pure functions.
import time
from datetime import date, datetime, time as dtime, timedelta, timezone

d = date(2024, 2, 28)
print(d, repr(d), d + timedelta(days=2), d - timedelta(weeks=1), d - date(2023, 2, 28), d.weekday(), d.isoweekday(), d.isocalendar(), d.replace(year=2023), d.toordinal(), date.fromordinal(738000), d.timetuple().tm_yday)
dt = datetime(2024, 12, 31, 23, 59, 58, 123456)
print(dt, repr(dt), dt + timedelta(seconds=2), dt.date(), dt.time(), dt.isoformat(), dt.isoformat(" ", "minutes"), dt.replace(microsecond=0), datetime.combine(d, dtime(1, 2)), dt.ctime())
print(dt.strftime("%Y-%m-%d %H:%M:%S.%f %a %A %b %B %j %p %I %y %U %w %%"), f"{dt:%d/%m/%y}", d.strftime("%A %d %B"), dtime(9, 5).strftime("%H:%M"))
print(datetime.strptime("05 Mar 2021 14:30", "%d %b %Y %H:%M"), datetime.strptime("2021-12-25", "%Y-%m-%d").date(), datetime.strptime("1:05:09 PM", "%I:%M:%S %p").time(), datetime.fromisoformat("2024-01-02T03:04:05"), date.fromisoformat("2020-02-29"), dtime.fromisoformat("04:05"))
td = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5)
print(td, repr(td), td.days, td.seconds, td.microseconds, td.total_seconds(), td * 2, td / 2, -td, abs(-td), td // timedelta(hours=1), td % timedelta(hours=1), divmod(td, timedelta(hours=5)), timedelta(0) or "zero", timedelta(seconds=-1), timedelta(hours=1) < timedelta(minutes=61), sum([td, td], timedelta()))
print(date(2024, 1, 1) < date(2024, 1, 2), datetime(2024, 1, 1) == datetime(2024, 1, 1, 0), sorted([date(2024, 3, 1), date(2023, 1, 1)]), {date(2024, 1, 1): "x"}[date(2024, 1, 1)], max(dt, datetime(2025, 1, 1)), date.min, datetime.max, timedelta.max.days)
utc, plus2 = timezone.utc, timezone(timedelta(hours=2), "P2")
a = datetime(2024, 6, 1, 12, tzinfo=utc)
print(a, a.astimezone(plus2), a.astimezone(timezone(timedelta(hours=-5, minutes=-30))), a == a.astimezone(plus2), a.utcoffset(), plus2.tzname(None), a.timestamp(), datetime.fromtimestamp(0, utc), repr(plus2), a.isoformat(), datetime.fromisoformat("2024-06-01T12:00:00+02:00"), a - datetime(2024, 6, 1, 12, tzinfo=plus2), a.strftime("%z %Z"))
t = dtime(10, 30, 15)
print(t, repr(t), t.hour, t.replace(hour=5), t < dtime(11), t.isoformat(), dtime(1, 2, 3, 4000), dtime.max)
for text in ("date(2023, 2, 29)", "date(2024, 13, 1)", "datetime(2024, 1, 1, 25)", "date(0, 1, 1)", "datetime.strptime('x', '%Y')", "datetime.strptime('2021-1-1 x', '%Y-%m-%d')", "date.fromisoformat('nope')", "date.max + timedelta(1)", "a < datetime(2024, 1, 1)", "d + 5", "d < 5", "date(2024, 1, 1) + date(2024, 1, 1)", "timedelta('a')", "timezone(timedelta(days=2))"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "|", type(e).__name__)
print(time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(86400)), time.gmtime(1e9).tm_hour, time.struct_time((2024, 1, 2, 3, 4, 5, 1, 2, 0)).tm_mon, time.asctime(time.gmtime(0)))
start, mono = time.perf_counter(), time.monotonic()
time.sleep(0.01)
print(time.perf_counter() - start >= 0.009, time.monotonic() >= mono, time.time() > 1.6e9, isinstance(time.time_ns(), int), time.process_time() >= 0, datetime.now() > datetime(2020, 1, 1), date.today() > date(2020, 1, 1))
