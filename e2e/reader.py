"""The reader as a person uses it: its pages, selecting by mouse, and what the server then holds."""

import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from .product import Site

# The middle of the first character of `first` and the end of `last`, in one paragraph.
PLACES = """([number, first, last]) => {
  const node = document.querySelector(`[data-number="${number}"]`).firstChild;
  node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  const box = (from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  const from = node.data.indexOf(first);
  const to = node.data.indexOf(last, from) + last.length;
  const [a, b] = [box(from, from + first.length), box(to - last.length, to)];
  return [[a.left + 1, a.top + a.height / 2], [b.right - 1, b.top + b.height / 2]];
}"""


@dataclass
class Reader:
    """An open document."""

    page: Page
    document: int

    @property
    def cards(self) -> Locator:
        return self.page.locator(".card-item")

    @property
    def stripes(self) -> Locator:
        return self.page.locator(".stripe")

    @property
    def toast(self) -> Locator:
        return self.page.locator("#toasts")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, paragraph: int, first: str, last: str) -> None:
        """Drag from the start of `first` to the end of `last`; paragraphs count from 1."""
        start, end = self.page.evaluate(PLACES, [paragraph, first, last])
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def click_on(self, paragraph: int, word: str) -> None:
        start, end = self.page.evaluate(PLACES, [paragraph, word, word])
        self.page.mouse.click((start[0] + end[0]) / 2, start[1])

    def selected(self) -> str:
        return str(self.page.evaluate("getSelection().toString()"))

    def say(self, sentence: str) -> None:
        expect(self.toast).to_contain_text(sentence)

    def saved(self) -> None:
        """Wait until the server has everything that was done here."""
        status = self.page.locator("#status")
        expect(status).to_have_attribute("data-waiting", "0", timeout=10_000)

    def segments(self) -> list[dict[str, Any]]:
        """What the server holds, each with its `text` and the `key` of its code."""
        document = self._get(f"/api/documents/{self.document}")
        project = self.page.evaluate(
            "JSON.parse(document.getElementById('reader-data').textContent).document.project"
        )
        keys = {code["id"]: code["key"] for code in self._get(f"/api/projects/{project}/codes")}
        found = self._get(f"/api/documents/{self.document}/segments")["segments"]
        text = document["text"]
        return [
            one | {"text": text[one["start"] : one["end"]], "key": keys[one["code"]]}
            for one in found
        ]

    def coded(self) -> set[tuple[str, str]]:
        """(key of the code, text) of every segment."""
        return {(one["key"], one["text"]) for one in self.segments()}

    def _get(self, path: str) -> Any:
        response = self.page.request.get(re.sub(r"/documents/.*", "", self.page.url) + path)
        assert response.ok, response.status
        return response.json()


def open_reader(page: Page, site: Site, document: int) -> Reader:
    page.goto(f"{site.url}/documents/{document}/")
    expect(page.locator("#text")).to_be_focused()
    return Reader(page, document)


def import_text(site: Site, page: Page, text: str, folder: Path) -> int:
    """Import a transcript of its own into the sample project, as often as asked; its number."""
    title = f"Journey {uuid.uuid4().hex[:8]}"
    file = folder / f"{title}.txt"
    # The same file is not imported twice: the last line makes it another one.
    file.write_text(f"{text}\n({title})\n", encoding="utf-8")
    site.manage("import_batch", "1", str(file))
    documents = page.request.get(f"{site.url}/api/projects/1/documents").json()
    return next(int(one["id"]) for one in documents if one["title"] == title)
