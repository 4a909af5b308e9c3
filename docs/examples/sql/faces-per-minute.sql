CREATE VIEW sightings AS
SELECT frame.cameraId, frame.ts, face.trackId
FROM landmarks AS frame
CROSS JOIN UNNEST(frame.faces) AS face (trackId, landmarks);

-- How many faces each camera saw in each minute. Repeated records change nothing.
SELECT cameraId, window_start AS minuteBegin, COUNT(DISTINCT trackId) AS faces
FROM TABLE(TUMBLE(TABLE sightings, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
GROUP BY cameraId, window_start, window_end;
