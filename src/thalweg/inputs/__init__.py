"""The user's own input: from what was typed, dropped or picked to a scene; and the presets."""

from thalweg.inputs.ask import Answer, Tables, answer
from thalweg.inputs.presets import PRESETS, Preset

__all__ = ["PRESETS", "Answer", "Preset", "Tables", "answer"]
