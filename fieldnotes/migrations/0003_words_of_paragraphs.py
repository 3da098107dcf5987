import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from fieldnotes.importers.words import vector, words
from fieldnotes.queries import stems_of


def write_words(apps, schema_editor):
    """What an import does from now on, for the documents that are there."""
    ParagraphWords = apps.get_model("fieldnotes", "ParagraphWords")
    for document in apps.get_model("fieldnotes", "Document").objects.iterator(chunk_size=20):
        paragraphs = list(document.paragraphs.all())
        found = [words(document.text[p.start : p.end]) for p in paragraphs]
        stems = stems_of(word.key for paragraph in found for word in paragraph)
        ParagraphWords.objects.bulk_create(
            ParagraphWords(paragraph=paragraph, vector=vector(its_words, stems))
            for paragraph, its_words in zip(paragraphs, found)
        )


class Migration(migrations.Migration):
    dependencies = [("fieldnotes", "0002_changes_are_append_only")]

    operations = [
        migrations.CreateModel(
            name="ParagraphWords",
            fields=[
                ("paragraph", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="words", serialize=False, to="fieldnotes.paragraph")),
                ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                "verbose_name_plural": "paragraph words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["vector"], name="paragraph_by_word"),
                    models.Index(condition=models.Q(("vector", None)), fields=["paragraph"], name="paragraph_without_vector"),
                ],
            },
        ),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]
