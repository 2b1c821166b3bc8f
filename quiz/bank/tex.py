r"""TeX formulas as Unicode, sign by sign; what has no sign of its own leaves the whole formula as its source."""

from __future__ import annotations

import re
from typing import Final

_PLAIN: Final = "0123456789+-=()ni"
_RAISED: Final = dict(zip(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))
_NAMED: Final = """
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ
tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐
leftrightarrow ↔ Leftrightarrow ⇔ times × cdot ⋅ div ÷ pm ± mp ∓ infty ∞ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃
supseteq ⊇ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ neg ¬ land ∧ lor ∨ wedge ∧ vee ∨ sum ∑ prod ∏ int ∫ partial ∂
nabla ∇ degree ° circ ∘ ldots … cdots ⋯ dots … angle ∠ perp ⊥ parallel ∥ propto ∝ ll ≪ gg ≫ oplus ⊕ otimes ⊗ setminus ∖
mid ∣ prime ′ hbar ℏ ell ℓ log log ln ln exp exp sin sin cos cos tan tan lim lim max max min min gcd gcd mod mod
"""
_WORDS: Final = _NAMED.split()
_COMMANDS: Final = {
    **dict(zip(_WORDS[::2], _WORDS[1::2], strict=True)),
    "{": "{",
    "}": "}",
    "%": "%",
    "$": "$",
    ",": " ",
    ";": " ",
    " ": " ",
}
_TOKEN: Final = re.compile(r"\\([A-Za-z]+|.)|([_^])(?:\{([^{}]*)\}|([^\s\\{}_^]))|([^\\{}_^&~#%$])", re.DOTALL)


def unicode_of(formula: str) -> str | None:
    r"""Return a formula in Unicode; None where one of its signs has none.

    >>> unicode_of(r"x^2 \le \alpha_{10}"), unicode_of(r"\frac{1}{2}"), unicode_of("2^{1/2}")
    ('x² ≤ α₁₀', None, None)
    """
    shown: list[str] = []
    position, last = 0, ""
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None:
            return None
        command, script, group, single, character = match.groups()
        if script:
            signs = _RAISED if script == "^" else _LOWERED
            raised = [signs.get(sign) for sign in (group if group is not None else single)]
            if not raised or script == last or None in raised:
                return None
            shown += (sign for sign in raised if sign)
        elif command:
            sign = _COMMANDS.get(command)
            if sign is None:
                return None
            shown.append(sign)
        else:
            shown.append(character)
        position, last = match.end(), script or ""
    return "".join(shown)
