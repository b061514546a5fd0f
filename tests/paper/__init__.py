"""Papers are drawn for real, read back as text and looked at as pictures."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
