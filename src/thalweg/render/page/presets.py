"""All presets as one block of bytes, which the live page reads where no Python runs."""

from __future__ import annotations

from thalweg.inputs.ask import preset_scene
from thalweg.inputs.presets import PRESETS
from thalweg.render.page.html import scene_data
from thalweg.render.page.pack import Pack

#: What the page takes from the scene that it was made for, as it is the same in every live scene.
SHARED = ("format", "rules", "themes", "dashes")


def presets_bytes() -> bytes:
    """The block that is kept as ``static/presets.bin``: for each preset its name, title, words and scene."""
    pack = Pack()
    found = []
    for name, preset in PRESETS.items():
        scene = scene_data(pack, preset_scene(name))
        for shared in SHARED:
            del scene[shared]
        found.append({"name": name, "title": preset.title, "words": preset.words, "scene": scene})
    return pack.bytes(found)
