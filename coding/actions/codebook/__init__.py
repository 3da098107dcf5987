"""Writing the codebook: each action locks it, writes rows and one CodebookChange."""

from .codes import add_code, edit_code, move_code, restore_code, retire_code, shift_code
from .log import state
from .merge import merge_code, preview_merge
from .start import DEFAULT_CODEBOOK, start_codebook
from .undo import undo_change, undoable_change

__all__ = [
    "DEFAULT_CODEBOOK",
    "add_code",
    "edit_code",
    "merge_code",
    "move_code",
    "preview_merge",
    "restore_code",
    "retire_code",
    "shift_code",
    "start_codebook",
    "state",
    "undo_change",
    "undoable_change",
]
