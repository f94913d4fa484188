"""Hands blocks to the user's own editor as a draft, and recovers the drafts of killed sessions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bmc_tui.external_editor import (
    Draft,
    DraftOrigin,
    find_drafts,
    open_abandoned,
    set_aside_old_files,
)
from bmc_tui.files import paths
from bmc_tui.files.export import file_name_for
from bmc_tui.guide import Guide, ReportableError
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import EXTERNAL_EDIT
from bmc_tui.session.edit import change
from bmc_tui.store import Shelf, StoreError, UnknownCanvasError
from bmc_tui.store.journal_recovery import RECOVERY_LOCK_TIMEOUT_S
from bmc_tui.store.locking import locked

_NOT_IN_WORDS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class RecoveredDraft:
    """A draft that was merged into its canvas."""

    title: str
    """The title of the canvas."""
    blocks: tuple[Block, ...]
    """The blocks that were in the editor."""
    saved: datetime
    """When the text was saved in the editor."""
    left: Path | None = None
    """The path of the text beside which changes are that were not saved in the editor, if any."""
    guessed_at: int = 0
    """See `Decoded`: the line at which the text is not UTF-8; 0 for none."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that could not be merged and was set aside."""

    path: Path
    """The path of the text."""
    reason: ReportableError | None = None
    """Why; None when nothing says what it was made from."""


@dataclass(frozen=True, slots=True)
class DraftRecovery:
    """The result of recovering the drafts."""

    recovered: tuple[RecoveredDraft, ...] = ()
    kept: tuple[KeptDraft, ...] = ()
    left: tuple[Path, ...] = ()
    """The texts of the other drafts that have changes that were not saved in the editor."""
    error: StoreError | None = None
    """Why the recovery stopped; the remaining drafts stay for the next start."""


def new_origin(
    data: Path, id_: str, canvas: Canvas, blocks: Iterable[Block], guide: Guide, *, is_new: bool
) -> DraftOrigin:
    """Return blocks as a worksheet for a draft, with what it is made from.

    Args:
        data: The data file.
        id_: The canvas's id.
        canvas: The canvas.
        blocks: The blocks to edit.
        guide: The language of the headings.
        is_new: Whether the canvas may not be in the file yet.
    """
    from bmc_tui.formats.markdown import worksheet

    blocks = tuple(blocks)
    subjects = [guide.canvas_title(canvas.title)]
    if len(blocks) < len(BLOCKS):
        subjects += map(guide.title, blocks)
    # Without blanks, for editors whose scripts do not quote the name.
    name = file_name_for(_NOT_IN_WORDS.sub("-", " ".join(subjects)), ".md")
    text = worksheet.write(canvas, blocks, guide)
    return DraftOrigin(str(paths.real(data)), id_, is_new, blocks, name, text)


def recover_drafts(shelf: Shelf, folder: Path) -> DraftRecovery:
    """Merge what was saved in the user's own editor, but is not in the data file yet, into that.

    A draft whose session still runs is left alone, and so is one of another data file. All drafts
    stay when the data file can't be read or written.

    Args:
        shelf: The canvases of the data file.
        folder: The folder for drafts.
    """
    recovered: list[RecoveredDraft] = []
    kept = [KeptDraft(path) for path in set_aside_old_files(folder)]
    left: list[Path] = []
    for path in find_drafts(folder):
        with open_abandoned(path) as draft:
            if draft is None:
                continue
            try:
                outcome = _recover(shelf, draft)
            except StoreError as error:
                return DraftRecovery(tuple(recovered), tuple(kept), tuple(left), error)
            match outcome:
                case RecoveredDraft():
                    recovered.append(outcome)
                case KeptDraft():
                    kept.append(outcome)
                case Path():
                    left.append(outcome)
    return DraftRecovery(tuple(recovered), tuple(kept), tuple(left))


def _recover(shelf: Shelf, draft: Draft) -> RecoveredDraft | KeptDraft | Path | None:
    """Merge a draft into its canvas, or set it aside; None when there is nothing to report.

    Returns:
        What was done; the path of the text when only changes that were not saved were kept.

    Raises:
        StoreError: The data file can't be read or written; the draft stays.
    """
    if draft.is_empty:
        return draft.finish("")
    if draft.origin is None:
        return KeptDraft(draft.set_aside())
    if draft.origin.data != str(paths.real(shelf.path)):
        return None
    return _take_over(shelf, draft, draft.origin)


def _take_over(
    shelf: Shelf, draft: Draft, origin: DraftOrigin
) -> RecoveredDraft | KeptDraft | Path | None:
    """Merge a draft whose origin is known, or set it aside; see `_recover`."""
    try:
        text, saved = draft.read()
    except FileNotFoundError:  # a killed session had begun to remove it
        return draft.finish(origin.text)
    except OSError as error:
        reason = ReportableError("editor.unreadable", reason=error)
    else:
        if text == origin.text:
            return draft.finish(text)
        outcome = _merge(shelf, origin, text)
        if isinstance(outcome, str):
            left = draft.finish(text)
            return RecoveredDraft(outcome, origin.blocks, saved, left, draft.guessed_at)
        reason = outcome
    if draft.editor_is_running():  # the user may be in the middle of it
        return None
    return KeptDraft(draft.set_aside(), reason)


def _merge(shelf: Shelf, origin: DraftOrigin, text: str) -> str | ReportableError:
    """Merge an edited text into its canvas as one undo step.

    Returns:
        The canvas's title; or why it can't be merged: the canvas is not in the file any more, or
        the text is not a worksheet.

    Raises:
        StoreError: The file can't be read or written.
    """
    from bmc_tui.formats.markdown import reader, worksheet
    from bmc_tui.formats.result import FormatError

    def apply(canvas: Canvas) -> Canvas:
        return worksheet.apply_worksheet(text, origin.text, canvas)[0]

    with locked(paths.real(shelf.path), RECOVERY_LOCK_TIMEOUT_S):
        pass  # a save would wait longer for a lock that another program has now
    try:
        stored = change(shelf, origin.canvas_id, apply, EXTERNAL_EDIT).stored
    except FormatError as error:
        return error
    except UnknownCanvasError:
        if not origin.is_new:
            return ReportableError("editor.canvas_gone")
        stored = shelf.create(apply(reader.read(origin.text).canvas), origin.canvas_id)
    if stored.entry.deleted:  # the user has edited it since, so it must not be lost
        shelf.restore(origin.canvas_id)
    return stored.entry.title
