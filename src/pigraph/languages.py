"""The languages in which pigraph speaks to people. Quotations stay as they are."""

from enum import StrEnum


class Language(StrEnum):
    """Korean or English."""

    KO = "ko"
    EN = "en"
