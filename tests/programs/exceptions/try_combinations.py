# try/except/else/finally in every combination, and the order of their parts.
def run(name, f):
    print(f"{name}:", end=" ")
    try:
        print("->", f())
    except BaseException as e:
        print("escaped", type(e).__name__, e)


def fail(kind=ValueError):
    raise kind("failed")


def t1():
    try:
        return "try"
    finally:
        print("finally", end=" ")


def t2():
    try:
        fail()
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("finally", end=" ")


def t3():
    try:
        print("ok", end=" ")
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("finally", end=" ")


def t4():
    try:
        fail(KeyError)
    except ValueError:
        return "wrong"
    finally:
        print("finally", end=" ")


def t5():
    try:
        pass
    except ValueError:
        return "wrong"
    else:
        fail()
    finally:
        print("finally", end=" ")


def t6():
    try:
        fail()
    except ValueError:
        fail(TypeError)
    finally:
        print("finally", end=" ")


def t7():
    try:
        try:
            fail()
        finally:
            print("inner", end=" ")
    except ValueError as e:
        return f"outer {e}"
    finally:
        print("outer finally", end=" ")


def t8():
    try:
        fail()
    except (KeyError, ValueError) as e:
        return type(e).__name__
    except Exception:
        return "later"


def t9():
    try:
        fail(KeyboardInterrupt)
    except Exception:
        return "Exception"
    except:
        return "bare"


def t10():
    try:
        fail()
    except ValueError:
        pass
    return "after"


def t11():
    x = 1
    try:
        return x
    finally:
        x = 2


def t12():
    l = [1]
    try:
        return l
    finally:
        l.append(2)


def t13():
    try:
        try:
            fail(IndexError)
        except KeyError:
            return "no"
    except LookupError as e:
        return "lookup " + type(e).__name__


def t14():
    try:
        fail()
    finally:
        fail(TypeError)


for n, f in sorted(((int(k[1:]), v) for k, v in list(globals().items()) if k[0] == "t" and k[1:].isdigit())):
    run(n, f)
kinds = ValueError, TypeError
try:
    fail(TypeError)
except kinds as e:
    print("tuple variable", e)
try:
    try:
        fail()
    except "not a class":
        pass
except TypeError as e:
    print(e)
