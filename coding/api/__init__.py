"""The API of coding; one module a subject."""

from ninja import Router

from .memos import router as memos
from .progress import router as progress
from .reports import router as reports
from .reshape import router as reshape
from .segments import router as segments

router = Router()
router.add_router("", segments)
router.add_router("", reshape)
router.add_router("", memos)
router.add_router("", progress)
router.add_router("", reports)
