"""What happens at `python -m core`? The command line of `core/cli/`."""

from core.cli.main import main

if __name__ == "__main__":
    main()
