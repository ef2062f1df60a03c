from collections import namedtuplo
