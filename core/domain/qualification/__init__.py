"""What may be pushed: rules of the order, rules of the item, and the verdict they add up to."""

from core.domain.qualification.line_rules import clean_sku
from core.domain.qualification.sources import Portion, Source, portions_of
from core.domain.qualification.terms import Terms, terms_of
from core.domain.qualification.verdict import LineVerdict, Share, Verdict, judge

__all__ = [
    "LineVerdict",
    "Portion",
    "Share",
    "Source",
    "Terms",
    "Verdict",
    "clean_sku",
    "judge",
    "portions_of",
    "terms_of",
]
