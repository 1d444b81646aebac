# Ferry as a container: the packages that run, the sources, nothing else. Node runs the TypeScript as it is.
# Works with a read-only root: only /data is written, and with DATABASE_URL not even that.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No script of any package runs, neither here nor later.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3978 FERRY_DATA_DIR=/data/store
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY cards ./cards
COPY src ./src
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
USER 1000:1000
EXPOSE 3978
# Slower than any start: a first start makes the embedded store.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`, { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Gets signals itself: SIGTERM lets running work end.
CMD ["node", "src/index.ts"]
