"""`/synctec settings`, `plan`, `pause`, `resume`, and the window of settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.blocks import settings_modal
from bot.blocks.parts import Block, View
from bot.forms import Mistakes
from bot.requests import Request, Window
from bot.settings_form import SettingsForm, Shown, chosen_source, read_settings
from core.domain.cards import AnswerCard
from core.domain.setting_cards import SettingsCard
from core.domain.setting_changes import mark, marks_of
from core.domain.setting_table import BY_KEY, Belongs
from core.usecases.catalogue import UseCases
from core.usecases.change_settings import UnfitSettings, Wish
from handlers.grammar import Pause, Plan, Resume, Settings

_WINDOWS = 1000
"""So many are remembered before all are forgotten."""


@dataclass(frozen=True, slots=True)
class SettingsHandlers:
    """What people do about how orders are pushed."""

    use: UseCases
    newest: dict[str, float] = field(default_factory=dict)
    """When each window was clicked in last: an older answer does not come over a newer one."""

    async def command(self, words: Settings, request: Request) -> None:
        """`/synctec settings dest [source]`."""
        window = await request.open_loading(settings_modal.TITLE)
        card = await self.use.show_settings(words.handle, words.source, any_source=True)
        shown = _shown(card)
        await window.fill(settings_modal.build(card, request.memo(shown.text()), {}))

    async def in_window(self, request: Request, window: Window) -> None:
        """A store chosen in App Home."""
        card = await self.use.show_settings(request.chosen, None, any_source=True)
        await window.fill(settings_modal.build(card, request.memo(_shown(card).text()), {}))

    async def plan(self, words: Plan, request: Request) -> None:
        """`/synctec plan dest [name]`."""
        card = await self.use.choose_plan(words.handle, words.name, request.actor.user)
        await request.say(card.answer)

    async def pause(self, words: Pause, request: Request) -> None:
        """`/synctec pause dest`."""
        await self._pause(words.handle, request, paused=True)

    async def resume(self, words: Resume, request: Request) -> None:
        """`/synctec resume dest`."""
        await self._pause(words.handle, request, paused=False)

    async def refresh(self, request: Request) -> None:
        """A choice on which more depends, another source, or Preview again."""
        view_id, at = str(request.view["id"]), request.clicked_at
        self._clicked(view_id, at)
        form, chosen = read_settings(request.view), chosen_source(request.view)
        # A click that follows at once knows no newer state of the window than this one did: the
        # later one counts, whatever the window shows by then.
        window = replace(request.clicked_window(), hash=None)
        shown = form.shown
        if chosen is None or chosen == shown.source:
            card = await self.use.show_settings(shown.destination, shown.source)
            memo = request.memo(shown.text())
            view = settings_modal.build(card, memo, form.entered, shown.turn)
        else:
            card = await self.use.show_settings(shown.destination, chosen)
            view = _of_another_source(card, form, request)
        if self.newest.get(view_id, at) <= at:
            await window.fill(view)

    def _clicked(self, view_id: str, at: float) -> None:
        if len(self.newest) > _WINDOWS:
            self.newest.clear()
        self.newest[view_id] = max(at, self.newest.get(view_id, at))

    async def submit(self, request: Request, form: SettingsForm) -> View | AnswerCard:
        """Save. The window again where somebody else changed something of it meanwhile.

        Raises:
            Mistakes: something cannot be taken; nothing was changed.
        """
        shown = form.shown
        wish = Wish(shown.destination, shown.source, form.entered, shown.marks)
        try:
            changed = await self.use.change_settings(wish, request.actor.user)
        except UnfitSettings as unfit:
            raise Mistakes(form.errors(unfit.mistakes)) from unfit
        if not changed.clashes:
            return changed.answer
        theirs = {clash.setting.key for clash in changed.clashes}
        entered = {key: typed for key, typed in form.entered.items() if key not in theirs}
        turn = shown.turn + 1
        memo = request.memo(_shown(changed.card, turn).text())
        warning = settings_modal.clashed(changed.clashes)
        return settings_modal.build(changed.card, memo, entered, turn, warning)

    async def _pause(self, handle: str, request: Request, *, paused: bool) -> None:
        card = await self.use.pause_push(handle, request.actor.user, paused=paused)
        await request.say(card.answer)


def _shown(card: SettingsCard, turn: int = 0) -> Shown:
    subject = card.subject
    source = subject.source.handle if subject.source else None
    return Shown(subject.store.handle, source, marks_of(subject), turn)


def _of_another_source(card: SettingsCard, form: SettingsForm, request: Request) -> View:
    """What was entered for the store stays; what was entered for the connection that is left is
    not kept, and told."""
    shown, now = form.shown, _shown(card, form.shown.turn)
    kept = {
        key: typed for key, typed in form.entered.items() if BY_KEY[key].belongs is Belongs.STORE
    }
    marks = {key: shown.marks[key] if key in kept else each for key, each in now.marks.items()}
    memo = request.memo(replace(now, marks=marks).text())
    return settings_modal.build(card, memo, kept, shown.turn, _lost(card, form))


def _lost(card: SettingsCard, form: SettingsForm) -> Block | None:
    names = [
        BY_KEY[key].name
        for key, typed in form.entered.items()
        if BY_KEY[key].belongs is Belongs.CONNECTION and mark(typed) != form.shown.marks.get(key)
    ]
    left = next((each.name for each in card.sources if each.handle == form.shown.source), "")
    return settings_modal.not_saved(left, names) if names else None
