"""NIP as BKN gives it."""

import pytest

from eventmgr.office.nip_rules import judge_nip, mask_nip, normalize_nip


@pytest.mark.parametrize("nip", ["197903121998031003", "199001012024211001", "196512312000012999"])
def test_a_nip_of_a_civil_servant_and_of_a_contract_is_accepted(nip: str) -> None:
    assert judge_nip(nip)


@pytest.mark.parametrize(
    ("nip", "reason"),
    [
        ("19790312199803100", "length"),
        ("1979031219980310033", "length"),
        ("19790312199803100A", "digits"),
        ("١٩٧٩٠٣١٢١٩٩٨٠٣١٠٠٣", "digits"),
        ("197902301998031003", "birth"),
        ("187903121998031003", "birth"),
        ("197903121998131003", "appointed"),
        ("197903121998001003", "appointed"),
        ("197903121985031003", "too_young"),
        ("197903121998033003", "sex"),
        ("197903121998031000", "serial"),
        ("", "digits"),
    ],
)
def test_what_cannot_be_a_nip_is_told_apart(nip: str, reason: str) -> None:
    assert judge_nip(nip).reason == reason


def test_the_way_people_write_it_is_read() -> None:
    assert normalize_nip("19790312 199803 1 003") == "197903121998031003"


def test_in_lists_the_birth_date_is_masked() -> None:
    assert mask_nip("197903121998031003") == "1979••••••••••1003"
