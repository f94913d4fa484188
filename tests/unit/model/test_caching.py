"""What is derived from a note's text is cached, unless the text is unusually long."""

from bmc_tui.model.caching import MAX_CACHED_CHARACTERS, cache_short_texts


def test_a_short_text_is_worked_out_once_and_a_long_one_each_time() -> None:
    calls: list[tuple[str, int]] = []

    @cache_short_texts
    def repeated(text: str, times: int) -> str:
        calls.append((text, times))
        return text * times

    assert [repeated("a", 2), repeated("a", 2), repeated("a", 3)] == ["aa", "aa", "aaa"]
    assert calls == [("a", 2), ("a", 3)]
    long = "x" * (MAX_CACHED_CHARACTERS + 1)
    assert repeated(long, 1) == repeated(long, 1) == long
    assert calls[2:] == [(long, 1), (long, 1)]
