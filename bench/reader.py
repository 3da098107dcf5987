"""The reader in headless Chromium, server included: opening, tagging, hiding, scrolling; and many
clients tagging one document at once."""

import http.client
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from bench.measure import goals, table
from e2e.product import Site, chromium, running_product, sign_in

SIZES = [(1_000, 0), (50_000, 0), (50_000, 5_000), (200_000, 20_000)]
RUNS = 7
CLIENTS, SECONDS = 20, 20
SMALL, EMPTY, LARGE, HUGE = SIZES

# Resolves in the frame after the reader is usable and the text near the screen is painted.
OPENED = """(coded) => new Promise((done) => {
  const look = () => {
    const usable = performance.getEntriesByName("reader-usable").length;
    if (usable && (!coded || CSS.highlights.size)) {
      return requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    }
    requestAnimationFrame(look);
  };
  look();
})"""
# From the second key of a chord to the frame that shows the tag, and to the server's answer.
LISTEN = """() => {
  window.tags = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "d") return;
    const tag = { at: performance.now() };
    window.tags.push(tag);
    requestAnimationFrame(() => setTimeout(() => (tag.painted = performance.now() - tag.at)));
  }, true);
  new PerformanceObserver((list) => {
    for (const { name, startTime, responseEnd } of list.getEntries()) {
      if (!name.endsWith("/segments")) continue;
      const tag = window.tags.findLast((tag) => tag.at <= startTime);
      if (tag) tag.confirmed ??= responseEnd - tag.at;
    }
  }).observe({ type: "resource" });
}"""
# Milliseconds until a dilemma is hidden, or shown again: the work, and the frame that shows it.
TOGGLED = """() => new Promise((done) => {
  const box = document.querySelectorAll("[data-choices=dilemmas] > .filter-row input")[1];
  const at = performance.now();
  box.click();
  const worked = performance.now() - at;
  requestAnimationFrame(() => setTimeout(() => done([worked, performance.now() - at])));
})"""
SCROLLED = """() => new Promise((done) => {
  const long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((e) => e.duration)))
    .observe({ type: "longtask" });
  const step = () => {
    const before = scrollY;
    scrollBy({ top: innerHeight * 0.8, behavior: "instant" });
    if (scrollY === before) return setTimeout(() => done(long), 300);
    requestAnimationFrame(step);
  };
  step();
})"""


@dataclass
class Measured:
    """One document; milliseconds, medians where there are several runs."""

    opened: float
    nodes: int
    painted: list[float]
    confirmed: list[float]
    toggled: list[list[float]]
    scroll_tasks: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.confirmed, n=20)[-1]

    def row(self) -> list[str]:
        middle = statistics.median
        hidden = [middle(times) for times in zip(*self.toggled, strict=True)]
        return [f"{self.opened:.0f}", f"{middle(self.painted):.0f}",
                f"{middle(self.confirmed):.0f} / {self.p95:.0f}",
                f"{hidden[0]:.0f} / {hidden[1]:.0f}",
                f"{max(self.scroll_tasks, default=0):.0f}", f"{self.nodes:,}"]  # fmt: skip


def main() -> None:
    with running_product() as site, chromium() as browser:
        made = site.manage("shell", "-c", f"from bench.reader_material import make; make({SIZES})")
        documents = dict(zip(SIZES, made.stdout.split()[-len(SIZES) :], strict=True))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        sign_in(page, site.url, "researcher", site.passwords["researcher"])
        bare = statistics.median(_opened(page, f"{site.url}/account/") for _run in range(RUNS))
        found = {size: _measured(page, site, size, documents[size]) for size in SIZES}
        head = ("words", "segments", "opened ms", "tag painted ms", "confirmed p50 / p95 ms",
                "hide a dilemma: work / frame", "longest scroll task ms", "DOM nodes")  # fmt: skip
        rows = [[*(f"{number:,}" for number in size), *one.row()] for size, one in found.items()]
        table(f"The reader, medians of {RUNS} runs; a bare page takes {bare:.0f} ms", head, rows)
        _say_goals(found)
        _many_clients(site, documents[LARGE])


def _say_goals(found: dict[tuple[int, int], Measured]) -> None:
    large, middle = found[LARGE], statistics.median
    tagged = [found[size] for size in (SMALL, EMPTY, LARGE)]
    goals(
        [
            ("opened, 50,000 words and 5,000 segments, ms", 600, large.opened),
            ("opened, 200,000 words and 20,000 segments, ms", 1_500, found[HUGE].opened),
            ("tag painted, everywhere, ms", 30, max(middle(one.painted) for one in tagged)),
            ("tag confirmed, p50 everywhere, ms", 12, max(middle(one.confirmed) for one in tagged)),
            ("tag confirmed, p95 everywhere, ms", 30, max(one.p95 for one in tagged)),
            ("hide a dilemma, its work, ms", 20, middle(work for work, _frame in large.toggled)),
            ("longest task while scrolling, ms", 50, max(large.scroll_tasks, default=0)),
            ("DOM nodes, times those without segments", 1.5, large.nodes / found[EMPTY].nodes),
        ]
    )


def _measured(page: Page, site: Site, size: tuple[int, int], document: str) -> Measured:
    _words, segments = size
    address = f"{site.url}/documents/{document}/"
    opened = statistics.median(_opened(page, address, segments) for _run in range(RUNS))
    nodes = page.evaluate("document.querySelectorAll('*').length")
    page.get_by_role("button", name="Show").click()
    toggled = [page.evaluate(TOGGLED) for _run in range(2 * RUNS)]
    page.goto(address)
    page.evaluate(OPENED, segments)
    measured = Measured(opened, nodes, *_tagged(page), toggled)
    page.goto(address)
    page.evaluate(OPENED, segments)
    page.keyboard.press("Home")
    measured.scroll_tasks = page.evaluate(SCROLLED)
    return measured


def _opened(page: Page, address: str, segments: int | None = None) -> float:
    """Milliseconds from the start of the navigation; without `segments`, to the load event."""
    page.goto(address)
    if segments is None:
        return float(page.evaluate("performance.timing.loadEventStart - performance.timeOrigin"))
    return float(page.evaluate(OPENED, segments))


def _tagged(page: Page) -> tuple[list[float], list[float]]:
    """Thirty paragraphs tagged by the keyboard: milliseconds to the frame and to the answer."""
    page.evaluate(LISTEN)
    for _paragraph in range(30):
        page.keyboard.press("j")
        page.keyboard.press("s")
        page.keyboard.press("p")
        page.keyboard.press("d")
        page.wait_for_timeout(60)
    page.wait_for_timeout(500)
    tags = page.evaluate("window.tags")
    return [t["painted"] for t in tags], [t["confirmed"] for t in tags if "confirmed" in t]


def _many_clients(site: Site, document: str) -> None:
    """Clients of two accounts tag different passages of one document for a while."""
    token = "from fieldnotes.actions.people import make_token; from fieldnotes.models import User; "
    ask = "print(*[make_token(user=User.objects.get(username=n), name='bench') for n in {}])"
    made = site.manage("shell", "-c", token + ask.format(("researcher", "researcher2")))
    tokens = made.stdout.split()[-2:]
    before = _state(site, document, tokens[0])
    end = time.monotonic() + SECONDS

    def work(number: int) -> list[float]:
        times = []
        client = _Client(site, tokens[number % 2])  # light: it runs on the same cores
        while time.monotonic() < end:
            start = number * 10_000 + len(times) * 3
            body = {"start": start, "end": start + 2, "codes": [before["code"]]}
            begin = time.perf_counter()
            client.ask("POST", f"/api/documents/{document}/segments", body)
            times.append(1000 * (time.perf_counter() - begin))
        return times

    with ThreadPoolExecutor(CLIENTS) as pool:
        times = [t for part in pool.map(work, range(CLIENTS)) for t in part]
    after = _state(site, document, tokens[0])
    p95 = statistics.quantiles(times, n=20)[-1]
    lost = len(times) - (after["segments"] - before["segments"])
    gapless = after["revision"] - before["revision"] == len(times)
    row = [CLIENTS, f"{len(times) / SECONDS:.0f}", f"{statistics.median(times):.0f} / {p95:.0f}",
           lost, "yes" if gapless else "no"]  # fmt: skip
    head = ("clients", "requests/s", "p50 / p95 ms", "lost", "revisions gapless")
    table(f"Tagging one document of 50,000 words for {SECONDS} s", head, [row])
    goals(
        [
            ("requests a second, at least", 150, len(times) / SECONDS),
            ("answered, p95, ms", 200, p95),
            ("lost", 0, lost),
        ]
    )


class _Client:
    """One kept connection to the API."""

    def __init__(self, site: Site, token: str) -> None:
        self.connection = http.client.HTTPConnection(site.url.partition("//")[2], timeout=30)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: object = None) -> Any:
        content = None if body is None else json.dumps(body)
        self.connection.request(method, path, content, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{answer.status} {answer.reason}")
        return json.loads(content)


def _state(site: Site, document: str, token: str) -> dict[str, int]:
    answer = _Client(site, token).ask("GET", f"/api/documents/{document}/segments")
    segments = answer["segments"]
    return {"revision": answer["revision"], "segments": len(segments), "code": segments[0]["code"]}
