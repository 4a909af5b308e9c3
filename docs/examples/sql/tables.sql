-- Cameras that send nothing hold no window up.
SET 'table.exec.source.idle-timeout' = '10 s';

-- One row per frame, by the time at which the frame was taken.
CREATE TABLE landmarks (
  cameraId         STRING NOT NULL,
  epoch            BIGINT NOT NULL,
  `sequence`       BIGINT NOT NULL,
  capturedAtMicros BIGINT NOT NULL,
  status           STRING NOT NULL,
  modelId          STRING NOT NULL,
  faces            ARRAY<ROW<trackId BIGINT, landmarks ARRAY<FLOAT>>> NOT NULL,
  hands            ARRAY<ROW<trackId BIGINT, handedness STRING, worldLandmarks ARRAY<FLOAT>>> NOT NULL,
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

-- One row per event of a camera. Events of a record of the control topic have no time of a frame.
CREATE TABLE events (
  cameraId         STRING NOT NULL,
  kind             STRING NOT NULL,
  epoch            BIGINT NOT NULL,
  `sequence`       BIGINT NOT NULL,
  capturedAtMicros BIGINT NOT NULL,
  `partition`      INT NOT NULL,
  `offset`         BIGINT NOT NULL,
  trackId          BIGINT,
  trackFrames      BIGINT,
  trackMicros      BIGINT,
  modelId          STRING,
  message          STRING,
  durationMicros   BIGINT,
  perclos          FLOAT,
  ts               AS TO_TIMESTAMP_LTZ(capturedAtMicros / 1000, 3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'camera-events',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_uncommitted',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'meshstream-avro',
  'meshstream-avro.record' = 'CameraEvent'
);

-- One row per frame that gateways have sent, without its picture. Records that are no frames are
-- left out; the job rejects them.
CREATE TABLE frames (
  cameraId         STRING NOT NULL,
  epoch            BIGINT NOT NULL,
  `sequence`       BIGINT NOT NULL,
  capturedAtMicros BIGINT NOT NULL,
  encoding         STRING NOT NULL,
  width            INT NOT NULL,
  height           INT NOT NULL,
  rotation         INT NOT NULL,
  `partition`      INT METADATA VIRTUAL,
  `offset`         BIGINT METADATA VIRTUAL,
  sentAt           TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'frames',
  'properties.bootstrap.servers' = 'broker:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'meshstream-avro',
  'meshstream-avro.record' = 'EncodedFrame',
  'meshstream-avro.ignore-parse-errors' = 'true'
);
