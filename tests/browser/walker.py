"""Somebody who walks through the pages: counts what is clicked and typed, and keeps pictures when asked.

`make pictures` sets EVENTMGR_WALK_PICTURES to the folder for them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from playwright.sync_api import FilePayload, Locator, Page, expect

from eventmgr.operations.working import Worker
from tests.browser.step_counts import Steps

PICTURES = os.environ.get("EVENTMGR_WALK_PICTURES", "")
PATIENCE_MS = 30_000


@dataclass
class Walker:
    """One person before one browser window. `name` begins the names of the pictures."""

    page: Page
    name: str
    #: pictures of the whole page, where the window shows little of it
    whole_page: bool = False
    #: the cost of each counted task
    costs: dict[str, Steps] = field(default_factory=dict)
    _now: Steps = field(default_factory=Steps)
    _pictures: int = 0

    @contextmanager
    def counting(self, task: str) -> Iterator[None]:
        """Count what is done inside the block as the task."""
        self._now = self.costs[task] = Steps()
        yield
        self._now = Steps()

    def click(self, target: Locator) -> None:
        self._settle(target)
        target.click()
        self._now.clicks += 1

    def press(self, name: str) -> None:
        """A button by its words."""
        self.click(self.page.get_by_role("button", name=name))

    def follow(self, name: str) -> None:
        """A link of the page's content by its words."""
        self.click(self.page.locator("main").get_by_role("link", name=name).first)

    def tab(self, *names: str) -> None:
        """A tab, then a page under it."""
        for number, name in enumerate(names):
            bar = self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True)
            self.click(bar.last if number else bar.first)

    def fill(self, label: str, text: str) -> None:
        """A field by its whole label."""
        target = self.page.get_by_label(label, exact=True)
        self._settle(target)
        target.fill(text)
        self._now.fields += 1

    def choose_file(self, name: str, data: bytes, kind: str) -> None:
        sent: FilePayload = {"name": name, "mimeType": kind, "buffer": data}
        self.page.locator("input[type=file]").first.set_input_files(sent)
        self._now.clicks += 1

    def download(self, name: str, path: Path) -> Path:
        """What comes behind a link."""
        with self.page.expect_download() as waiting:
            self.follow(name)
        waiting.value.save_as(path)
        return path

    def reads(self, heading: str) -> None:
        """Wait until the page says this in its heading, then keep a picture of it."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=PATIENCE_MS)
        self.picture()

    def _settle(self, target: Locator) -> None:
        """Wait until it is there and the page's modules run: before, a click would do without them."""
        target.wait_for()
        if self.page.locator("script[type=module]").count():
            self.page.locator("html[data-modules=ready]").wait_for(state="attached")

    def picture(self) -> None:
        """What is there now, when pictures are kept."""
        self._pictures += 1
        if PICTURES:
            path = Path(PICTURES) / f"{self.name}-{self._pictures:02}.png"
            self.page.screenshot(path=path, full_page=self.whole_page)


def work(app: Flask) -> None:
    """What the worker beside the server would do now."""
    with app.app_context():
        Worker().work(once=True)
