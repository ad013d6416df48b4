"""The version of the package, read here by the build and by ``beskplan --version``."""

__version__ = "0.1.0"
