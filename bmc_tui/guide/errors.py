"""The base of all errors that are reported to the user: a message's key and its values."""


class ReportableError(Exception):
    """An error reported in the language of the user, by `Guide.error_message`.

    Args:
        key: The key of its message in the catalogue, such as `store.locked`.
        values: The values of the message's placeholders.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        """Return the key and the values, for tracebacks, which have no language."""
        return " ".join([self.key, *(f"{name}={value!r}" for name, value in self.values.items())])
