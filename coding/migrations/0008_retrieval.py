import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coding', '0007_memos_on_passages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('cooccurrence', 'Code co-occurrence'), ('retrieval', 'Retrieval')], max_length=30),
        ),
        migrations.CreateModel(
            name='Retrieval',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='retrieval', serialize=False, to='coding.report')),
                ('passages', models.BinaryField()),
                ('marks', models.BinaryField()),
                ('documents', models.BinaryField()),
            ],
        ),
        # Not compressed, so that a slice is read without the rest.
        migrations.RunSQL(
            "ALTER TABLE coding_retrieval "
            "ALTER passages SET STORAGE EXTERNAL, "
            "ALTER marks SET STORAGE EXTERNAL, "
            "ALTER documents SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]
