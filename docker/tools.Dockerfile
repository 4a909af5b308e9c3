# The programs beside the job, each with nothing on its class path but what it needs.
#
#   docker build -f docker/tools.Dockerfile --target gateway -t meshstream/gateway .
#   docker build -f docker/tools.Dockerfile --target viewer -t meshstream/viewer .
#   docker build -f docker/tools.Dockerfile --target cli -t meshstream/cli .
#
# docker/pin pins the images below by their digests.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:17-jdk-jammy
ARG JRE_IMAGE=docker.io/library/eclipse-temurin:17-jre-jammy

FROM ${JDK_IMAGE} AS sources
COPY . /src
RUN --mount=type=cache,target=/root/.m2,sharing=locked /src/docker/assemble /build

# Whoever has built already hands the result in: --build-context build=FOLDER, see docker/assemble.
FROM scratch AS build
COPY --from=sources /build /

FROM ${JRE_IMAGE} AS java
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
COPY LICENSE NOTICE /opt/meshstream/
COPY --from=build /bin/meshstream /bin/http-ok /opt/meshstream/bin/
# Logs and what has to be extracted are written below /tmp, and nothing else is.
ENV PATH=/opt/meshstream/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    HOME=/tmp \
    XDG_CACHE_HOME=/tmp/cache \
    ORT_DISABLE_TELEMETRY=1
LABEL org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/eclipse-temurin:17-jre-jammy"
WORKDIR /tmp
USER 10001:10001

FROM java AS gateway
LABEL org.opencontainers.image.title="Meshstream gateway" \
      org.opencontainers.image.description="Sends the frames of cameras to a Kafka topic"
COPY --from=build /gateway/lib /opt/meshstream/lib
# Kafka has taken a frame within the last half minute.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["bash", "-c", "[[ -n $(find /tmp/gateway.healthy -newermt '-30 seconds') ]]"]
ENTRYPOINT ["meshstream", "gateway", "--health-file", "/tmp/gateway.healthy"]
CMD ["--help"]

FROM java AS viewer
LABEL org.opencontainers.image.title="Meshstream viewer" \
      org.opencontainers.image.description="Shows cameras and the faces found in them on a web page"
COPY --from=build /viewer/lib /opt/meshstream/lib
EXPOSE 8088
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["http-ok", "8088", "/"]
ENTRYPOINT ["meshstream", "view", "--host", "0.0.0.0"]
CMD ["--help"]

FROM java AS cli
LABEL org.opencontainers.image.title="Meshstream command line" \
      org.opencontainers.image.description="Looks into the topics and settings of Meshstream; has all commands"
COPY --from=build /native /opt/meshstream/native
COPY --from=build /cli/lib /opt/meshstream/lib
ENV LD_LIBRARY_PATH=/opt/meshstream/native
# It ends by itself: there is nothing to check.
HEALTHCHECK NONE
ENTRYPOINT ["meshstream"]
CMD ["help"]
