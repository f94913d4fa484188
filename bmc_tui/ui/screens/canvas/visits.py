"""Opens the screens that cover the canvas screen, and acts on what the user picked there."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Dismissal, Spot
from bmc_tui.store import Shelf, StoreError

if TYPE_CHECKING:
    from bmc_tui.render.matrix import MatrixPlace
    from bmc_tui.review.walk import FindingWalk
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def visit_review(screen: "CanvasScreen", walk: "FindingWalk | None" = None) -> None:
    """Show the findings of the review, and open the block of the finding that is picked.

    Args:
        screen: The canvas screen.
        walk: The finding on whose row to put the cursor; None for the first row.
    """
    from bmc_tui.review import review
    from bmc_tui.review.walk import start_walk
    from bmc_tui.ui.screens.canvas.steps import take_step
    from bmc_tui.ui.screens.design import DesignScreen
    from bmc_tui.ui.screens.review import ReviewScreen

    design: DesignScreen | None = None

    def change_dismissals(dismissals: Iterable[Dismissal], is_dismissed: bool) -> None:
        canvas = screen.canvas
        change = canvas.dismiss if is_dismissed else canvas.undismiss
        screen.edit(change(dismissals))

    def record_answer(canvas: Canvas, step: object) -> None:
        screen.session.record(canvas, step)
        screen.show()

    def open_design() -> None:
        nonlocal design
        design = DesignScreen(screen.context, lambda: screen.canvas, record_answer)
        screen.app.push_screen(design, lambda _: findings.reload())

    async def undo_or_redo(is_redo: bool) -> str:
        done = "redone_in_review" if is_redo else "undone_in_review"
        nothing = "nothing_to_redo" if is_redo else "nothing_to_undo"
        return await take_step(screen, done, nothing, is_redo=is_redo)

    findings = ReviewScreen(
        screen.context,
        lambda: screen.canvas,
        change_dismissals,
        undo_or_redo,
        open_design,
        walk.row_in(review(screen.canvas)) if walk else 0,
        walk.unfolded if walk else (),
    )

    def reload() -> None:
        if design and design.is_mounted:
            design.reload()
        elif findings.is_mounted:
            findings.reload()

    with screen.cover.covered(on_file_change=screen.open_canvas.pull, on_canvas_change=reload):
        finding = await screen.app.push_screen_wait(findings)
    if finding:
        index, unfolded = findings.selected_index, findings.unfolded
        walk = start_walk(finding, review(screen.canvas), index, unfolded)
        await _open_from(screen, "review", finding.block, finding.spot, walk=walk)


async def visit_canvases(screen: "CanvasScreen") -> None:
    """Show all canvases, and open the one that is picked."""
    from bmc_tui.ui.screens.shelf.screen import ShelfScreen

    session, shelf = screen.session, screen.context.shelf
    if not await screen.open_canvas.flush() or screen.cover.is_on:
        return
    open_id = session.id
    canvases = ShelfScreen(screen.context, open_id)
    with screen.cover.covered(on_file_change=canvases.reload, pulls=False):
        target = await screen.app.push_screen_wait(canvases)
    if target is None and open_id is None:
        screen.open_canvas.remember_deleted(canvases.deleted, open_id)
        return
    try:
        id_ = target.canvas_id if target else await asyncio.to_thread(_existing_id, shelf, open_id)
        stored = await asyncio.to_thread(shelf.load, id_) if id_ else None
    except StoreError as error:
        screen.show_error(error)
        return
    if stored and stored.entry.id == open_id:
        await session.accept(stored)
    else:
        screen.mode = screen.mode.close_editor().leave_notes().find(None)
        screen.open_canvas.replace(stored)
        screen.board.go_to(BLOCKS[0])
    screen.show()
    screen.open_canvas.remember_deleted(canvases.deleted, open_id)
    if target and target.message:
        screen.message_bar.show(target.message)
    if target and target.query:
        from bmc_tui.ui.screens.canvas.find import highlight_matches

        screen.mode = screen.mode.close_editor()
        if not highlight_matches(screen, target.query, target.spot):
            screen.mode = screen.mode.find(None)  # the match is in the title


def _existing_id(shelf: Shelf, id_: str | None) -> str | None:
    """Return `id_`, or the id of the canvas used last when `id_` is in the trash by now.

    Raises:
        StoreError: The file can't be read.
    """
    ids = {entry.id for entry in shelf.entries()}
    return id_ if id_ in ids else shelf.last_used()


async def visit_versions(screen: "CanvasScreen") -> None:
    """Show the versions of the canvas, and restore the one that is picked."""
    from bmc_tui.formats.markdown.changelog import version_label
    from bmc_tui.store.versions import occasion_of
    from bmc_tui.ui.screens.versions.screen import VersionsScreen

    if not screen.session.id and (not await screen.open_canvas.flush() or screen.cover.is_on):
        return
    if not screen.session.id:
        screen.show_message("no_versions")
        return
    versions = VersionsScreen(screen.context, screen.session.id, lambda: screen.canvas)
    with screen.cover.covered():
        version = await screen.app.push_screen_wait(versions)
    if version:
        is_same = version.canvas == screen.canvas
        screen.edit(version.canvas, occasion_of(version))
        name = version_label(version.name, version.made, screen.guide, version.occasion)
        screen.show_message("version_same" if is_same else "version_restored", name=name)


async def visit_formats(screen: "CanvasScreen") -> None:
    """Show the formats, to copy the canvas in one or save it."""
    from bmc_tui.ui.screens.export import ExportScreen

    with screen.cover.covered():
        formats = ExportScreen(screen.context, lambda: screen.canvas)
        message = await screen.app.push_screen_wait(formats)
    if message:
        screen.message_bar.show(message)


async def visit_present(screen: "CanvasScreen") -> None:
    """Present the canvas, block by block and note by note."""
    from bmc_tui.ui.screens.present import PresentScreen

    if not screen.canvas.block_note_count:
        screen.show_message("nothing_to_present")
        return
    presentation = PresentScreen(screen.context, screen.canvas, screen.mode.followed)
    with screen.cover.covered():
        await screen.app.push_screen_wait(presentation)


async def visit_matrix(screen: "CanvasScreen", place: "MatrixPlace | None" = None) -> None:
    """Show which segment is reached by which channel in which phase; open the one picked.

    Args:
        screen: The canvas screen.
        place: Where to put the cursor; None for the first place.
    """
    from bmc_tui.ui.screens.matrix import MatrixScreen

    if not segments_of(screen.canvas):
        screen.show_message("no_segments")
        return
    matrix = MatrixScreen(screen.context, lambda: screen.canvas, screen.edit, place)

    def reload() -> None:
        if matrix.is_mounted:
            matrix.reload()

    with screen.cover.covered(
        on_file_change=screen.open_canvas.pull, on_canvas_change=reload, by=matrix
    ):
        spot = await screen.app.push_screen_wait(matrix)
    if spot:
        await _open_from(screen, "matrix", spot.block, spot, place=matrix.place)


async def start_interview(screen: "CanvasScreen") -> None:
    """Ask the questions of the method one by one, on the canvas screen itself."""
    from bmc_tui.ui.screens.interview.mode import open_interview

    await open_interview(screen)


async def _open_from(
    screen: "CanvasScreen",
    origin: str,
    block: Block,
    spot: Spot | None,
    *,
    walk: "FindingWalk | None" = None,
    place: "MatrixPlace | None" = None,
) -> None:
    """Open the editor on a block that was picked on another screen, and return to that one."""
    from bmc_tui.ui.screens.canvas.edit import open_block

    await open_block(screen, block, spot, walk, origin, place)


VISITS = {
    "canvases": visit_canvases,
    "formats": visit_formats,
    "interview": start_interview,
    "matrix": visit_matrix,
    "present": visit_present,
    "review": visit_review,
    "versions": visit_versions,
}
"""The visits by the argument of the action `visit`."""
