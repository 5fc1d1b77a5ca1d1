#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: the site owns its database but is no superuser.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$TRACKER_PASSWORD" <<'SQL'
CREATE ROLE tracker LOGIN PASSWORD :'password';
CREATE DATABASE tracker OWNER tracker;
SQL
