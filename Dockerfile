# The site for production: one image for web, stream, worker, beat and migrations; see docker-compose.yml.
# No secret and no setting of a site is in it; both come from the environment.

FROM python:3.13-slim-trixie AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes --only-binary=:all: --requirement /tmp/production.txt

FROM python:3.13-slim-trixie
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media BIND=0.0.0.0:8000 LOG_JSON=1
RUN groupadd --gid 10001 tracker \
    && useradd --uid 10001 --gid tracker --no-create-home --shell /usr/sbin/nologin tracker \
    && install --directory --owner=tracker --group=tracker /srv/media
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/tracker
COPY . .
# Collecting files needs settings but no server; these values reach no layer but their own command.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgresql://build@127.0.0.1:1/build \
    REDIS_URL=redis://127.0.0.1:1/0 python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q contracts timeline tracker
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=4 \
    CMD ["python", "-m", "tracker.healthcheck"]
CMD ["gunicorn", "--config", "deploy/gunicorn.py", "tracker.wsgi:application"]
