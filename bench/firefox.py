"""The reader in Firefox beside Chromium, by turns: opening a large document, and tagging in it."""

import statistics

from playwright.sync_api import Page

from bench.marionette import Firefox, firefox
from bench.measure import table
from bench.reader import OPENED
from e2e.product import Site, chromium, running_product, sign_in

SIZE = (50_000, 5_000)
RUNS = 9
PARAGRAPHS = 30
LISTEN = """() => {
  window.painted = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "d") return;
    const at = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now() - at)));
  }, true);
}"""
SENT = """() => new Promise((done) => {
  const look = () =>
    document.getElementById("status").dataset.waiting === "0" ? done() : setTimeout(look, 50);
  look();
})"""
STRIPES = "() => document.querySelectorAll('.stripe').length"


def main() -> None:
    with firefox() as fox:
        if fox is None:
            print("No Firefox on this machine: the reader was not measured in it.")
            return
        with running_product() as site, chromium() as browser:
            made = site.manage(
                "shell", "-c", f"from bench.reader_material import make; make([{SIZE}])"
            )
            address = f"{site.url}/documents/{made.stdout.split()[-1]}/"
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            sign_in(page, site.url, "researcher", site.passwords["researcher"])
            fox.command("WebDriver:SetWindowRect", width=1440, height=985)
            _sign_in(fox, site, page)
            opened: dict[str, list[float]] = {"Chromium": [], "Firefox": []}
            for _run in range(RUNS):
                page.goto(address)
                opened["Chromium"].append(page.evaluate(OPENED, SIZE[1]))
                fox.goto(address)
                opened["Firefox"].append(fox.evaluate(OPENED, SIZE[1]))
            rows = [
                [name, f"{statistics.median(times):.0f}", f"{min(times):.0f}"]
                for name, times in opened.items()
            ]
            version = fox.evaluate("() => navigator.userAgent").rpartition("/")[2]
            words = "{:,} words, {:,} segments".format(*SIZE)
            table(f"The reader, {words}, {RUNS} runs", ("browser", "opened ms", "fastest ms"), rows)
            _tag(fox, version)


def _sign_in(fox: Firefox, site: Site, page: Page) -> None:
    """By the session of a page that is signed in."""
    fox.goto(f"{site.url}/login/")
    for cookie in page.context.cookies():
        kept = {"name": cookie["name"], "value": cookie["value"]}
        fox.command("WebDriver:AddCookie", cookie=kept)


def _tag(fox: Firefox, version: str) -> None:
    """Paragraphs by the keyboard; a tag that does not appear is an error."""
    fox.evaluate(LISTEN)
    for _paragraph in range(PARAGRAPHS):
        fox.press("j", "s", "p", "d")
        fox.evaluate("() => new Promise((done) => setTimeout(done, 60))")
    painted = fox.evaluate("() => window.painted")
    fox.evaluate(SENT)  # or the script times out
    assert len(painted) == PARAGRAPHS
    assert fox.evaluate(STRIPES) >= 1
    row = [version, len(painted), f"{statistics.median(painted):.0f}"]
    table("Tagging by the keyboard in Firefox", ("version", "tags", "painted ms"), [row])
