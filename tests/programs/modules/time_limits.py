# Times that are no times, and those beyond what a time can hold.
import datetime
import time

def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except (ValueError, OverflowError, OSError, TypeError) as e:
        print(type(e).__name__, e if not isinstance(e, ValueError) else '')

for seconds in (-1e200, 1e200, 1e12, -1e12, 1e18, -2**63, 2**63, 10**20, float('nan'), float('inf')):
    attempt(lambda: time.gmtime(seconds)[:6])
    attempt(datetime.date.fromtimestamp, seconds)
    attempt(datetime.datetime.fromtimestamp, seconds, datetime.timezone.utc)
