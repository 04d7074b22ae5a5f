"""Tell one person something that nobody else sees, by whichever way is open."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import text as words
from bot.blocks.parts import Message
from bot.slack_errors import translated, unavailable
from core.domain.errors import AccessRefused, Rejected
from core.domain.reasons import Reason
from core.domain.words import later, say
from core.domain.work import Reply

_NOT_HERE = Reason(
    "not_in_channel",
    later("SyncTec is not in this channel: what comes here would be lost."),
    later("Type `/invite @SyncTec` here, and then the command again."),
)


async def tell(
    client: AsyncWebClient, reply: Reply, message: Message, *, replace: bool = False
) -> None:
    """By the response URL while it lives (30 minutes, 5 uses), else ephemerally in the channel,
    else, where the channel is closed to us, as a direct message. With `replace`, a response URL
    puts it in the place of what was told through it before.

    Raises:
        Temporary: Slack does not answer now.
        Rejected: none of the three ways is open.
    """
    if reply.response_url and await _respond(reply.response_url, message, replace=replace):
        return
    if reply.channel and await _ephemeral(client, reply.channel, reply.user, message):
        return
    with translated():
        await client.chat_postMessage(
            channel=reply.user, text=message.text, blocks=list(message.blocks)
        )


async def announce(client: AsyncWebClient, channel: str, store: str) -> None:
    """Say in a channel that it hears of a store from now on.

    Raises:
        Rejected: we are not in the channel, and what to do about it.
        Temporary, Broken: as `bot.slack_errors` translates Slack's answers.
    """
    said = say("📣 This channel hears of {store} now.", store=words.escape(store, 100))
    try:
        with translated():
            await client.chat_postMessage(channel=channel, text=said)
    except AccessRefused as error:
        raise Rejected(_NOT_HERE) from error


async def send_file(
    client: AsyncWebClient, user: str, said: str, name: str, content: bytes
) -> None:
    """Put a file into the direct messages, below one that says what it is.

    Raises:
        Temporary: Slack does not answer now.
        Rejected, Broken: as `bot.slack_errors` translates Slack's answers.
    """
    with translated():
        told = await client.chat_postMessage(channel=user, text=words.escape(said, 300))
        # A file is shared by the conversation's own id, which the answer names.
        await client.files_upload_v2(
            channel=told["channel"],
            filename=name,
            title=name,
            content=content,
        )


async def _respond(url: str, message: Message, *, replace: bool) -> bool:
    webhook = AsyncWebhookClient(url, timeout=10, retry_handlers=[])
    with translated():
        answer = await webhook.send(
            text=message.text,
            blocks=list(message.blocks),
            response_type="ephemeral",
            replace_original=replace,
        )
    if answer.status_code == 429 or answer.status_code >= 500:
        raise unavailable()
    return answer.status_code == 200


async def _ephemeral(client: AsyncWebClient, channel: str, user: str, message: Message) -> bool:
    try:
        with translated():
            await client.chat_postEphemeral(
                channel=channel, user=user, text=message.text, blocks=list(message.blocks)
            )
    except Rejected:
        return False
    return True
