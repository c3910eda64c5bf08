"""Codes that open a certificate's page: 140 random bits in signs nobody mixes up (Crockford's base 32)."""

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 28, 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new() -> str:
    """A code nobody can guess: seven groups of four."""
    return "-".join("".join(secrets.choice(SIGNS) for _sign in range(GROUP)) for _group in range(LENGTH // GROUP))


def tidy(typed: str) -> str:
    """The code somebody meant, however they typed it: case, gaps, O for 0. "" for what cannot be one."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    if len(plain) != LENGTH or any(sign not in SIGNS for sign in plain):
        return ""
    return "-".join(plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))
