"""The reader in headless Chromium, server included: opening, tagging, hiding, scrolling; and many
clients tagging one document at once."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from playwright.sync_api import Page

from bench.measure import table
from e2e.product import Site, chromium, running_product, sign_in

SIZES = [(1_000, 0), (50_000, 0), (50_000, 5_000), (200_000, 20_000)]
RUNS = 7
CLIENTS, SECONDS = 20, 20

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


def main() -> None:
    with running_product() as site, chromium() as browser:
        made = site.manage("shell", "-c", f"from bench.reader_material import make; make({SIZES})")
        documents = dict(zip(SIZES, made.stdout.split()[-len(SIZES) :], strict=True))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        sign_in(page, site.url, "researcher", site.passwords["researcher"])
        rows = [_measured(page, site, *size, documents[size]) for size in SIZES]
        head = ("words", "segments", "bare page ms", "opened ms", "tag painted ms",
                "confirmed p50 / p95 ms", "longest scroll task ms", "DOM nodes")  # fmt: skip
        table(f"The reader, medians of {RUNS} runs", head, rows)
        _many_clients(site, documents[(50_000, 5_000)])


def _measured(page: Page, site: Site, words: int, segments: int, document: str) -> list[object]:
    bare = statistics.median(_opened(page, f"{site.url}/account/") for _run in range(RUNS))
    address = f"{site.url}/documents/{document}/"
    opened = statistics.median(_opened(page, address, segments) for _run in range(RUNS))
    nodes = page.evaluate("document.querySelectorAll('*').length")
    painted, confirmed = _tagged(page)
    page.goto(address)
    page.evaluate(OPENED, segments)
    long = page.evaluate(SCROLLED)
    p95 = statistics.quantiles(confirmed, n=20)[-1]
    return [f"{words:,}", f"{segments:,}", f"{bare:.0f}", f"{opened:.0f}",
            f"{statistics.median(painted):.0f}",
            f"{statistics.median(confirmed):.0f} / {p95:.0f}",
            f"{max(long, default=0):.0f}", f"{nodes:,}"]  # fmt: skip


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
        headers = {"Authorization": f"Bearer {tokens[number % 2]}"}
        with httpx.Client(base_url=site.url, headers=headers, timeout=30) as client:
            while time.monotonic() < end:
                start = number * 10_000 + len(times) * 3
                body = {"start": start, "end": start + 2, "codes": [before["code"]]}
                begin = time.perf_counter()
                client.post(f"/api/documents/{document}/segments", json=body).raise_for_status()
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


def _state(site: Site, document: str, token: str) -> dict[str, int]:
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{site.url}/api/documents/{document}/segments", headers=headers).json()
    segments = answer["segments"]
    return {"revision": answer["revision"], "segments": len(segments), "code": segments[0]["code"]}
