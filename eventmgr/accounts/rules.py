"""What a password must be, and how many tries one has."""

from itertools import pairwise

from eventmgr.shared.decision import ALLOWED, Decision

#: NIST SP 800-63B: length counts, composition rules do not help
LEAST_PASSWORD_LENGTH = 10
MOST_PASSWORD_LENGTH = 200
SIGN_IN_DAYS = 14
#: how long a one-time password that a page showed opens
ONE_TIME_HOURS = 24
ONE_TIME_OVER = "Kata sandi sekali pakai ini sudah lewat waktunya. Minta yang baru kepada admin kantor."
#: tries within TRY_WINDOW seconds, per account and per address (a whole office shares one address)
TRIES_PER_ACCOUNT = 8
TRIES_PER_ADDRESS = 100
TRY_WINDOW = 15 * 60


def normalize_email(text: str) -> str:
    return text.strip().lower()


def is_email(text: str) -> bool:
    """Roughly an address: the only proof is a letter that arrives."""
    local, at, domain = text.partition("@")
    return (
        bool(at and local and "." in domain and not domain.startswith(".") and " " not in text)
        and len(text) <= 254
    )


def may_be_password(password: str, *, email: str, old_password: str) -> Decision:
    """Whether this may become the password of the account."""
    if len(password) < LEAST_PASSWORD_LENGTH:
        return Decision(False, "short")
    if len(password) > MOST_PASSWORD_LENGTH:
        return Decision(False, "long")
    if password == old_password:
        return Decision(False, "same")
    if password.lower() in (email, email.partition("@")[0]) or len(set(password)) < 4:
        return Decision(False, "guessable")
    return ALLOWED


PASSWORD_WORDS = {
    "short": f"Kata sandi paling sedikit {LEAST_PASSWORD_LENGTH} huruf atau angka.",
    "long": f"Kata sandi paling panjang {MOST_PASSWORD_LENGTH} huruf.",
    "same": "Kata sandi baru harus berbeda dari yang lama.",
    "guessable": "Kata sandi ini mudah ditebak. Pilih yang lain.",
}


def minutes_in_words(seconds: int) -> str:
    """Waiting time for people: "3 menit", at least one."""
    return f"{max(1, -(-seconds // 60))} menit"


#: tries within PIN_WINDOW seconds of one phone at one event (looks/phone-2.md 5)
PIN_LENGTH = 6
PIN_TRIES = 5
PIN_WINDOW = 5 * 60
PIN_WORDS = {
    "digits": "PIN terdiri dari enam angka.",
    "guessable": "PIN ini mudah ditebak. Pilih enam angka lain.",
}


def may_be_pin(pin: str) -> Decision:
    """Whether these six digits may become a PIN: not all alike, no row such as 123456 or 654321."""
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdigit()):
        return Decision(False, "digits")
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(set(pin)) < 3 or steps in ({1}, {-1}):
        return Decision(False, "guessable")
    return ALLOWED


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
)
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))


def device_words(agent: str) -> str:
    """What a browser says of itself, for people: "Chrome di Windows"; "" when it says nothing known."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    browser = browser or ("Chrome" if "Chrome/" in agent else "Safari" if "Safari/" in agent else "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    system = system or ("macOS" if "Mac OS X" in agent else "Linux" if "Linux" in agent else "")
    return f"{browser} di {system}" if browser and system else browser or system
