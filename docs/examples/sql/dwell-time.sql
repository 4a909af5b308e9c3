-- How long each face stayed, as soon as it has left. An event that was written twice is one row.
SELECT DISTINCT
  cameraId,
  trackId,
  TO_TIMESTAMP_LTZ(capturedAtMicros / 1000, 3) AS leftAt,
  trackMicros / 1e6 AS seconds,
  trackFrames AS frames
FROM events
WHERE kind = 'FACE_LEFT';
