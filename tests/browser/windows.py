"""Browser windows that tests take and give back: a new one costs Chromium two seconds of a core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Browser, ConsoleMessage, Page, Request, ViewportSize

_PHONE_WIDTH = 700
_QUIET = "/control/health"
"""A page without scripts, at the same origin: the renderer stays."""
_FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass
class Complaints:
    """What the pages of a test complained of: errors in the console, failed and foreign requests.
    `own` is the sandbox's address."""

    own: str
    heard: list[str] = field(default_factory=list)

    def said(self, message: ConsoleMessage) -> None:
        """Errors count."""
        if message.type == "error":
            self.heard.append(f"{message.text} {message.location['url']}")

    def asked(self, request: Request) -> None:
        """A page needs nobody but its sandbox."""
        if not request.url.startswith((self.own, "data:")):
            self.heard.append(f"asked another server: {request.url}")


class _Window:
    """One page in a context of its own; what it says goes to whoever has it now."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: Complaints | None = None
        page.on("console", lambda said: self._tell(lambda to: to.said(said)))
        page.on("request", lambda asked: self._tell(lambda to: to.asked(asked)))
        page.on("pageerror", lambda error: self._tell(lambda to: to.heard.append(str(error))))

    def _tell(self, what: Callable[[Complaints], None]) -> None:
        if self.complaints is not None:
            what(self.complaints)


class Windows:
    """Of one browser. A window that is given back remembers nothing."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[tuple[int, int], list[_Window]] = defaultdict(list)

    async def lend(
        self, viewport: ViewportSize, complaints: Complaints
    ) -> tuple[Page, Callable[[], Awaitable[None]]]:
        """A page, empty still, whose complaints are collected, and how to give it back; narrow ones
        are telephones."""
        window = await self._take(viewport, complaints)

        async def give_back() -> None:
            await self._give_back(window, viewport)

        return window.page, give_back

    async def _take(self, viewport: ViewportSize, complaints: Complaints) -> _Window:
        idle = self._idle[viewport["width"], viewport["height"]]
        window = idle.pop() if idle else await self._opened(viewport)
        window.complaints = complaints
        return window

    async def _opened(self, viewport: ViewportSize) -> _Window:
        phone = viewport["width"] < _PHONE_WIDTH
        context = await self._browser.new_context(
            viewport=viewport, has_touch=phone, is_mobile=phone
        )
        return _Window(await context.new_page())

    async def _give_back(self, window: _Window, viewport: ViewportSize) -> None:
        complaints, window.complaints = window.complaints, None
        page, context = window.page, window.page.context
        if page.is_closed() or len(context.pages) > 1 or complaints is None:
            await context.close()
            return
        await page.evaluate(_FORGET)
        await context.clear_cookies()
        await page.mouse.move(0, 0)
        await page.goto(complaints.own + _QUIET)
        self._idle[viewport["width"], viewport["height"]].append(window)
