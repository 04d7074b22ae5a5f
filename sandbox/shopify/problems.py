"""GraphQL errors in the shapes Shopify's graphql-ruby answers them."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLInputType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    print_ast,
    type_from_ast,
)
from graphql.language import DocumentNode, FragmentDefinitionNode, InlineFragmentNode, Node
from graphql.utilities import coerce_input_value

Shape = Callable[[re.Match[str]], tuple[str, dict[str, Any]]]

# graphql-core's sentence -> graphql-ruby's sentence and extensions.
_SHAPES: tuple[tuple[str, Shape], ...] = (
    (
        r"Cannot query field '(\w+)' on type '(\w+)'",
        lambda m: (
            f"Field '{m[1]}' doesn't exist on type '{m[2]}'",
            {"code": "undefinedField", "typeName": m[2], "fieldName": m[1]},
        ),
    ),
    (
        r"Field '(\w+)' argument '(\w+)' of type",
        lambda m: (
            f"Field '{m[1]}' is missing required arguments: {m[2]}",
            {
                "code": "missingRequiredArguments",
                "className": "Field",
                "name": m[1],
                "arguments": m[2],
            },
        ),
    ),
    (
        r"Unknown argument '(\w+)' on field '\w+\.(\w+)'",
        lambda m: (
            f"Field '{m[2]}' doesn't accept argument '{m[1]}'",
            {
                "code": "argumentNotAccepted",
                "name": m[2],
                "typeName": "Field",
                "argumentName": m[1],
            },
        ),
    ),
    (
        r"Field '(\w+)' must not have a selection since type '(.+?)' has no",
        lambda m: (
            f"Selections can't be made on scalars (field '{m[1]}' returns {m[2].strip('[]!')} but "
            "has selections)",
            {"code": "selectionMismatch", "nodeName": f"field '{m[1]}'", "typeName": m[2]},
        ),
    ),
    (
        r"Field '(\w+)' of type '(.+?)' must have a selection",
        lambda m: (
            f"Field must have selections (field '{m[1]}' returns {m[2].strip('[]!')} but has no "
            f"selections. Did you mean '{m[1]} {{ ... }}'?)",
            {"code": "selectionMismatch", "nodeName": f"field '{m[1]}'", "typeName": m[2]},
        ),
    ),
    (
        r"Directive '@(\w+)' may not be used on (\w+)",
        lambda m: (
            f"'@{m[1]}' can't be applied to {_place(m[2])} (allowed: fields)",
            {
                "code": "directiveCannotBeApplied",
                "targetName": _place(m[2]),
                "name": m[1],
            },
        ),
    ),
    (
        r"Unknown directive '@(\w+)'",
        lambda m: (
            f"Directive @{m[1]} is not defined",
            {"code": "undefinedDirective", "directiveName": m[1]},
        ),
    ),
    (
        r"Unknown type '(\w+)'",
        lambda m: (
            f"{m[1]} isn't a defined input type (on a variable)",
            {"code": "variableRequiresValidType", "typeName": m[1]},
        ),
    ),
    (
        r"Unknown fragment '(\w+)'",
        lambda m: (
            f"Fragment {m[1]} was used, but not defined",
            {"code": "useAndDefineFragment", "fragmentName": m[1]},
        ),
    ),
    (
        r"Fragment '(\w+)' is never used",
        lambda m: (
            f"Fragment {m[1]} was defined, but not used",
            {"code": "useAndDefineFragment", "fragmentName": m[1]},
        ),
    ),
    (
        r"Variable '\$(\w+)' is never used in operation '(\w+)'",
        lambda m: (
            f"Variable ${m[1]} is declared by {m[2]} but not used",
            {"code": "variableNotUsed", "variableName": m[1]},
        ),
    ),
    (
        r"Variable '\$(\w+)' is not defined by operation '(\w+)'",
        lambda m: (
            f"Variable ${m[1]} is used by {m[2]} but not declared",
            {"code": "variableNotDefined", "variableName": m[1]},
        ),
    ),
    (
        r"Variable '\$(\w+)' of type '(.+?)' used in position expecting type '(.+?)'",
        lambda m: (
            f"Type mismatch on variable ${m[1]} ({m[2]} / {m[3]})",
            {"code": "variableMismatch", "variableName": m[1], "typeName": m[2]},
        ),
    ),
    (
        r"Field '(\w+)' is not defined by type '(\w+)'",
        lambda m: (
            f"InputObject '{m[2]}' doesn't accept argument '{m[1]}'",
            {
                "code": "argumentNotAccepted",
                "name": m[2],
                "typeName": "InputObject",
                "argumentName": m[1],
            },
        ),
    ),
    (
        r"Field '(\w+)\.(\w+)' of required type",
        lambda m: (
            f"Argument '{m[2]}' on InputObject '{m[1]}' is required. Expected type to be given",
            {"code": "missingRequiredInputObjectAttribute", "argumentName": m[2]},
        ),
    ),
)


def invalid(document: DocumentNode, errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """What validation found, as Shopify says it."""
    return [_translate(document, error) for error in errors]


def _translate(document: DocumentNode, error: GraphQLError) -> dict[str, Any]:
    node = error.nodes[0] if error.nodes else None
    message, extensions = error.message, {"code": "argumentLiteralsIncompatible"}
    for pattern, shape in _SHAPES:
        match = re.match(pattern, error.message)
        if match:
            message, extensions = shape(match)
            break
    return {
        "message": message,
        "locations": [{"line": at.line, "column": at.column} for at in error.locations or ()][:1],
        "path": _path(document, node) or [],
        "extensions": extensions,
    }


def variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What is wrong with the variables: one INVALID_VARIABLE error for each that is."""
    found = (_variable(schema, definition, values) for definition in operation.variable_definitions)
    return [error for error in found if error]


def _variable(
    schema: GraphQLSchema, definition: VariableDefinitionNode, values: Mapping[str, Any]
) -> dict[str, Any] | None:
    name, kind = definition.variable.name.value, print_ast(definition.type)
    value = values.get(name)
    if value is None and (not kind.endswith("!") or _defaulted(definition, name, values)):
        return None
    problems: list[dict[str, Any]] = []

    def note(path: list[str | int], _invalid: Any, error: GraphQLError) -> None:
        at, explanation = _explain(path, error.message)
        problems.append({"path": at, "explanation": explanation})

    input_type: GraphQLInputType = type_from_ast(schema, definition.type)  # type: ignore[assignment]
    coerce_input_value(value, input_type, note)
    if not problems:
        return None
    first = problems[0]
    where = ".".join(str(step) for step in first["path"])
    return {
        "message": f"Variable ${name} of type {kind} was provided invalid value"
        + (f" for {where}" if where else "")
        + f" ({first['explanation']})",
        "locations": [
            {"line": definition.loc.start_token.line, "column": definition.loc.start_token.column}
        ]
        if definition.loc
        else [],
        "extensions": {"code": "INVALID_VARIABLE", "value": value, "problems": problems},
    }


def _defaulted(definition: VariableDefinitionNode, name: str, values: Mapping[str, Any]) -> bool:
    return definition.default_value is not None and name not in values


def _explain(path: list[str | int], message: str) -> tuple[list[str | int], str]:
    required = re.match(r"Field '(\w+)' of required type", message)
    if required:
        return [*path, required[1]], "Expected value to not be null"
    unknown = re.match(r"Field '(\w+)' is not defined by type '(\w+)'", message)
    if unknown:
        return [*path, unknown[1]], f"Field is not defined on {unknown[2]}"
    if "not to be None" in message:
        return path, "Expected value to not be null"
    return path, re.sub(r"^Expected type '[^']+'\. ", "", message)


def path_of(node: Node) -> str | None:
    """A node's step in graphql-ruby's path, or None where it is no step."""
    if isinstance(node, OperationDefinitionNode):
        return f"{node.operation.value} {node.name.value}" if node.name else node.operation.value
    if isinstance(node, FragmentDefinitionNode):
        return f"fragment {node.name.value}"
    if isinstance(node, InlineFragmentNode):
        return f"... on {print_ast(node.type_condition)}"
    if isinstance(node, FieldNode):
        return node.alias.value if node.alias else node.name.value
    return node.name.value if node.kind in ("argument", "object_field") else None  # type: ignore[attr-defined]


def _path(at: Node, wanted: Node | None) -> list[str] | None:
    step = path_of(at)
    own = [step] if step else []
    if at is wanted:
        return own
    for key in at.keys:
        below = getattr(at, key, None)
        for child in below if isinstance(below, tuple) else (below,):
            rest = _path(child, wanted) if isinstance(child, Node) else None
            if rest is not None:
                return own + rest
    return None


def _place(location: str) -> str:
    return {"mutation": "mutations", "query": "queries"}.get(location.lower(), location.lower())


def plain(message: str, code: str, **extensions: Any) -> dict[str, Any]:
    """An error of the whole request."""
    return {"message": message, "extensions": {"code": code, **extensions}}


def show(value: object) -> str:
    """A value as a fingerprint: the same for equal inputs, whatever their order."""
    return json.dumps(value, sort_keys=True, default=str)
