"""The commands, a module for each kind; `pigraph.cli` puts them together."""
