"""The command line: the library's words, with defaults under which the shortest call gives a good picture."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments after the program's name. Default: those of the process.

    Returns
    -------
    int
        0; 2 after an error that is the caller's to mend; 130 after Ctrl-C; 141 where nobody reads the output any more.
    """
    try:
        from thalweg.cli.program import run

        return run(argv)
    except KeyboardInterrupt:
        import sys

        print("thalweg: stopped", file=sys.stderr)
        return 130
