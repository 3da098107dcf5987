from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fieldnotes', '0003_words_of_paragraphs'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='request',
            field=models.UUIDField(help_text='by which a request sent twice is known', null=True),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.UniqueConstraint(fields=('document', 'actor', 'request'), name='request_done_once'),
        ),
    ]
