"""Everything pigraph raises on purpose, one sentence each::

PigraphError                 a user can act on it: message (what, where) + remedy
├── DocumentError            a source file cannot be read as a policy
│   ├── UnreadableFile       missing, a directory, no permission
│   ├── EmptyFile            nothing but white space
│   ├── BinaryFile           not text in any known form
│   ├── WrongEncoding        bytes that are neither UTF-8 nor EUC-KR (CP949)
│   └── NotAPolicy           readable text, but no privacy policy
├── CorrectionError          a correction beside a source file is none, or does not fit what is read
├── DataError                a data file of pigraph (lexicon, ontology, registry) is broken
├── StoreError               the graph store cannot be opened, written or switched
│   └── NoGraph              nothing has been built yet
├── ClusterError             a Dask cluster is away, or has another pigraph
├── DumpError                a dump cannot be written, or is damaged, incomplete or none
└── QueryError               a SPARQL query cannot be parsed or run
"""


class PigraphError(Exception):
    """A problem with a place and a remedy.

    ``message`` says what is wrong and where; ``remedy`` says what to do. Neither ends in a line break.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def __reduce__(self) -> tuple[type["PigraphError"], tuple[object, ...]]:
        # Errors cross process borders in parallel builds.
        return type(self), (self.message, self.remedy)


class DocumentError(PigraphError):
    """A source file cannot be read as a policy."""


class UnreadableFile(DocumentError):
    """The file is missing, is a directory, or may not be read."""


class EmptyFile(DocumentError):
    """The file holds nothing but white space."""


class BinaryFile(DocumentError):
    """The file is not text in any form that pigraph reads."""


class WrongEncoding(DocumentError):
    """The bytes are neither UTF-8 nor EUC-KR (CP949)."""


class NotAPolicy(DocumentError):
    """The text is readable but is not a privacy policy."""


class CorrectionError(PigraphError):
    """A correction beside a source file is none, or does not fit what is read."""


class DataError(PigraphError):
    """A data file of pigraph itself (lexicon, ontology, law registry) is broken."""


class StoreError(PigraphError):
    """The graph store cannot be opened, written or switched."""


class NoGraph(StoreError):
    """No graph has been built yet."""


class ClusterError(PigraphError):
    """A Dask cluster cannot be used: no scheduler, no workers, or another pigraph on them."""


class DumpError(PigraphError):
    """A dump cannot be written, or what is to be loaded is damaged, incomplete or no dump."""


class QueryError(PigraphError):
    """A SPARQL query cannot be parsed or run. ``place``: line and column (1-based) in the query, where one is known."""

    def __init__(self, message: str, remedy: str = "", place: tuple[int, int] | None = None) -> None:
        super().__init__(message, remedy)
        self.place = place

    def __reduce__(self) -> tuple[type["QueryError"], tuple[object, ...]]:
        return type(self), (self.message, self.remedy, self.place)
