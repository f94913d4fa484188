"""The styles of text in a terminal, as SGR sequences set them and change them.

A style is written as the parameters of the sequence that sets it, without defaults: "1;31".
"""

from functools import lru_cache

_FOREGROUNDS = frozenset((*range(30, 38), 39, *range(90, 98)))
_BACKGROUNDS = frozenset((*range(40, 48), 49, *range(100, 108)))
_IS_FOREGROUND = {"38": True, "48": False}
"""Whether an extended colour is a foreground."""

_EXTENDED_PARAMETERS = {"2": 3, "5": 1}
"""The number of parameters that follow: red, green and blue, or an index of the palette."""

_OFF_CODES = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29}
"""The parameter that turns each attribute off (ECMA-48, 8.3.117 SGR)."""


@lru_cache(maxsize=512)
def apply_sgr(style: str, parameters: str) -> str:
    """Return the parameters of a style after an SGR sequence with `parameters`."""
    if parameters in {"", "0"}:
        return ""
    if parameters.startswith("0;"):
        return _without_defaults(parameters[2:])
    return _without_defaults(f"{style};{parameters}" if style else parameters)


def _without_defaults(style: str) -> str:
    """Return a style without the terminal's default colours, which need not be set."""
    parsed = _parse_style(style)
    if parsed is None or (parsed[0] != "39" and parsed[1] != "49"):
        return style
    foreground, background, attributes = parsed
    colours = [
        colour for colour, default in ((foreground, "39"), (background, "49")) if colour != default
    ]
    return ";".join([*map(str, sorted(attributes)), *colours])


@lru_cache(maxsize=512)
def _parse_style(style: str) -> tuple[str, str, frozenset[int]] | None:
    """Return a style's foreground, background and attributes; None when it has other parameters."""
    foreground, background, attributes = "39", "49", set()
    codes = iter(style.split(";") if style else ())
    for code in codes:
        number = int(code or 0)
        if code in _IS_FOREGROUND:
            kind = next(codes, "")
            colour = ";".join(
                (code, kind, *(next(codes, "") for _ in range(_EXTENDED_PARAMETERS.get(kind, 0))))
            )
            foreground, background = (
                (colour, background) if _IS_FOREGROUND[code] else (foreground, colour)
            )
        elif number in _FOREGROUNDS:
            foreground = code
        elif number in _BACKGROUNDS:
            background = code
        elif number in _OFF_CODES:
            attributes.add(number)
        else:
            return None
    return foreground, background, frozenset(attributes)


@lru_cache(maxsize=4096)
def style_change(old: str | None, new: str) -> str:
    """Return the shortest sequence that turns one style into another.

    Args:
        old: The style the terminal has; None when it is unknown.
        new: The one it is to have.
    """
    if old == new:
        return ""
    whole = f"\x1b[0;{new}m" if new else "\x1b[m"
    parsed_old, parsed_new = _parse_style(old) if old is not None else None, _parse_style(new)
    if parsed_old is None or parsed_new is None:
        return whole
    off = {_OFF_CODES[attribute] for attribute in parsed_old[2] - parsed_new[2]}
    still_on = {attribute for attribute in parsed_old[2] if _OFF_CODES[attribute] not in off}
    codes = [str(code) for code in (*sorted(off), *sorted(parsed_new[2] - still_on))]
    colours = zip(parsed_old[:2], parsed_new[:2], strict=True)
    codes += [new_colour for old_colour, new_colour in colours if old_colour != new_colour]
    part = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(part, whole, key=len)
