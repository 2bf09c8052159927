"""Links with a ready text are only offered where the number can take them."""

from eventmgr.outbox.rules import contact_link, share_link, whatsapp_link


def test_whatsapp_is_only_offered_where_a_number_has_it() -> None:
    assert whatsapp_link("+6281234567890", "a b&c") == "https://wa.me/6281234567890?text=a%20b%26c"
    assert whatsapp_link("+62751123456", "x") == ""
    assert contact_link("+62751123456", "x") == "tel:+62751123456"
    assert contact_link(None, "x") == ""


def test_sharing_leaves_the_choice_of_whom() -> None:
    assert share_link("a b") == "https://wa.me/?text=a%20b"
