-- Cameras that send nothing hold no window up.
SET 'table.exec.source.idle-timeout' = '10 s';

-- One row per frame, with what functions need of it.
CREATE TABLE landmarks (
  cameraId         STRING NOT NULL,
  capturedAtMicros BIGINT NOT NULL,
  width            INT NOT NULL,
  height           INT NOT NULL,
  faces            ARRAY<ROW<
    trackId   BIGINT,
    landmarks ARRAY<FLOAT>,
    irises    ARRAY<FLOAT>>> NOT NULL,
  ts               AS TO_TIMESTAMP_LTZ(capturedAtMicros / 1000, 3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'landmarks',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_uncommitted',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'meshstream-avro',
  'meshstream-avro.record' = 'FrameLandmarks'
);

LOAD MODULE meshstream;
