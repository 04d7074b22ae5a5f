"""One thing a person did in Slack, read once: who, what about, and how to answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import ids, slack_errors
from bot.blocks import answers, loading
from bot.blocks.parts import Message, View
from bot.forms import Memo
from bot.private import tell
from bot.slack_errors import translated
from core.domain.cards import AnswerCard
from core.domain.errors import Broken, NotFound
from core.domain.people import Actor
from core.domain.unfurls import LinkPlace
from core.domain.work import Reply

Body = Mapping[str, Any]
Sink = Callable[[AnswerCard], Awaitable[None]]
SINK = "synctec_sink"


def actor_of(body: Body) -> Actor:
    """Who did it, by team and user id only: names may be missing. In a shared channel the team
    is the person's own."""
    user = body.get("user")
    if isinstance(user, Mapping):
        team = user.get("team_id") or (body.get("team") or {}).get("id") or ""
        return Actor(str(team), str(user["id"]))
    event = body.get("event") or {}
    return Actor(str(body.get("team_id") or ""), str(body.get("user_id") or event.get("user", "")))


def reply_of(body: Body) -> Reply:
    """Where a private answer goes. A modal remembers where it was opened."""
    user = actor_of(body).user
    memo = Memo.of(body.get("view") or {})
    event = body.get("event") or {}
    mentioned = event.get("channel") if event.get("type") == ids.EVENT_MENTION else None
    named = body.get("channel_id") or (body.get("channel") or {}).get("id")
    channel = named or mentioned or memo.channel
    if "command" in body:
        return Reply(user, channel, body.get("response_url"), replaces=True)
    url = body.get("response_url")
    return Reply(user, channel, url or memo.response_url, not url and memo.replaces)


@dataclass(frozen=True, slots=True)
class Window:
    """A modal that is open, as it shows what has the `hash`; filled once, unless the person closed
    it meanwhile. `hash` None: it is filled whatever is in it by then."""

    client: AsyncWebClient
    view_id: str
    hash: str | None
    title: str = ""

    async def fill(self, view: View) -> Window | None:
        """Replace what it shows; returns it as it is then, None where the person closed it or
        something newer is in it already. Raises what `bot.slack_errors` raises."""
        try:
            with translated():
                filled = await self.client.views_update(
                    view_id=self.view_id, hash=self.hash, view=view
                )
        except NotFound:
            return None
        except Broken as error:
            if slack_errors.code_of(error.__cause__) != "hash_conflict":
                raise
            return None
        return replace(self, hash=filled["view"]["hash"])

    async def answer(self, card: AnswerCard) -> None:
        """Show an answer in it."""
        await self.fill(answers.build_modal(card, self.title))


@dataclass(frozen=True, slots=True)
class Request:
    """What a handler needs of one click, command or submission."""

    body: Body
    client: AsyncWebClient
    context: AsyncBoltContext

    @property
    def actor(self) -> Actor:
        """Who did it."""
        return actor_of(self.body)

    @property
    def reply(self) -> Reply:
        """Where a private answer goes."""
        return reply_of(self.body)

    @property
    def value(self) -> str:
        """What the button carries."""
        return str(self.body["actions"][0].get("value", ""))

    @property
    def suffix(self) -> str:
        """What made the button's name unique in its message; empty where nothing did."""
        return str(self.body["actions"][0].get("action_id", "")).partition(":")[2]

    @property
    def clicked_at(self) -> float:
        """When the click was made, by Slack's clock; 0 where Slack does not say."""
        return float(self.body["actions"][0].get("action_ts") or 0)

    @property
    def chosen(self) -> str:
        """What was chosen in a menu."""
        option = self.body["actions"][0].get("selected_option") or {}
        return str(option.get("value", ""))

    @property
    def words(self) -> str:
        """What was typed after the command."""
        return str(self.body.get("text") or "")

    @property
    def message_text(self) -> str:
        """All that the message says whose shortcut was chosen."""
        message = self.body.get("message") or {}
        return "\n".join([str(message.get("text") or ""), *_texts(message.get("blocks"))])

    @property
    def event(self) -> Mapping[str, Any]:
        """The event, where this is one."""
        event: Mapping[str, Any] = self.body.get("event") or {}
        return event

    @property
    def linked(self) -> tuple[LinkPlace, str] | None:
        """Where it was clicked below a link that somebody wrote, and which link. Of their message
        Slack tells nothing else."""
        container: Mapping[str, Any] = self.body.get("container") or {}
        if not container.get("is_app_unfurl"):
            return None
        place = LinkPlace(str(container["channel_id"]), str(container["message_ts"]))
        return place, str(container["app_unfurl_url"])

    @property
    def view(self) -> Mapping[str, Any]:
        """The modal that was submitted or clicked in."""
        view: Mapping[str, Any] = self.body.get("view") or {}
        return view

    def memo(self, about: object = "") -> str:
        """For a modal opened from here: its answer will come back to here."""
        reply = self.reply
        return Memo(str(about), reply.channel, reply.response_url, reply.replaces).text()

    async def say(self, card: AnswerCard) -> None:
        """Tell this person alone."""
        await self.show(answers.build(card))

    async def say_refusal(self, card: AnswerCard) -> None:
        """The same where success shows by itself: the message that was clicked changes. Below a
        link it is said all the same: what stands there may be out of our reach."""
        if not card.good or self.linked is not None:
            await self.say(card)

    async def show(self, message: Message) -> None:
        """Show this person alone."""
        await tell(self.client, self.reply, message)

    async def open(self, view: View) -> Window:
        """Open a modal, on top of the one that was clicked in; from now on a failure of this
        request is told inside it.

        Raises:
            Rejected: the trigger has ended (3 s).
        """
        on_top = self.view.get("type") == "modal"
        show = self.client.views_push if on_top else self.client.views_open
        with translated():
            opened = await show(trigger_id=self.body["trigger_id"], view=view)
        kept = opened["view"]
        window = Window(self.client, kept["id"], kept["hash"], view["title"]["text"])
        self.context[SINK] = window.answer
        return window

    async def open_loading(self, title: str) -> Window:
        """Open a modal at once, to be filled when the answer is there."""
        return await self.open(loading.build(title))

    def clicked_window(self) -> Window:
        """The modal that was clicked in, to be filled anew; from now on a failure of this request
        is told inside it."""
        view = self.view
        window = Window(self.client, view["id"], view["hash"], view["title"]["text"])
        self.context[SINK] = window.answer
        return window

    def listed_window(self) -> Window:
        """The same, whatever it shows by now: it may have been brought up to date since."""
        return replace(self.clicked_window(), hash=None)

    async def publish_home(self, view: View) -> None:
        """Show this person's Home tab."""
        with translated():
            await self.client.views_publish(user_id=self.actor.user, view=view)

    def answer_nobody(self) -> None:
        """From now on a failure of this request is told to nobody: the log has it."""

        async def silence(_card: AnswerCard) -> None:
            return

        self.context[SINK] = silence

    def answer_at_home(self) -> None:
        """From now on a failure of this request is told in the Home tab."""

        async def show(card: AnswerCard) -> None:
            await self.publish_home(answers.build_home(card))

        self.context[SINK] = show


def _texts(node: Any) -> Iterator[str]:
    """Every text of some blocks, however deep."""
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def sink_of(request: Request) -> Sink:
    """Where the answer to this request belongs: an open window, the Home tab, or a whisper."""
    sink: Sink | None = request.context.get(SINK)
    return sink or request.say
