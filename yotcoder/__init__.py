"""yotcoder: coding interview transcripts and ethnographic fieldnotes, together and defensibly."""

__version__ = "0.1.0"
