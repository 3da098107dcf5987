from django.db import migrations

FORWARD = """
CREATE TRIGGER changes_are_append_only BEFORE UPDATE OR DELETE ON coding_codebookchange
    FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
"""
BACKWARD = "DROP TRIGGER changes_are_append_only ON coding_codebookchange"


class Migration(migrations.Migration):
    dependencies = [("coding", "0001_initial"), ("fieldnotes", "0002_changes_are_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
