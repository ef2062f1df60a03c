# Chained tracebacks: implicit context, then an explicit cause, uncaught.
class ConfigError(Exception):
    pass


def read(settings):
    return settings["port"]


def parse(settings):
    try:
        value = read(settings)
    except KeyError:
        value = int("eighty")
    return value


def load(settings):
    try:
        return parse(settings)
    except ValueError as error:
        raise ConfigError("cannot load settings", 3) from error


print("loading")
load({"host": "localhost"})
