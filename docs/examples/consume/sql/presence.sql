-- Cameras that send nothing hold no window up.
SET 'table.exec.source.idle-timeout' = '10 s';

-- By the time at which frames were taken. For a first look it ends where the topic ends now; leave
-- out scan.bounded.mode to have it go on.
CREATE TABLE pictures (
  cameraId         STRING NOT NULL,
  epoch            BIGINT NOT NULL,
  capturedAtMicros BIGINT NOT NULL,
  faces            ARRAY<ROW<trackId BIGINT>> NOT NULL,
  ts               AS TO_TIMESTAMP_LTZ(capturedAtMicros / 1000, 3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'landmarks',
  'properties.bootstrap.servers' = 'broker:9092',
  'properties.isolation.level' = 'read_uncommitted',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'meshstream-avro'
);

CREATE VIEW sightings AS
SELECT picture.cameraId, picture.epoch, picture.ts, face.trackId
FROM pictures AS picture
CROSS JOIN UNNEST(picture.faces) AS face (trackId);

-- How many faces each camera saw in each minute. Repeated records change nothing.
SELECT cameraId, window_start AS minuteBegin, COUNT(DISTINCT trackId) AS faces
FROM TABLE(TUMBLE(TABLE sightings, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY cameraId, window_start, window_end;

-- How long each face stayed.
SELECT cameraId, epoch, trackId, MIN(ts) AS came, MAX(ts) AS went,
  TIMESTAMPDIFF(SECOND, MIN(ts), MAX(ts)) AS seconds
FROM sightings
GROUP BY cameraId, epoch, trackId;
