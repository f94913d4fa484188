"""The base of every error that a person reads: a message of the catalogue and its values."""


class ReportableError(Exception):
    """An error that a person reads in their own language, through `Guide.error_message`.

    Args:
        key: The key of its message in the catalogue, such as `store.locked`.
        values: What the message's placeholders stand for.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        """Return the key and the values, for tracebacks: no language is known here."""
        return " ".join([self.key, *(f"{name}={value!r}" for name, value in self.values.items())])
