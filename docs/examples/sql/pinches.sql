-- How far the tips of thumb and index finger, landmarks 4 and 8 of a hand, are apart, in metres:
-- landmarks in space have shape and size of the hand, wherever it is.
CREATE VIEW grips AS
SELECT
  frame.cameraId,
  frame.ts,
  hand.trackId,
  hand.handedness,
  SQRT(
    POWER(hand.worldLandmarks[25] - hand.worldLandmarks[13], 2)
    + POWER(hand.worldLandmarks[26] - hand.worldLandmarks[14], 2)
    + POWER(hand.worldLandmarks[27] - hand.worldLandmarks[15], 2)) AS apart
FROM landmarks AS frame
CROSS JOIN UNNEST(frame.hands) AS hand (trackId, handedness, worldLandmarks);

-- Which hands have pinched, second by second: the tips have come as close as 2 cm.
SELECT cameraId, trackId, handedness, window_start AS secondBegin, MIN(apart) AS closest
FROM TABLE(TUMBLE(TABLE grips, DESCRIPTOR(ts), INTERVAL '1' SECOND))
GROUP BY cameraId, trackId, handedness, window_start, window_end
HAVING MIN(apart) < 0.02;
