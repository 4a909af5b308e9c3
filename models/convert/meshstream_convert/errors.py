"""The one exception whose message is meant for the person running the tool."""


class ConversionError(Exception):
    """Something is not as expected; the message says what, and what to do about it."""

    def __init__(self, thing: str, value: object, expected: str, advice: str):
        super().__init__(f"{thing}: {value} (expected: {expected}); {advice}")
