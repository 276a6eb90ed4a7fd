"""A mutational fuzzer: own policies, torn and mixed in every format, must be read or refused in bounded steps.

    make fuzz                          ten minutes; what fails is kept in out/fuzz
    PYTHONPATH=tests .venv/bin/python -m fuzz --seconds 60 --seed 7

`inputs` makes the files, `check` reads one and says what must hold. The same seed and number give the same file, so
`test_fuzz.py` runs the first ones of a fixed seed with all tests.
"""
