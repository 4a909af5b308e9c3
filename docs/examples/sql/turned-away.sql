-- How far a head is turned to the side, in degrees: the angle between the picture and the line from
-- one side of the face, landmark 234, to the other, landmark 454. Landmark k has its x in element
-- 3k + 1 of the flat array and its z in 3k + 3, in the same unit.
CREATE VIEW heads AS
SELECT
  frame.cameraId,
  frame.ts,
  face.trackId,
  DEGREES(ATAN2(
    face.landmarks[1365] - face.landmarks[705],
    face.landmarks[1363] - face.landmarks[703])) AS yaw
FROM landmarks AS frame
CROSS JOIN UNNEST(frame.faces) AS face (trackId, landmarks);

-- Whoever has turned away for 3 seconds without looking back, and again after every 3 more.
SELECT cameraId, trackId, since, noticed
FROM heads
MATCH_RECOGNIZE (
  PARTITION BY cameraId, trackId
  ORDER BY ts
  MEASURES FIRST(AWAY.ts) AS since, STILL_AWAY.ts AS noticed
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (AWAY+ STILL_AWAY) WITHIN INTERVAL '10' SECOND
  DEFINE
    AWAY AS ABS(AWAY.yaw) > 35
      AND AWAY.ts < FIRST(AWAY.ts) + INTERVAL '3' SECOND,
    STILL_AWAY AS ABS(STILL_AWAY.yaw) > 35
      AND STILL_AWAY.ts >= FIRST(AWAY.ts) + INTERVAL '3' SECOND
);
