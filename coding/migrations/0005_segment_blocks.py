import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coding', '0004_presence'),
        ('fieldnotes', '0004_requests_are_done_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='SegmentBlock',
            fields=[
                ('document', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='block', serialize=False, to='fieldnotes.document')),
                ('revision', models.PositiveIntegerField()),
                ('segments', models.BinaryField()),
                ('paragraphs', models.BinaryField()),
                ('turns', models.BinaryField()),
            ],
        ),
        # Packed numbers hardly shrink: compressing them would only cost time.
        migrations.RunSQL(
            "ALTER TABLE coding_segmentblock "
            "ALTER segments SET STORAGE EXTERNAL, "
            "ALTER paragraphs SET STORAGE EXTERNAL, "
            "ALTER turns SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]
