"""What was typed into a form comes back after an answer that is none of the form's own."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from eventmgr.accounts.models import SignIn, User
from eventmgr.shared.db import write
from tests.browser.conftest import Console, Site
from tests.builders import PASSWORD
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]


def _visit(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("html[data-modules=ready]").wait_for(state="attached")


def _typing(site: Site, cast: Cast, open_page: Opener) -> Page:
    """Ani has typed into the form that adds a person."""
    page = open_page(size=(1366, 900))
    site.sign_in(page.context, cast.ani)
    _visit(page, f"{site.address}/kegiatan/{cast.slug}/peserta/tambah")
    page.locator("#name").fill("Nurhayati Binti Syamsuddin")
    page.locator("details:has(#address) summary").click()
    page.locator("#address").fill("Jl. Gurun Laweh 12")
    return page


def _end_sign_ins(app: Flask) -> None:
    with app.app_context(), write() as session:
        session.execute(delete(SignIn))


def _sign_in(page: Page, user: User) -> None:
    page.locator("#email").fill(user.email_norm)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def test_typed_text_comes_back_after_signing_in_again(
    app: Flask, site: Site, cast: Cast, open_page: Opener
) -> None:
    page = _typing(site, cast, open_page)
    _end_sign_ins(app)
    page.locator("main form button[data-busy]").first.click()
    expect(page.get_by_text("kiriman tadi belum disimpan")).to_be_visible()
    _sign_in(page, cast.ani)
    expect(page.get_by_text("sudah dipulihkan", exact=False).first).to_be_visible()
    expect(page.locator("#name")).to_have_value("Nurhayati Binti Syamsuddin")
    expect(page.locator("#address")).to_have_value("Jl. Gurun Laweh 12")
    assert page.evaluate("sessionStorage.length") == 0


def test_typed_text_is_given_to_nobody_else(app: Flask, site: Site, cast: Cast, open_page: Opener) -> None:
    page = _typing(site, cast, open_page)
    _end_sign_ins(app)
    page.locator("main form button[data-busy]").first.click()
    expect(page.get_by_text("kiriman tadi belum disimpan")).to_be_visible()
    _sign_in(page, cast.aminah)
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    expect(page.locator("#name")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_text_that_was_taken_in_is_not_kept(
    site: Site, cast: Cast, open_page: Opener, console: Console
) -> None:
    console.allow("422")
    page = _typing(site, cast, open_page)
    page.locator("main form button[data-busy]").first.click()
    page.locator(".error-summary").wait_for()
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    expect(page.locator("#name")).to_have_value("Nurhayati Binti Syamsuddin")
    assert page.evaluate("sessionStorage.length") == 0
    assert page.get_by_text("sudah dipulihkan").count() == 0


def test_text_that_a_refusal_left_aside_comes_back_with_its_page(
    app: Flask, site: Site, cast: Cast, open_page: Opener, console: Console
) -> None:
    console.allow("400")
    page = _typing(site, cast, open_page)
    page.evaluate("document.querySelector('main form [name=csrf_token]').value = 'lama'")
    page.locator("main form button[data-busy]").first.click()
    page.locator("html[data-modules=ready]").wait_for(state="attached")
    page.get_by_role("link", name="Buka lagi halaman tadi").click()
    expect(page.get_by_text("sudah dipulihkan").first).to_be_visible()
    expect(page.locator("#name")).to_have_value("Nurhayati Binti Syamsuddin")


def test_passwords_are_never_kept(site: Site, cast: Cast, open_page: Opener, console: Console) -> None:
    console.allow("422")
    page = open_page()
    _visit(page, f"{site.address}/masuk")
    page.locator("#email").fill("ani@contoh.go.id")
    page.locator("#password").fill("rahasia sekali")
    page.locator("form").evaluate("form => form.addEventListener('submit', event => event.preventDefault())")
    page.get_by_role("button", name="Masuk").click()
    assert page.evaluate("sessionStorage.length") == 0
