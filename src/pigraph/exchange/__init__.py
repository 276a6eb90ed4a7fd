"""The graph in and out: dumps with their sums, tables, catalogue and feeds; loading them; versions compared."""
