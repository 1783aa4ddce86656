# The image holds the compiled service and its production packages, nothing else. Settings: env/.env.example; docs/install.md.
# The tag is the Node that the tests run on (package.json). Where images must not change under a tag, pin the digest of the
# copy that you have checked as well: node:24.21.0-slim@sha256:… (docker buildx imagetools inspect node:24.21.0-slim).
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package runs a script while it is installed: what the build needs comes ready.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json

FROM node:24.21.0-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.21.0-slim
LABEL org.opencontainers.image.title="Countersign" \
      org.opencontainers.image.description="A Microsoft Teams bot with which security analysts approve the removal of phishing mail" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
# In a container it listens to the outside of its own network name space, with health and metrics on a port of their own.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3978 \
    INTERNAL_PORT=3979 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY cards ./cards
COPY package.json LICENSE ./
# Everything else is root's and may be read-only; /data is used by the embedded store alone.
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
# By number: Kubernetes can only tell so that it is not root (runAsNonRoot).
USER 1000:1000
EXPOSE 3978 3979
STOPSIGNAL SIGTERM
# Whether the process lives; whether it can take work says /readyz, and a restart would not mend that. It listens only once
# the database is as the version wants it; the start period costs nothing, since the first good answer ends it.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.INTERNAL_PORT || process.env.PORT || 3978}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without a shell or npm in between, which would keep SIGTERM to themselves (docs/operations.md).
ENTRYPOINT ["node", "dist/main.js"]
