"""Takes pictures with one browser and notes what is wrong with a page."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from playwright.sync_api import Error as BrowserFault

from scripts.pictures.shot import Shot
from scripts.pictures.world import World
from tests.browser.targets import too_small

#: width of the window → its height
SIZES = {360: 740, 768: 1024, 1366: 768}
PHONE = 360
#: also those of a fragment that has just come; a lazy one below the window comes when it is scrolled to
PICTURES_SHOWN = """
Promise.all([...document.images].filter((one) => !one.complete && one.loading !== "lazy")
  .map((one) => new Promise((done) => { one.onload = one.onerror = () => done(); })))
"""


@dataclass
class Album:
    """`faults` are pages that answered, measured or spoke as they should not."""

    browser: Browser
    world: World
    folder: Path
    faults: list[str] = field(default_factory=list)

    def take(self, shot: Shot) -> None:
        """One page in its state at all widths."""
        world = self.world
        with world.restored():
            world.clock.moment = shot.at
            try:
                with world.app.app_context():
                    path = shot.path.format(**shot.state(world))
            except Exception as fault:  # a state that cannot be made costs its own pictures only
                self.faults.append(f"{shot.name}: {fault!r}")
                return
            for width, height in SIZES.items():
                name = f"{shot.name}-{width}"
                try:
                    size = (height, width) if shot.is_landscape else (width, height)
                    self._take_one(shot, path, name, size)
                except (BrowserFault, AssertionError) as fault:
                    self.faults.append(f"{name}: {(str(fault) or repr(fault)).splitlines()[0]}")

    def _take_one(self, shot: Shot, path: str, name: str, size: tuple[int, int]) -> None:
        context = self._context(shot, size)
        try:
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.clock.install(time=shot.at)
            self._listen(page, name, shot)
            for script in shot.scripts:
                page.add_init_script(script)
            if shot.api is not None:
                shot.api().attach(page)
            answer = page.goto(self.world.address + path)
            if page.locator("script[type=module]").count():
                page.locator("html[data-modules=ready]").wait_for(state="attached")
            shot.then(page)
            page.wait_for_load_state("load")
            page.evaluate("document.fonts.ready")
            page.evaluate(PICTURES_SHOWN)
            self._measure(page, name, answer.status if answer else 0, shot, size)
            page.mouse.move(0, 0)  # nothing is shown as hovered
            if not shot.window_only:  # a bar at the foot of the window stands at the foot of the page
                tall = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({"width": size[0], "height": max(tall, size[1])})
            page.screenshot(path=self.folder / f"{name}.png", full_page=not shot.window_only)
        finally:
            context.close()

    def _measure(self, page: Page, name: str, status: int, shot: Shot, size: tuple[int, int]) -> None:
        if status != shot.status:
            self.faults.append(f"{name}: answered {status} instead of {shot.status}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size[0]:
            self.faults.append(f"{name}: {wide} px wide, so it scrolls sideways")
        if PHONE in size:
            self.faults.extend(f"{name}: {one}" for one in too_small(page))

    def _listen(self, page: Page, name: str, shot: Shot) -> None:
        def note(message: ConsoleMessage) -> None:
            refused = f"status of {shot.status}" if shot.status >= 400 else shot.says
            if not refused or refused not in message.text:
                self.faults.append(f"{name}: the console says {message.type}: {message.text}")

        page.on("console", note)
        page.on("pageerror", lambda error: self.faults.append(f"{name}: {error}"))

    def _context(self, shot: Shot, size: tuple[int, int]) -> BrowserContext:
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=2 if PHONE in size else 1,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        if shot.who:
            kept = self.world.cookies[shot.who]
            context.add_cookies([{"name": kept["name"], "value": kept["value"], "url": kept["url"]}])
        return context
