"""Every way in from Slack: the table of contents. One line a name; what each does is in the module
of its feature."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot import forms, ids
from bot.app import acknowledge_the_rest
from bot.blocks import orders_modal, settings_modal
from bot.digest_form import read_digest_form
from bot.listening import Listening
from bot.location_form import read_group_form
from bot.settings_form import read_settings
from core.domain.words import later
from core.usecases.catalogue import UseCases
from handlers import grammar, rights
from handlers.commands import Commands
from handlers.decision import DecisionHandlers
from handlers.digest import DigestHandlers
from handlers.explain import ExplainHandlers
from handlers.help import HelpHandlers
from handlers.history import HistoryHandlers
from handlers.home import HomeHandlers
from handlers.linked import LinkedHandlers
from handlers.locations import LocationHandlers
from handlers.match import MatchHandlers
from handlers.orders import OrderHandlers
from handlers.people import PeopleHandlers
from handlers.push import PushHandlers
from handlers.pushes import PushesHandlers
from handlers.question import QuestionHandlers
from handlers.retry import RetryHandlers
from handlers.routing import RoutingHandlers
from handlers.settings import SettingsHandlers
from handlers.status import StatusHandlers
from handlers.steps import StepHandlers
from handlers.stock import StockHandlers
from handlers.unfulfilled import UnfulfilledHandlers


def register(app: AsyncApp, use: UseCases, *, support: str) -> None:
    """Put every listener on the app; `support` is the contact that help ends with."""
    listen = Listening(use.authorise)
    _commands(app, use, support)
    _buttons(app, use, listen)
    _forms(app, use, listen)
    _matching(app, MatchHandlers(use), listen)
    _pushes(app, PushesHandlers(use), listen)
    _unfulfilled(app, UnfulfilledHandlers(use), listen)
    _digest(app, DigestHandlers(use), listen)
    _events(app, use, listen, support)
    _steps(app, StepHandlers(use), listen)
    _locations(app, LocationHandlers(use), listen)
    _settings(app, SettingsHandlers(use), listen)
    acknowledge_the_rest(app)


def _events(app: AsyncApp, use: UseCases, listen: Listening, support: str) -> None:
    help_ = HelpHandlers(support)
    app.event(ids.EVENT_HOME_OPENED)(listen.to_everyone(HomeHandlers(use).opened))
    for name in (ids.EVENT_GROUP_PEOPLE, ids.EVENT_GROUP):
        app.event(name)(listen.to_everyone(PeopleHandlers(use).group_changed))
    app.event(ids.EVENT_LINK)(listen.to_everyone(LinkedHandlers(use).shared))
    app.event(ids.EVENT_MENTION)(listen.to_everyone(help_.written_to))
    app.event(ids.EVENT_MESSAGE)(listen.to_everyone(help_.written_to))


def _steps(app: AsyncApp, steps: StepHandlers, listen: Listening) -> None:
    """Acknowledged by us: what was asked for is written down before."""
    push = listen.to_step(steps.push, rights.STEP_PUSH)
    app.function(ids.STEP_PUSH, auto_acknowledge=False)(push)
    unfulfilled = listen.to_step(steps.unfulfilled, rights.STEP_UNFULFILLED)
    app.function(ids.STEP_UNFULFILLED, auto_acknowledge=False)(unfulfilled)


def _commands(app: AsyncApp, use: UseCases, support: str) -> None:
    push, retry, help_ = PushHandlers(use), RetryHandlers(use), HelpHandlers(support)
    settings, people = SettingsHandlers(use), PeopleHandlers(use)
    digest, routing = DigestHandlers(use), RoutingHandlers(use)
    commands = Commands(
        use.authorise,
        {
            grammar.Push: push.command,
            grammar.Retry: retry.command,
            grammar.RetryAll: retry.command_all,
            grammar.Pushes: PushesHandlers(use).command,
            grammar.Unfulfilled: UnfulfilledHandlers(use).command,
            grammar.Subscribe: routing.subscribe,
            grammar.Unsubscribe: routing.unsubscribe,
            grammar.Mute: routing.mute,
            grammar.Status: StatusHandlers(use).command,
            grammar.DigestNow: digest.command,
            grammar.Digest: digest.settings,
            grammar.DigestSwitch: digest.switch,
            grammar.Explain: ExplainHandlers(use).command,
            grammar.History: HistoryHandlers(use).command,
            grammar.Stock: StockHandlers(use).command,
            grammar.Resync: StockHandlers(use).resync,
            grammar.Locations: LocationHandlers(use).command,
            grammar.Match: MatchHandlers(use).command,
            grammar.Items: MatchHandlers(use).items,
            grammar.ItemsPause: MatchHandlers(use).pause_command,
            grammar.Settings: settings.command,
            grammar.Allow: people.allow,
            grammar.Deny: people.deny,
            grammar.People: people.command,
            grammar.Audit: people.audit,
            grammar.Plan: settings.plan,
            grammar.Pause: settings.pause,
            grammar.Resume: settings.resume,
            grammar.Help: help_.command,
            grammar.Misunderstood: help_.misunderstood,
        },
    )
    app.command(ids.COMMAND)(Listening.to_everyone(commands))


def _buttons(app: AsyncApp, use: UseCases, listen: Listening) -> None:
    push, retry = PushHandlers(use), RetryHandlers(use)
    orders, question = OrderHandlers(use), QuestionHandlers(use)
    history, status = HistoryHandlers(use), StatusHandlers(use)
    app.action(ids.any_of(ids.PUSH))(listen.to(push.button, rights.PUSH))
    app.action(ids.any_of(ids.RETRY))(listen.to(retry.button, rights.RETRY))
    app.action(ids.VIEW_ORDER)(
        listen.in_window(later("Order"), orders.view_order, rights.VIEW_ORDER)
    )
    app.action(ids.WHY_NOT)(listen.in_window(later("Why not?"), orders.why_not, rights.VIEW_ORDER))
    app.action(ids.VIEW_HISTORY)(
        listen.in_window(later("History"), history.in_window, rights.VIEW_ORDER)
    )
    app.action(ids.EXPORT_HISTORY)(listen.to(history.export, rights.VIEW_ORDER))
    app.action(ids.VIEW_ERROR)(
        listen.in_window(later("Push error"), orders.view_error, rights.VIEW_ERROR)
    )
    app.action(ids.SEND_AGAIN)(listen.to(question.send_again, rights.ANSWER))
    app.action(ids.IT_IS_THERE)(
        listen.in_window(later("It is there"), question.open_form, rights.ANSWER)
    )
    app.action(ids.any_of(ids.DECIDE))(listen.to(DecisionHandlers(use).decide, rights.DECIDE))
    shortcut = listen.in_window(later("Manual Order Push"), push.shortcut, rights.ACT_SOMEWHERE)
    app.shortcut(ids.SHORTCUT_PUSH)(shortcut)
    app.action(ids.OPEN_PUSH)(
        listen.in_window(later("Manual Order Push"), push.open_form, rights.ACT_SOMEWHERE)
    )
    app.action(ids.OPEN_STATUS)(listen.in_window(later("Status"), status.in_window, rights.LISTS))
    app.action(ids.APPLY_DIFFERENCES)(listen.to(StockHandlers(use).apply, rights.APPLY))
    app.action(ids.RETRY_ALL)(
        listen.in_window(later("Retry all"), retry.all_in_window, rights.ACT_SOMEWHERE)
    )


def _forms(app: AsyncApp, use: UseCases, listen: Listening) -> None:
    push, retry, question = PushHandlers(use), RetryHandlers(use), QuestionHandlers(use)
    app.view(ids.SUBMIT_PUSH_FORM)(
        listen.to_form(forms.read_push_form, push.submit_form, rights.PUSH_FORM)
    )
    app.view(ids.SUBMIT_ORDER)(
        listen.to_form(forms.read_order_form, push.submit_order, rights.ORDER_FORM)
    )
    app.view(ids.SUBMIT_RETRY)(
        listen.to_form(forms.read_retry_form, retry.submit, rights.RETRY_FORM)
    )
    app.view(ids.SUBMIT_ADOPT)(
        listen.to_form(forms.read_adopt_form, question.submit_form, rights.ADOPT_FORM)
    )


def _digest(app: AsyncApp, digest: DigestHandlers, listen: Listening) -> None:
    app.action(ids.any_of(ids.PUSH_ROW))(listen.to(digest.push, rights.ROW))
    app.action(ids.any_of(ids.NUDGE))(listen.to(digest.nudge, rights.ROW))
    app.action(ids.any_of(ids.SNOOZE))(listen.to(digest.snooze, rights.ROW))
    form = listen.to_form(read_digest_form, digest.submit, rights.DIGEST_FORM)
    app.view(ids.SUBMIT_DIGEST)(form)


def _pushes(app: AsyncApp, pushes: PushesHandlers, listen: Listening) -> None:
    window = listen.in_window(later("Order pushes"), pushes.in_window, rights.LISTS)
    app.action(ids.OPEN_PUSHES)(window)
    app.action(ids.any_of(ids.PUSHES_PAGE))(listen.to(pushes.page, rights.LISTS))
    app.action(ids.PUSHES_STORE)(listen.to(pushes.store, rights.LISTS))
    app.action(ids.any_of(ids.RETRY_ROW))(listen.to(pushes.retry, rights.RETRY))
    storm = listen.in_window(later("Order pushes"), pushes.show_storm, rights.LISTS)
    app.action(ids.SHOW_STORM)(storm)
    app.action(ids.RETRY_STORM)(listen.to(pushes.retry_storm, rights.ACT_SOMEWHERE))
    app.action(ids.RETRY_LISTED)(listen.to(pushes.retry_all, rights.ACT_SOMEWHERE))
    app.action(ids.EXPORT_PUSHES)(listen.to(pushes.export, rights.LISTS))


def _unfulfilled(app: AsyncApp, orders: UnfulfilledHandlers, listen: Listening) -> None:
    window = listen.in_window(orders_modal.TITLE, orders.in_window, rights.LISTS)
    app.action(ids.OPEN_UNFULFILLED)(window)
    app.action(ids.any_of(ids.ORDERS_PAGE))(listen.to(orders.page, rights.LISTS))
    app.action(ids.ORDERS_STORE)(listen.to(orders.store, rights.LISTS))
    app.action(ids.any_of(ids.ORDERS_PUSH))(listen.to(orders.push, rights.ROW))
    app.action(ids.any_of(ids.ORDERS_NUDGE))(listen.to(orders.nudge, rights.ROW))
    app.action(ids.EXPORT_ORDERS)(listen.to(orders.export, rights.LISTS))


def _matching(app: AsyncApp, match: MatchHandlers, listen: Listening) -> None:
    app.action(ids.USE_ALIAS)(listen.to(match.use_alias, rights.ITEM))
    app.action(ids.PAUSE_ITEM)(listen.to(match.pause, rights.ITEM))
    app.action(ids.RESUME_ITEM)(listen.to(match.resume, rights.ITEM))
    app.action(ids.OPEN_ITEMS)(listen.in_window(later("Items"), match.open_items, rights.ITEMS))
    app.action(ids.any_of(ids.ITEMS_PAGE))(listen.to(match.page, rights.ITEMS))


def _locations(app: AsyncApp, locations: LocationHandlers, listen: Listening) -> None:
    app.action(ids.MAKE_GROUP)(listen.to(locations.make, rights.GROUPS))
    app.action(ids.any_of(ids.CHANGE_GROUP))(listen.to(locations.change, rights.GROUPS))
    app.action(ids.REMOVE_GROUP)(listen.to(locations.remove, rights.GROUPS))
    app.action(ids.ASK_LOCATIONS)(listen.to(locations.ask, rights.GROUPS))
    app.view(ids.SUBMIT_GROUP)(listen.to_form(read_group_form, locations.submit, rights.GROUP_FORM))


def _settings(app: AsyncApp, settings: SettingsHandlers, listen: Listening) -> None:
    app.action(ids.any_of(ids.SETTING))(listen.to(settings.refresh, rights.SEE_SETTINGS))
    opened = listen.in_window(settings_modal.TITLE, settings.in_window, rights.OPEN_SETTINGS)
    app.action(ids.OPEN_SETTINGS)(opened)
    app.action(ids.PREVIEW_SETTINGS)(listen.to(settings.refresh, rights.SEE_SETTINGS))
    app.view(ids.SUBMIT_SETTINGS)(
        listen.to_asked_form(read_settings, settings.submit, rights.SETTINGS_FORM)
    )
