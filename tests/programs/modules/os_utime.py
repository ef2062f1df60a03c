# os.utime sets the time of a file's last change; time.localtime as a class's attribute is no method.
import os
import time

with open('f.txt', 'w') as f:
    f.write('x')
os.utime('f.txt', (1000, 1234567890.5))
print(os.stat('f.txt').st_mtime, os.path.getmtime('f.txt'))
os.utime('f.txt', ns=(5, 1_000_000_077))
print(os.stat('f.txt').st_mtime_ns)
os.mkdir('d')
os.utime('d', (5, 5))
print(os.stat('d').st_mtime)
for bad in (lambda: os.utime('missing'), lambda: os.utime('f.txt', (1, 2), ns=(1, 2)), lambda: os.utime('f.txt', 5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)

class Clock:
    converter = time.gmtime
    local = time.localtime

print(time.strftime('%Y-%m-%d', Clock().converter(86400)), Clock().local(0)[0])
print(Clock.converter is time.gmtime)
