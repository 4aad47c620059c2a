# Claimwright: one image for the API, the workers and the scheduler (see docker-compose.yml).
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package's own install script runs: none of ours needs one.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-liberation tesseract-ocr tini tzdata \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /data /remittances
ENV NODE_ENV=production \
  CHROMIUM_PATH=/usr/bin/chromium \
  DATA_FOLDER=/data \
  API_HOST=0.0.0.0 \
  API_PORT=4180
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/domain ./domain
COPY --from=build /app/selectors ./selectors
COPY --from=build /app/flows ./flows
COPY --from=build /app/config ./config
COPY --from=build /app/adapters ./adapters
COPY --from=build /app/review ./review
COPY --from=build /app/workers ./workers
COPY --from=build /app/sandbox ./sandbox
COPY --from=build /app/cli ./cli
USER node
VOLUME /data
EXPOSE 4180
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.API_PORT}/api/v1/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# tini reaps what Chromium leaves behind and passes SIGTERM on, so that workers drain.
ENTRYPOINT ["tini", "--"]
CMD ["node", "cli/claimwright.mjs", "start"]
