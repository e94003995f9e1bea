"""Animations: what stands still is drawn once, what moves for every frame, and frames are written as they come.

`stage` draws frames, `moves` knows how the artists of a panel go through the steps, `encode` writes files.
Only this package imports PyAV.
"""
