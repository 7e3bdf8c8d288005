"""Gray levels of the schematics. Gray is signal: it is the same in the light and the dark scheme, and never colored."""

from __future__ import annotations

from dataclasses import dataclass

PANEL = "#101214"
"""What every drawing lies on."""

INK = "#ffffff"
ACCENT = "#ffb000"
SECOND = "#56b4e9"
"""Words, arrows and the second kind of arrow: colors that stay apart in the common color-vision deficiencies."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How bright each tissue is in one kind of image."""

    name: str
    fat: str
    """Yellow marrow and fat between muscles."""
    red_marrow: str
    muscle: str
    edema: str
    cortex: str
    """Cortical bone, and the band or line of the signs."""
    fluid: str
    cartilage: str


T1 = Tone("T1", "#e6e6e6", "#a8a8a8", "#6e6e6e", "#4d4d4d", "#0d0d0d", "#3a3a3a", "#8c8c8c")
T2_FS = Tone("T2 fat-sat", "#2a2a2a", "#4e4e4e", "#474747", "#d8d8d8", "#0d0d0d", "#fafafa", "#8a8a8a")
