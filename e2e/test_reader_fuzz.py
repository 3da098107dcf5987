"""Three browsers do thousands of random things on a bad line: in the end all agree with the log.

YOTCODER_FUZZ_SEED repeats a run: the same actions in the same order. How they meet on the line
is a matter of timing, so a failure may take several runs to come back.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from .conftest import Site
from .reader import Reader, import_text, open_reader

ACTIONS = 2_100
BATCH = 15  # actions of one browser in a row
SEED = int(os.environ.get("YOTCODER_FUZZ_SEED", random.SystemRandom().randrange(10**6)))
# Few places and codes, so that people get in each other's way.
TEXT = "\n\n".join(f"Jun: Words of the paragraph {number}, some of them." for number in range(8))
KINDS = ["tag"] * 4 + ["move"] * 4 + ["memo"] * 3 + ["recode", "nudge", "delete", "delete"]
KINDS += ["undo", "undo", "redo", "refresh", "decide"]

# What the reader's own modules do when a person acts; numbers choose among what is there.
ACT = """async (actions) => {
  const { reader } = await import(document.querySelector('script[src*="reader/main"]').src);
  const { coding, pending, user, text, codebook } = reader;
  const codes = codebook.inUse.slice(0, 3).map(({ id }) => id);
  const length = text.paragraphs.at(-1).end;
  for (const [kind, a, b, pause] of actions) {
    const own = [...coding.all()].filter(({ coder }) => coder === user).map(({ id }) => id);
    const id = own[a % own.length];
    const start = (b * 7) % (length - 40);
    const passage = { start, end: start + 5 + (a % 30) };
    const code = codes[b % codes.length];
    if (kind === "tag") coding.tag(passage, a % 4 ? [code] : codes);
    else if (kind === "undo" || kind === "redo") coding.reverse(kind);
    else if (kind === "refresh") dispatchEvent(new Event("online"));
    else if (kind === "decide") {
      const entry = pending.held[a % pending.held.length];
      if (entry) reader.changed((b % 2 ? pending.drop(entry) : pending.retry(entry)) ?? []);
    } else if (id === undefined) continue;
    else if (kind === "move") coding.change(id, passage);
    else if (kind === "memo") coding.change(id, { memo: `memo ${a} ${b}` });
    else if (kind === "recode") coding.change(id, { code });
    else if (kind === "nudge") coding.nudge(id, "end", b % 2 ? 1 : -1);
    else if (kind === "delete") coding.delete(id);
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}"""
SETTLE = """async (keep) => {
  const { reader } = await import(document.querySelector('script[src*="reader/main"]').src);
  const { pending } = reader;
  for (const entry of [...pending.held]) {
    reader.changed((keep ? pending.retry(entry) : pending.drop(entry)) ?? []);
  }
  dispatchEvent(new Event("online"));
  await new Promise((resolve) => setTimeout(resolve, 400));
  return pending.operations.length + pending.held.length;
}"""
# As this page has the segments, and the ids of those that it shows.
STATE = """async () => {
  const { reader } = await import(document.querySelector('script[src*="reader/main"]').src);
  const shown = reader.view.shown.inOrder().map(({ id }) => id);
  return { segments: [...reader.coding.all()], shown };
}"""


def lose_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def disturb(page: Page, chance: random.Random) -> None:
    """The line goes or comes, an answer gets lost, or the page is loaded anew."""
    match chance.randrange(8):
        case 0 | 1:
            page.context.set_offline(True)
        case 2 | 3 | 4:
            page.context.set_offline(False)
        case 5:
            page.context.route("**/api/**", lose_answer, times=1)
        case 6:
            page.context.set_offline(False)
            page.reload()
        case 7:
            page.context.set_offline(False)
            page.context.route("**/api/**", lambda route: route.abort())
            page.reload()
            page.context.unroute("**/api/**")


def replayed(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The segments that the log leads to."""
    states: dict[int, dict[str, Any]] = {}
    for change in changes:
        for state in change["before"]:
            assert states.pop(state["id"]) == state, change["revision"]
        for state in change["after"]:
            assert state["id"] not in states
            states[state["id"]] = state
    return [states[number] for number in sorted(states)]


def in_order(segments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(segments, key=lambda one: int(one["id"]))


def test_all_agree_in_the_end(
    site: Site, browser_page: Callable[..., Page], tmp_path: Path
) -> None:
    print(f"YOTCODER_FUZZ_SEED={SEED}")  # noqa: T201 - pytest shows it when this fails
    chance = random.Random(SEED)
    people = ["researcher", "researcher", "researcher2"]
    pages = [browser_page(name) for name in people]
    document = import_text(site, pages[0], TEXT, tmp_path)
    readers = [open_reader(page, site, document) for page in pages]

    for _ in range(ACTIONS // BATCH):
        page = chance.choice(pages)
        if chance.random() < 0.3:
            disturb(page, chance)
        batch = [
            [chance.choice(KINDS), chance.randrange(1000), chance.randrange(1000), pause]
            for pause in chance.choices([0, 0, 1, 20], k=BATCH)
        ]
        page.evaluate(ACT, batch)

    settle(pages, chance)
    assert_agreed(readers)


def settle(pages: list[Page], chance: random.Random) -> None:
    """Everybody is back on the line and decides about what is held, until nothing waits."""
    for page in pages:
        page.context.set_offline(False)
        page.context.unroute_all()
    for attempt in range(40):
        left = [page.evaluate(SETTLE, attempt < 5 and chance.random() < 0.5) for page in pages]
        if not any(left):
            return
    raise AssertionError(f"still waiting: {left}")


def assert_agreed(readers: list[Reader]) -> None:
    page, document = readers[0].page, readers[0].document
    site = page.url.partition("/documents/")[0]
    for reader in readers:
        reader.page.evaluate(SETTLE, False)
    log = page.request.get(f"{site}/api/documents/{document}/changes?since=1").json()
    held = page.request.get(f"{site}/api/documents/{document}/segments").json()
    revisions = [change["revision"] for change in log["changes"]]
    assert revisions == list(range(2, held["revision"] + 1))
    assert len(revisions) > ACTIONS / 10
    expected = in_order(held["segments"])
    assert replayed(log["changes"]) == expected
    for reader in readers:
        state = reader.page.evaluate(STATE)
        assert in_order(state["segments"]) == expected
        assert sorted(state["shown"]) == [one["id"] for one in expected]
