"""One module per page; each has a function ``show(view)`` that draws it from the address.

Not ``pages``: Streamlit takes a folder of that name for pages of its own.
"""
