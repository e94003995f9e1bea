"""One file a figure; its name is the figure's, and it holds one `Figure` called ``figure``."""
