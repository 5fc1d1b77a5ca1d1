"""Triggers: the log only grows, and what was ever published cannot be deleted from the editors' tables."""

from django.db import migrations

KEEP_LOG = """
CREATE FUNCTION timeline_keep_log() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taking_down bigint := nullif(current_setting('timeline.taking_down', true), '')::bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND taking_down IS NOT NULL
       AND EXISTS (SELECT 1 FROM timeline_revision WHERE seq = taking_down AND kind = 'taken_down')
       AND ROW(NEW.seq, NEW.document_type, NEW.key, NEW.kind, NEW.change_set_id, NEW.published_at)
         = ROW(OLD.seq, OLD.document_type, OLD.key, OLD.kind, OLD.change_set_id, OLD.published_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the publication log is append-only: % of revision % refused', lower(TG_OP), OLD.seq
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_log BEFORE UPDATE OR DELETE ON timeline_revision
    FOR EACH ROW EXECUTE FUNCTION timeline_keep_log();
"""

KEEP_PUBLISHED = """
CREATE FUNCTION timeline_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    object_key text := to_jsonb(OLD) ->> TG_ARGV[1];
BEGIN
    IF EXISTS (SELECT 1 FROM timeline_revision WHERE document_type = TG_ARGV[0] AND key = object_key) THEN
        RAISE EXCEPTION '% % was published and cannot be deleted; retract it instead', TG_ARGV[0], object_key
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
"""

TABLES = (
    ("contracts_dispute", "dispute", "slug"),
    ("contracts_contract", "contract", "slug"),
    ("contracts_party", "party", "slug"),
    ("contracts_protest", "protest", "public_id"),
    ("timeline_claim", "claim", "slug"),
    ("timeline_source", "source", "public_id"),
    ("timeline_event", "event", "public_id"),
    ("timeline_statement", "event", "public_id"),
)


def guard(table: str, document_type: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""CREATE TRIGGER keep_published BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION timeline_keep_published('{document_type}', '{column}')""",
        f"DROP TRIGGER keep_published ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_create_tables"), ("timeline", "0001_create_tables")]

    operations = [
        migrations.RunSQL(KEEP_LOG, "DROP TRIGGER keep_log ON timeline_revision; DROP FUNCTION timeline_keep_log()"),
        migrations.RunSQL(KEEP_PUBLISHED, "DROP FUNCTION timeline_keep_published()"),
        *(guard(*row) for row in TABLES),
    ]
