"""Hashes bytes without OpenSSL, which `hashlib` loads: that takes 2 ms and 4 MiB."""

import sys
from importlib import import_module

_OWN_MODULE = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
"""Python's own SHA-256, for when `hashlib` has no OpenSSL; some distributions leave it out."""


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of bytes (FIPS 180-4) as 64 hexadecimal digits."""
    try:
        module = import_module(_OWN_MODULE)
    except ImportError:
        module = import_module("hashlib")
    return str(module.sha256(data).hexdigest())
