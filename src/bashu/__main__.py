"""`python -m bashu` is the command `bashu`."""

from bashu.cli import main

if __name__ == "__main__":
    main()
