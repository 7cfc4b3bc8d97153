"""Does a library of linear algebra solve what numpy can check? Run by itself, with the library's path."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROWS_FIRST, COLUMNS_FIRST = 101, 102
PLAIN, TRANSPOSED, ADJOINT = 111, 112, 113


def at(array: NDArray[Any]) -> ctypes.c_void_p:
    return array.ctypes.data_as(ctypes.c_void_p)


def number(value: int) -> Any:
    return ctypes.byref(ctypes.c_int(value))


def tell(found: NDArray[Any], known: NDArray[Any]) -> None:
    sys.stdout.write("solved\n" if np.allclose(found, known, atol=1e-4) else f"{found} for {known}\n")


def solvers(algebra: ctypes.CDLL, noise: np.random.Generator) -> None:
    """Solve two right sides, one a row, for columns come first there."""
    square = noise.normal(size=(4, 4)).astype(np.float32)
    steady = square @ square.T + np.eye(4, dtype=np.float32)
    sides = noise.normal(size=(2, 4)).astype(np.float32)
    four, two, info = number(4), number(2), ctypes.c_int(9)
    found, turned, pivots = sides.copy(), square.T.copy(), np.zeros(4, np.int32)
    algebra.sgesv_(four, two, at(turned), four, at(pivots), at(found), four, ctypes.byref(info))
    tell(square @ found.T, sides.T + info.value)
    found, turned, info = sides.copy(), steady.copy(), ctypes.c_int(9)
    algebra.sposv_(b"U", four, two, at(turned), four, at(found), four, ctypes.byref(info))
    tell(steady @ found.T, sides.T + info.value)


def products(algebra: ctypes.CDLL, noise: np.random.Generator) -> None:
    """Multiply real factors with rows first, and complex ones with columns first."""
    left, right, product = noise.normal(size=(3, 4)), noise.normal(size=(4, 2)), np.zeros((3, 2))
    one, none = ctypes.c_double(1.0), ctypes.c_double(0.0)
    beside = right.T.copy()
    algebra.cblas_dgemm(
        ROWS_FIRST, PLAIN, TRANSPOSED, 3, 2, 4, one, at(left), 4, at(beside), 4, none, at(product), 2
    )
    tell(product, left @ right)
    above, below = left + 1j * left**2, right - 2j
    ones, nothing, turned = np.array([1 + 0j]), np.array([0j]), np.zeros((2, 3), complex)
    aside = below.T.copy()
    algebra.cblas_zgemm(
        COLUMNS_FIRST,
        ADJOINT,
        PLAIN,
        3,
        2,
        4,
        at(ones),
        at(above),
        4,
        at(aside),
        4,
        at(nothing),
        at(turned),
        3,
    )
    tell(turned.T, above.conj() @ below)


if __name__ == "__main__":
    solvers(ctypes.CDLL(sys.argv[1]), np.random.default_rng(0))
    products(ctypes.CDLL(sys.argv[1]), np.random.default_rng(1))
