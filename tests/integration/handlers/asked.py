"""Use cases that only remember what they were asked, and answer as they are told."""

from __future__ import annotations

from typing import Any, cast

from core.domain.cards import AnswerCard
from core.domain.errors import Rejected
from core.domain.people import Actor, Right
from core.domain.reasons import Reason
from core.usecases.authorise import About
from core.usecases.catalogue import UseCases
from core.usecases.receive_webhook import Receipt
from tests.unit.bot import cards, history_cards, location_cards, order_list_cards

GOOD = AnswerCard("Pushing to North Supply …", good=True)


class Asked:
    """`calls` is what was asked, in order; `answers` what is given, an exception raised."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.allowed = True
        orders_page = order_list_cards.page(cards.row(1), cards.row(2))
        self.answers: dict[str, Any] = {
            "request_push": GOOD,
            "push_by_number": AnswerCard("Looking for order 1001 in Dest Boutique …", good=True),
            "explain_by_number": AnswerCard("Looking at order 1001 …", good=True),
            "retry_by_number": AnswerCard("Retrying 1 push.", good=True),
            "retry_all": AnswerCard("Retrying 12 pushes.", good=True),
            "show_order": cards.order(),
            "show_history": history_cards.usual(),
            "show_history.by_number": history_cards.usual(),
            "show_failure": cards.failure(),
            "lists.unfulfilled": orders_page,
            "lists.unfulfilled.by_name": orders_page,
            "lists.digest_now": AnswerCard("The digest is on its way.", good=True),
            "lists.find_linked": (),
            "steps.push": None,
            "steps.unfulfilled": None,
            "push_form": cards.form("Dest Boutique"),
            "send_again": GOOD,
            "adopt": AnswerCard("Looking for 2045 …", good=True),
            "lists.home": cards.home("Dest Boutique"),
            "receive_webhook": Receipt.TAKEN,
            "locations.show": location_cards.usual(),
            "locations.show_group": (location_cards.usual().groups[0], location_cards.usual()),
            "locations.ask": AnswerCard("The stores are asked.", good=True),
            "locations.save": AnswerCard("Location group Main holds Studio.", good=True),
            "locations.remove": AnswerCard("Location group Main was removed.", good=True),
        }

    def use(self) -> UseCases:
        """As the handlers take them."""
        return cast("UseCases", self)

    async def authorise(self, actor: Actor, needed: Right, about: About) -> None:
        del needed, about
        if not self.allowed:
            reason = Reason("not_allowed", "You may not use SyncTec.", "Ask <@U0BEN>.")
            raise Rejected(reason)
        self.calls.append(("authorise", actor))

    async def push_by_number(self, *details: Any) -> None:
        await self._said("push_by_number", *details)

    async def explain_by_number(self, *details: Any) -> None:
        await self._said("explain_by_number", *details)

    async def retry_by_number(self, *details: Any) -> None:
        await self._said("retry_by_number", *details)

    async def _said(self, name: str, *details: Any) -> None:
        *asked, say = details
        self.calls.append((name, *asked))
        answer = self.answers[name]
        if isinstance(answer, Exception):
            raise answer
        await say(answer)

    @property
    def locations(self) -> Any:
        """Verbs of their own: asked for as `locations.show`."""
        return _Room(self, "locations")

    @property
    def lists(self) -> Any:
        """Asked for as `lists.home`."""
        return _Room(self, "lists")

    @property
    def steps(self) -> Any:
        """Asked for as `steps.push`."""
        return _Room(self, "steps")

    @property
    def show_history(self) -> Any:
        """By its key, or as `show_history.by_number`."""
        return _Room(self, "show_history")

    def __getattr__(self, name: str) -> Any:
        async def asked(*details: Any, **named: Any) -> Any:
            self.calls.append((name, *details, *named.values()))
            answer = self.answers[name]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return asked

    def asked_for(self, name: str) -> tuple[Any, ...]:
        """The details of the only call of this name."""
        (call,) = [call for call in self.calls if call[0] == name]
        return call[1:]


class _Room:
    """Verbs that stand together under one name."""

    def __init__(self, asked: Asked, name: str) -> None:
        self._asked = asked
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return _Room(self._asked, f"{self._name}.{name}")

    async def __call__(self, *details: Any, **named: Any) -> Any:
        """What is asked of the room itself."""
        return await self._asked.__getattr__(self._name)(*details, **named)
