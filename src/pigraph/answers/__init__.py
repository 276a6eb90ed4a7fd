"""Answers as people read them: saved questions, tables with the words that prove them, and what was not read."""

from pigraph.answers.coverage import Coverage, Unread, coverage_report, measure, read_coverage, write_coverage
from pigraph.answers.questions import Question, question, questions
from pigraph.answers.sources import Sources
from pigraph.answers.table import answer_table
from pigraph.quotes import Quote

__all__ = [
    "Coverage",
    "Question",
    "Quote",
    "Sources",
    "Unread",
    "answer_table",
    "coverage_report",
    "measure",
    "question",
    "questions",
    "read_coverage",
    "write_coverage",
]
