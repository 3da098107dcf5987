"""Figures about coded segments: plain numpy and scipy, no Django, no Celery."""
