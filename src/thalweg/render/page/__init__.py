"""The live page: a scene as one HTML file that works offline."""
