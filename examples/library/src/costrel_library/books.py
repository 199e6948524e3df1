"""The books of the library."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Book:
    """A book with the number that it has in the shelf."""

    number: int
    title: str
    published: date
    price: Decimal


BOOKS = {
    book.number: book
    for book in (
        Book(1, "Emma", date(1815, 12, 23), Decimal("9.50")),
        Book(2, "Fathers & Sons", date(1862, 2, 1), Decimal("12.00")),
        Book(3, 'The "Pickwick" Papers', date(1837, 11, 17), Decimal("14.25")),
        Book(4, "Ženitba <Marriage>", date(1842, 12, 9), Decimal("7.00")),
    )
}
