-- How fast each vehicle is: a record whenever that changes, whose key is the id of the camera
-- before the driver, whose value is km/h as text, and whose time is when it was measured.
CREATE TABLE speeds (
  cameraId STRING,
  kmh      STRING,
  ts       TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',
  PRIMARY KEY (cameraId) NOT ENFORCED,
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'speeds',
  'properties.bootstrap.servers' = 'broker:9092',
  'key.format' = 'raw',
  'value.format' = 'raw',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Where each driver looks.
CREATE VIEW gazes AS
SELECT
  cameraId,
  capturedAtMicros,
  ts,
  COALESCE(
    GAZE_ZONE(faces[1].landmarks, faces[1].irises, width, height),
    HEAD_ZONE(faces[1].landmarks, width, height)) AS gaze
FROM landmarks;

-- Whether that is away from the road, and how long it may be at the speed of that time.
CREATE VIEW drivers AS
SELECT
  gazes.*,
  gaze NOT IN ('CENTER', 'UP') AS away,
  CASE
    WHEN TRY_CAST(kmh AS DOUBLE) > 50 THEN 3500000
    WHEN TRY_CAST(kmh AS DOUBLE) >= 20 THEN 6000000
  END AS allowedMicros
FROM gazes
LEFT JOIN speeds FOR SYSTEM_TIME AS OF gazes.ts ON gazes.cameraId = speeds.cameraId
WHERE gaze IS NOT NULL;

-- When a driver begins to look away: after having looked at the road, or not having been seen for
-- a second.
CREATE VIEW turns AS
SELECT
  *,
  CASE
    WHEN away AND (frames = 1 OR NOT stillAway OR capturedAtMicros - lastMicros >= 1000000)
    THEN capturedAtMicros
  END AS turnedMicros
FROM (
  SELECT
    *,
    COUNT(*) OVER lastTwo AS frames,
    MIN(CASE WHEN away THEN 1 ELSE 0 END) OVER lastTwo = 1 AS stillAway,
    MIN(capturedAtMicros) OVER lastTwo AS lastMicros
  FROM drivers
  WINDOW lastTwo AS (
    PARTITION BY cameraId ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
);

-- Since when each driver has looked away, and whether that is too long.
CREATE VIEW glances AS
SELECT *, away AND capturedAtMicros - sinceMicros >= allowedMicros AS tooLong
FROM (
  SELECT *, MAX(turnedMicros) OVER (PARTITION BY cameraId ORDER BY ts) AS sinceMicros
  FROM turns
);

-- Which glance was too long last.
CREATE VIEW warnings AS
SELECT
  *,
  MAX(CASE WHEN tooLong THEN sinceMicros ELSE 0 END)
    OVER (PARTITION BY cameraId ORDER BY ts) AS warnedMicros
FROM glances;

-- Whoever looks away from the road for too long at their speed, once for each glance.
SELECT cameraId, TO_TIMESTAMP_LTZ(sinceMicros / 1000, 3) AS since, ts AS warned, gaze
FROM (
  SELECT
    *,
    MIN(warnedMicros) OVER (
      PARTITION BY cameraId ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
    ) AS lastWarnedMicros
  FROM warnings
)
WHERE tooLong AND lastWarnedMicros < sinceMicros;
