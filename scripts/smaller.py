"""Make PNG files of pages small: they have few colours, and those few are what is kept."""

from __future__ import annotations

import sys

from PIL import Image

for name in sys.argv[1:]:
    with Image.open(name) as picture:
        few = picture.convert("RGB").quantize(200, dither=Image.Dither.NONE)
    few.save(name, optimize=True)
