from django.db import migrations

# PostgreSQL calls `array_to_string` stable for the sake of types whose text depends on a setting; that of text does not.
FUNCTION = """
CREATE FUNCTION contracts_party_words(slug text, aliases text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
AS $$SELECT slug || E'\\n' || pg_catalog.array_to_string(aliases, E'\\n')$$
"""
# The desk's autocompletion looks for pieces of names, and of slugs and other names, as the admin writes its searches.
INDEXES = """
CREATE INDEX party_upper_name_trigrams ON contracts_party USING gin (upper(name) gin_trgm_ops);
CREATE INDEX party_words_trigrams ON contracts_party USING gin
(upper(contracts_party_words(slug, aliases::text[])) gin_trgm_ops)
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0008_four_eyes")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION contracts_party_words(text, text[])"),
        migrations.RunSQL(INDEXES, "DROP INDEX party_words_trigrams, party_upper_name_trigrams"),
    ]
