"""What happens at `python -m core`? The command line of `core/cli.py`."""

from core.cli import main

if __name__ == "__main__":
    main()
