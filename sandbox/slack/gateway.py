"""The Web API's door: arguments, tokens, scopes, rates and faults, then the method."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.exchanges import Exchanges
from sandbox.faults import Fault, Faults, NoAnswer
from sandbox.slack.api import METHODS
from sandbox.slack.api.registry import Call, Method, Services
from sandbox.slack.errors import SlackError
from sandbox.slack.rates import Limited
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN, Json, bot_scopes
from sandbox.slack.steps import is_live
from sandbox.slack.world import Workspace

_KINDS = ("error", "rate_limited", "status", "drop_answer", "drop_request", "delay")
Answer = Callable[[], Awaitable[Response]]


async def arguments(request: Request) -> Json:
    """A call's arguments from its query and its form or JSON body (SlackError invalid_json...)."""
    args: Json = dict(request.query_params)
    raw = await request.body()
    if not raw:
        return args
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(raw)
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return args | body
    return args | dict(parse_qsl(raw.decode(errors="replace"), keep_blank_values=True))


def _token(workspace: Workspace, request: Request, args: Json) -> str:
    header = request.headers.get("authorization", "")
    given = header.removeprefix("Bearer ").strip() if header else str(args.get("token") or "")
    if not given:
        raise SlackError("not_authed")
    if given in (BOT_TOKEN, APP_TOKEN):
        return given
    # That of a step in a workflow is the bot's as long as the step runs.
    live = is_live(workspace, given)
    if live is None:
        raise SlackError("invalid_auth")
    if not live:
        raise SlackError("token_revoked")
    return BOT_TOKEN


class Gateway:
    """`/slack/api/{method}`."""

    def __init__(self, services: Services, faults: Faults, exchanges: Exchanges) -> None:
        self._services = services
        self._faults = faults
        self._exchanges = exchanges

    async def endpoint(self, request: Request) -> Response:
        """Answer one call of the Web API."""
        name = request.path_params["method"]
        return await self.answered(name, lambda: self._answer(name, request))

    async def answered(self, name: str, answer: Answer) -> Response:
        """Answer as `answer` does or as the fault in force has it, and write the call down."""
        fault = self._faults.take("slack", _KINDS, operations=(name,))
        response = await _struck(fault, answer) if fault else await answer()
        status = 0 if isinstance(response, NoAnswer) else response.status_code
        self._exchanges.record("slack", name, status)
        return response

    async def _answer(self, name: str, request: Request) -> Response:
        try:
            args = await arguments(request)
            body = {"ok": True, **self._run(name, self._token(request, args), args)}
            return JSONResponse(body, headers=self._scopes())
        except Limited as limited:
            return _limited(limited)
        except SlackError as error:
            return JSONResponse(error.to_json(), error.status)

    def _token(self, request: Request, args: Json) -> str:
        return _token(self._services.workspace, request, args)

    def _scopes(self) -> dict[str, str]:
        provided = bot_scopes(self._services.workspace.state.manifest)
        return {"x-oauth-scopes": ",".join(provided)}

    def _run(self, name: str, token: str, args: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        if method.app_token != (token == APP_TOKEN):
            raise SlackError("not_allowed_token_type")
        self._allowed(method)
        workspace = self._services.workspace
        settings = workspace.state.settings
        self._services.rates.method(name, method.per_minute, workspace.seconds(), settings)
        return method.run(Call(self._services, args))

    def _allowed(self, method: Method) -> None:
        provided = bot_scopes(self._services.workspace.state.manifest)
        if method.scopes and not set(method.scopes) & set(provided):
            raise SlackError("missing_scope", needed=method.scopes[0], provided=",".join(provided))


def _limited(limited: Limited) -> Response:
    headers = {"Retry-After": str(limited.retry_after)}
    return JSONResponse(limited.to_json(), limited.status, headers)


async def _struck(fault: Fault, answer: Answer) -> Response:
    if fault.kind == "drop_request":
        return NoAnswer()
    if fault.kind == "error":
        error = str(fault.details.get("error", "internal_error"))
        return JSONResponse({"ok": False, "error": error})
    if fault.kind == "rate_limited":
        return _limited(Limited(fault.seconds))
    if fault.kind == "status" and not fault.worked:
        return Response("sandbox fault", fault.status)
    response = await answer()
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    return _spoiled(fault, response)


def _spoiled(fault: Fault, response: Response) -> Response:
    if fault.kind == "drop_answer":
        return NoAnswer()
    return Response("sandbox fault", fault.status) if fault.kind == "status" else response
