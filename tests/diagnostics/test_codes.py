import re

from quiz.diagnostics.codes import RULES


def test_every_rule_has_a_code_of_its_own_kind() -> None:
    assert all(re.fullmatch(r"[YB][0-9]{3}", code) and rule.code == code for code, rule in RULES.items())
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name) for rule in RULES.values())
    assert all(rule.meaning.endswith(".") for rule in RULES.values())


def test_only_what_cannot_be_read_at_all_is_unreadable() -> None:
    assert {code for code, rule in RULES.items() if rule.unreadable} == {"Y001", "Y002"}
