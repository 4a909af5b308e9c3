CREATE VIEW eyes AS
SELECT
  frame.cameraId,
  frame.ts,
  face.trackId,
  (EYE_OPENNESS_LEFT(face.landmarks, frame.width, frame.height)
    + EYE_OPENNESS_RIGHT(face.landmarks, frame.width, frame.height)) / 2 AS openness
FROM landmarks AS frame
CROSS JOIN UNNEST(frame.faces) AS face (trackId, landmarks, irises);

-- The part of each minute for which the eyes of each face were closed, of the time for which they
-- were seen.
SELECT
  cameraId,
  trackId,
  window_start AS minuteBegin,
  AVG(CASE WHEN openness < 0.15 THEN 1e0 WHEN openness >= 0.15 THEN 0e0 END) AS closed
FROM TABLE(TUMBLE(TABLE eyes, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY cameraId, trackId, window_start, window_end;
