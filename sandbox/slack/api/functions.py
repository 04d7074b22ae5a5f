"""functions.*: how a step of a workflow ended."""

from sandbox.slack import steps
from sandbox.slack.api.registry import TIER_3, Call, method
from sandbox.slack.errors import SlackError, refused
from sandbox.slack.state import Json


@method("functions.completeSuccess", per_minute=TIER_3)
def complete_success(call: Call) -> Json:
    """The workflow goes on with these outputs: those that are declared, and no others."""
    step = steps.running(call.workspace, call.text("function_execution_id"))
    outputs = call.data("outputs", "invalid_arguments")
    if not isinstance(outputs, dict):
        raise SlackError("invalid_arguments")
    declared = steps.functions(call.workspace).get(step["callback_id"], {})
    wrong = steps.mistakes(call.workspace, declared.get("output_parameters", {}), outputs)
    if wrong:
        raise refused("parameter_validation_failed", wrong)
    step |= {"state": steps.COMPLETED, "outputs": outputs}
    return {}


@method("functions.completeError", per_minute=TIER_3)
def complete_error(call: Call) -> Json:
    """The workflow ends here; who owns it reads why."""
    step = steps.running(call.workspace, call.text("function_execution_id"))
    step |= {"state": steps.FAILED, "error": call.text("error")}
    return {}
