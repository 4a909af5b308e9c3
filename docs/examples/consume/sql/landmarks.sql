-- How long a record is remembered, so that its repetition is noticed.
SET 'table.exec.state.ttl' = '1 h';

CREATE TABLE frame_landmarks (
  cameraId         STRING NOT NULL,
  epoch            BIGINT NOT NULL,
  `sequence`       BIGINT NOT NULL,
  capturedAtMicros BIGINT NOT NULL,
  width            INT NOT NULL,
  height           INT NOT NULL,
  status           STRING NOT NULL,
  reason           STRING,
  faces            ARRAY<ROW<
    trackId   BIGINT,
    presence  FLOAT,
    region    ROW<centerX FLOAT, centerY FLOAT, width FLOAT, height FLOAT, rotation FLOAT>,
    landmarks ARRAY<FLOAT>>> NOT NULL,
  readAt           AS PROCTIME()
) WITH (
  'connector' = 'kafka',
  'topic' = 'landmarks',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_uncommitted',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'meshstream-avro'
);

-- Each record once, also from a topic that is written at least once.
CREATE VIEW frame_landmarks_once AS
SELECT cameraId, epoch, `sequence`, capturedAtMicros, width, height, status, reason, faces
FROM (
  SELECT *, ROW_NUMBER() OVER (
    PARTITION BY cameraId, epoch, `sequence` ORDER BY readAt) AS copy
  FROM frame_landmarks
)
WHERE copy = 1;

-- Where the tip of the nose is, in pixels. It is landmark 1, so its x, y and z are elements 4, 5
-- and 6 of the flat array: arrays begin with element 1 in SQL. It is NULL where faces are only
-- detected, or their mesh stays in the job.
SELECT
  picture.cameraId,
  picture.epoch,
  picture.`sequence`,
  TO_TIMESTAMP_LTZ(picture.capturedAtMicros / 1000, 3) AS capturedAt,
  face.trackId,
  face.landmarks[4] * picture.width AS noseX,
  face.landmarks[5] * picture.height AS noseY
FROM frame_landmarks_once AS picture
CROSS JOIN UNNEST(picture.faces) AS face (trackId, presence, region, landmarks);
