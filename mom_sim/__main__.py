"""``python -m mom_sim``, the same as ``mom-sim``."""

from mom_sim.cli.main import main

if __name__ == "__main__":
    main()
