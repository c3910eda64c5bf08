"""Verifiable credentials: canonical JSON, signatures, Open Badges. Plain Python, without Django."""
