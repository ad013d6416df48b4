"""``python -m beskplan``."""

from beskplan.cli import main

if __name__ == "__main__":
    main()
