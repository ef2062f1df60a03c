b=bytes(10); print(b[0:10] is b, b[:] is b); s='x'*5; print(s[:] is s, s[0:5] is s); t=(1,2); print(t[:] is t, t[0:2] is t)
