"""Formulas: text to SymPy, SymPy to a straight-line program, programs to NumPy, to JSON and to derivatives."""

from thalweg.expressions.derivative import gradient, hessian_product
from thalweg.expressions.parser import Expression, parse, quote
from thalweg.expressions.program import Builder, Program, compile_program

__all__ = [
    "Builder",
    "Expression",
    "Program",
    "compile_program",
    "gradient",
    "hessian_product",
    "parse",
    "quote",
]
