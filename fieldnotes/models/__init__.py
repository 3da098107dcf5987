"""What was collected: people, projects, participants, documents, import batches."""

from .documents import Change, Document, Paragraph, SpeakerTurn
from .imports import ImportBatch, ImportItem, ImportUpload
from .jobs import Job
from .people import Membership, PersonalToken, Role, User
from .projects import Agency, Attribute, AttributeValue, Participant, Project
from .words import ParagraphWords

__all__ = [
    "Agency",
    "Attribute",
    "AttributeValue",
    "Change",
    "Document",
    "ImportBatch",
    "ImportItem",
    "ImportUpload",
    "Job",
    "Membership",
    "Paragraph",
    "ParagraphWords",
    "Participant",
    "PersonalToken",
    "Project",
    "Role",
    "SpeakerTurn",
    "User",
]
