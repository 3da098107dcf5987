from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_to_rewrite_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the change log is append-only';
END $$;
CREATE TRIGGER changes_are_append_only BEFORE UPDATE OR DELETE ON fieldnotes_change
    FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_the_log();
"""
BACKWARD = """
DROP TRIGGER changes_are_append_only ON fieldnotes_change;
DROP FUNCTION refuse_to_rewrite_the_log();
"""


class Migration(migrations.Migration):
    dependencies = [("fieldnotes", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
