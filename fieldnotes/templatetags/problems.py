"""Problems of an import, translated when they are shown."""

from django import template

from fieldnotes.queries import problem_sentence

register = template.Library()
register.filter("sentence", problem_sentence)
