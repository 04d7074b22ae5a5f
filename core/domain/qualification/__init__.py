"""What may be pushed: rules of the order, rules of the item, and the verdict they add up to."""

from core.domain.qualification.line_rules import Source, clean_sku
from core.domain.qualification.verdict import LineVerdict, Share, Verdict, judge

__all__ = ["LineVerdict", "Share", "Source", "Verdict", "clean_sku", "judge"]
