"""One module per page; each has a function ``show(view)`` that draws it from the address."""
