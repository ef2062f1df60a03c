# os.environ shows itself as what it is, and holds text only.
import os
os.environ["WEFT_TEST"] = "1"
print(str(os.environ)[:9], repr(os.environ)[-2:], os.environ["WEFT_TEST"], os.getenv("WEFT_NONE"), os.environ.get("WEFT_NONE", "d"))
for key, value in (("a", 1), (2, "b")):
    try:
        os.environ[key] = value
    except TypeError as e:
        print(e)
del os.environ["WEFT_TEST"]
print("WEFT_TEST" in os.environ, type(os.environ.copy()).__name__)
try:
    os.environ["WEFT_TEST"]
except KeyError as e:
    print(e)
