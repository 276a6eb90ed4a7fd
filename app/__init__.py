"""The explorer: a Streamlit app over `pigraph.views`, for people who never heard of RDF. Started by ``pigraph app``."""
