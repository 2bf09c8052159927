"""The "no" of an action."""


class Refusal(Exception):
    """Raised when a person asked for something that cannot be done and can act on the reason.

    `code` is for programs and never changes; `message` is an Indonesian sentence for people.
    Pages show it with status 422, commands end with exit code 2.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
