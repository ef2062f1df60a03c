# Lines of a log with the time, by the converter of the formatter.
import logging
import sys
import time

handler = logging.StreamHandler(sys.stdout)
formatter = logging.Formatter('%(asctime)s %(levelname)s %(message)s', '%Y')
formatter.converter = time.gmtime
handler.setFormatter(formatter)
log = logging.getLogger('a')
log.addHandler(handler)
record = log.makeRecord('a', logging.WARNING, 'f', 1, 'hello', (), None)
record.created = 0.0
log.handle(record)

class Local(logging.Formatter):
    converter = time.localtime

handler.setFormatter(Local('%(asctime)s %(message)s', '%Y'))
log.handle(record)
