# What doctest looks at of a module with built-in functions and types.
import collections
import doctest

print(doctest.DocTestSuite(collections).countTestCases() > 0)
