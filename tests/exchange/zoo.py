"""A zoo of awkward files: each with what must become of it. Made in code; nobody in it exists."""

from tests.exchange.zoo_refused import REFUSED
from tests.exchange.zoo_rows import ROWS
from tests.exchange.zoo_texts import TEXTS

ZOO = (*ROWS, *TEXTS, *REFUSED)
