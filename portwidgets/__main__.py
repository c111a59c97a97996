"""Runs the command line as `python -m portwidgets`."""

from portwidgets.app.cli import main

if __name__ == "__main__":
    main()
