"""Shopify's global ids: `gid://shopify/Order/1`."""

PREFIX = "gid://shopify/"


def gid(noun: str, number: int | str) -> str:
    """The global id of a thing."""
    return f"{PREFIX}{noun}/{number}"


def split(text: str) -> tuple[str, str]:
    """The noun and the bare id of a global id; ValueError when it is none."""
    noun, slash, number = text.removeprefix(PREFIX).partition("/")
    if not (text.startswith(PREFIX) and slash and noun and number):
        raise ValueError(f"Invalid global id '{text}'")
    return noun, number.partition("?")[0]


def number_of(text: str, noun: str) -> int:
    """The numeric id of a thing of this noun; 0, which nothing has, for any other id."""
    found, number = split(text)
    return int(number) if found == noun and number.isdigit() else 0
