"""The compiled engine: the same plan over the same tape, interpreted by machine code of numba."""
