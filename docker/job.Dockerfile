# The job, in the official Flink image: JobManager, TaskManager and session cluster are all made of it.
#
#   docker build -f docker/job.Dockerfile -t meshstream/job .                    # runs models on the CPU
#   docker build -f docker/job.Dockerfile --target gpu -t meshstream/job:gpu .   # on an NVIDIA GPU (CUDA 12)
#
# docker/pin pins the images below by their digests.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:17-jdk-jammy
ARG FLINK_IMAGE=docker.io/library/flink:2.3.0-scala_2.12-java17
ARG CUDA_IMAGE=docker.io/nvidia/cuda:12.8.1-cudnn-runtime-ubuntu22.04

FROM ${JDK_IMAGE} AS sources
COPY . /src
RUN --mount=type=cache,target=/root/.m2,sharing=locked /src/docker/assemble /build

# Whoever has built already hands the result in: --build-context build=FOLDER, see docker/assemble.
FROM scratch AS build
COPY --from=sources /build /

FROM ${JDK_IMAGE} AS sources-gpu
COPY . /src
RUN --mount=type=cache,target=/root/.m2,sharing=locked /src/docker/assemble /build gpu

FROM scratch AS build-gpu
COPY --from=sources-gpu /build /

FROM ${CUDA_IMAGE} AS cuda

FROM ${FLINK_IMAGE} AS flink
USER root
# TaskManagers are started with this module, and not at all where Java lacks it.
RUN java --add-modules=jdk.incubator.vector --version
# File systems for checkpoints are there, but not in use unless they are among the plugins.
RUN set -eu; \
    for jar in opt/flink-s3-fs-presto-*.jar opt/flink-s3-fs-hadoop-*.jar; do \
      [ -e "$jar" ] || continue; \
      folder=plugins/$(basename "$jar" .jar); \
      mkdir -p "$folder"; ln -s "/opt/flink/$jar" "$folder/"; \
    done; \
    install -d -o 9999 -g 9999 /opt/flink/state /opt/flink/log /opt/meshstream/classes
COPY docker/flink/config.yaml /opt/flink/conf/
COPY docker/flink/log4j-console.properties /opt/flink/conf/
COPY docker/http-ok /opt/meshstream/bin/
COPY LICENSE NOTICE /opt/meshstream/
# ONNX Runtime is found here, by every process that any of Flink's scripts or operators starts.
ENV LD_LIBRARY_PATH=/opt/meshstream/native \
    PATH=/opt/flink/bin:/opt/meshstream/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ORT_DISABLE_TELEMETRY=1
# Checkpoints of a cluster on a single machine: a volume takes its owner from here.
VOLUME /opt/flink/state
EXPOSE 6122 6123 6124 8081 9249
# Answers on a JobManager and on a TaskManager; that the job runs is for a check of its own.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["http-ok", "9249", "/metrics"]
LABEL org.opencontainers.image.title="Meshstream job" \
      org.opencontainers.image.description="Face landmarks of camera streams, as an Apache Flink job" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/flink:2.3.0-scala_2.12-java17"

FROM flink AS gpu
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
# What ONNX Runtime's CUDA provider is linked with, what it and cuDNN load as they run, and what that needs in turn;
# the whole runtime is twice as large.
COPY --from=cuda \
    /usr/local/cuda/lib64/libcudart.so.12 \
    /usr/local/cuda/lib64/libcublas.so.12 \
    /usr/local/cuda/lib64/libcublasLt.so.12 \
    /usr/local/cuda/lib64/libcufft.so.11 \
    /usr/local/cuda/lib64/libcurand.so.10 \
    /usr/local/cuda/lib64/libnvrtc.so.12 \
    /usr/local/cuda/lib64/libnvrtc-builtins.so.12.? \
    /usr/lib/x86_64-linux-gnu/libcudnn*.so.9 \
    /opt/meshstream/cuda/
COPY --from=build-gpu /native /opt/meshstream/native
COPY --from=build-gpu /job /opt/flink
ENV LD_LIBRARY_PATH=/opt/meshstream/native:/opt/meshstream/cuda \
    NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility
LABEL org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}"
USER 9999:9999

FROM flink AS cpu-job
COPY --from=build /native /opt/meshstream/native
COPY --from=build /job /opt/flink
USER 9999:9999

# For a quicker start, a moment's work of the job beforehand.
FROM cpu-job AS rehearsal
COPY --from=build /bin /opt/rehearsal/bin
COPY --from=build /cli /opt/rehearsal
COPY docker/archive-classes /opt/rehearsal/bin/
RUN /opt/rehearsal/bin/archive-classes /opt/rehearsal || echo 'No archives of classes: the image starts slower than it could.' >&2

FROM cpu-job AS cpu
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
COPY --from=rehearsal /opt/meshstream/classes /opt/meshstream/classes
LABEL org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}"
