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

T2 = Tone("T2", "#a8a8a8", "#8c8c8c", "#474747", "#d8d8d8", "#0d0d0d", "#fafafa", "#707070")
"""Without fat suppression: fat is neither bright nor dark, so that a bright line stands out from it."""


@dataclass(frozen=True, slots=True)
class Film:
    """How bright each part is on a radiograph, where dense bone is bright."""

    name: str
    soft_tissue: str
    cortex: str
    bone: str
    """Cancellous bone with what lies before and behind it."""
    canal: str
    trabecula: str
    lucent: str
    """Where bone is broken away or lacking."""


RADIOGRAPH = Film("Radiograph", "#2f2f2f", "#e2e2e2", "#8e8e8e", "#6c6c6c", "#dcdcdc", "#1e1e1e")


@dataclass(frozen=True, slots=True)
class Scan:
    """How dark each part is on a bone scan, where much tracer is dark."""

    ground: str
    bone: str
    hot: str
    outline: str


SCAN = Scan("#ececec", "#b8b8b8", "#1a1a1a", "#6f6f6f")
