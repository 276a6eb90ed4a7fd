"""Record → RDF: what one policy states as triples (`build`), and what pigraph infers from it, kept apart; its syntaxes
(`writing`). Nothing is imported here: checks need the terms of the graph, not what makes it."""
