"""SHA-256 without OpenSSL is the same SHA-256, also where Python has no hashes of its own."""

import subprocess
import sys

import pytest

from bmc_tui.files import hashing
from bmc_tui.files.hashing import sha256_hex

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""The hash of `abc`, an example of FIPS 180-4."""


def test_the_hash_is_that_of_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sha256_hex(b"abc") == ABC
    monkeypatch.setattr(hashing, "_OWN_MODULE", "_no_such_module")
    assert sha256_hex(b"abc") == ABC


def test_openssl_is_not_loaded_for_a_hash() -> None:
    code = (
        "import sys; from bmc_tui.files.hashing import sha256_hex; sha256_hex(b'abc'); "
        "sys.exit('_hashlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
