package io.meshstream.vision;

import io.meshstream.vision.WholePictureDetector.Found;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.landmark.Landmarker;
import io.meshstream.vision.sampling.TensorGrid;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Looks for faces in a frame: where the frame before left them, and in the whole picture while
 * fewer are tracked than are sought.
 *
 * @param detector seeks faces in whole pictures
 * @param association makes one of what was detected and what was tracked
 * @param regions says where a face is cropped, and where the next frame looks for it
 * @param landmarker reads the landmarks of a region
 * @param regionScale at which scale regions are decoded for it
 * @param options when the detector runs, and what counts as a face
 */
record FaceSearch(
    WholePictureDetector detector,
    Association association,
    RegionRule regions,
    Landmarker landmarker,
    Scale regionScale,
    TrackingOptions options) {

  /**
   * Looks where faces were and, where one is missing, for new ones.
   *
   * @param helpers may read some of several faces
   */
  Sightings look(TaskState known, PictureSource picture, Executor helpers) throws PictureException {
    Optional<Found> found =
        known.tracks().size() >= options.maxFaces()
            ? Optional.empty()
            : Optional.of(detect(picture, known.nextTile(), known.tracks()));
    Optional<List<Detection>> detections = found.map(Found::detections);
    List<Candidate> candidates =
        association.merge(
            detectedCandidates(detections, picture), trackedCandidates(known), options.maxFaces());
    List<Reading> readings = read(capped(candidates), picture, helpers);
    Sightings seen =
        new Sightings(
            readings.stream().filter(this::isPresent).toList(),
            readings.stream().filter(reading -> !isPresent(reading)).toList(),
            detections,
            found.map(Found::nextTile).orElse(known.nextTile()));
    boolean isToBeRepaired =
        options.policy().redetect()
            && seen.lost().findAny().isPresent()
            && seen.present().size() < options.maxFaces();
    return isToBeRepaired ? redetected(seen, picture, helpers) : seen;
  }

  /** Looks as well where the detector sees a face and nobody has looked yet. */
  private Sightings redetected(Sightings seen, PictureSource picture, Executor helpers)
      throws PictureException {
    Found found =
        seen.detections().isPresent()
            ? new Found(seen.detections().get(), seen.nextTile())
            : detect(picture, seen.nextTile(), List.of());
    Map<Region, Reading> present = new HashMap<>();
    seen.present().forEach(reading -> present.put(reading.candidate().region(), reading));
    Set<Region> absent = new HashSet<>();
    seen.absent().forEach(reading -> absent.add(reading.candidate().region()));
    // Whatever wins elsewhere, a face that has been read in this frame is not read again.
    List<Candidate> merged =
        Association.TRACKED_LAST.merge(
            detectedCandidates(Optional.of(found.detections()), picture).stream()
                .filter(candidate -> !present.containsKey(candidate.region()))
                .filter(candidate -> !absent.contains(candidate.region()))
                .toList(),
            seen.present().stream().map(Reading::candidate).toList(),
            options.maxFaces());
    List<Candidate> unread =
        merged.stream()
            .filter(candidate -> !present.containsKey(candidate.region()))
            .limit(options.maxFaces() - seen.present().size())
            .toList();
    read(unread, picture, helpers).stream()
        .filter(this::isPresent)
        .forEach(reading -> present.put(reading.candidate().region(), reading));
    return new Sightings(
        merged.stream()
            .filter(candidate -> present.containsKey(candidate.region()))
            .map(candidate -> present.get(candidate.region()).of(candidate))
            .toList(),
        seen.absent(),
        Optional.of(found.detections()),
        found.nextTile());
  }

  /** Detects in some parts of a picture of a stream, and in all of one that stands alone. */
  private Found detect(PictureSource picture, int firstTile, List<Track> tracks)
      throws PictureException {
    return options.staticImages()
        ? new Found(detector.detect(picture), firstTile)
        : detector.detect(
            picture,
            firstTile,
            found -> association.isLookedAt(regionAround(found, picture), tracks));
  }

  private Region regionAround(Detection found, PictureSource picture) {
    return regions.around(found, picture.width(), picture.height());
  }

  private boolean isPresent(Reading reading) {
    return reading.result().presence() > options.minConfidence();
  }

  /** Returns the candidates that are looked at: all of them, unless there is a cap. */
  private List<Candidate> capped(List<Candidate> candidates) {
    if (!options.policy().capFaces() || candidates.size() <= options.maxFaces()) {
      return candidates;
    }
    List<Candidate> most =
        candidates.stream()
            .sorted(Comparator.comparingLong(Candidate::seniority))
            .limit(options.maxFaces())
            .toList();
    return candidates.stream().filter(most::contains).toList();
  }

  private List<Candidate> detectedCandidates(
      Optional<List<Detection>> detections, PictureSource picture) {
    return detections.orElse(List.of()).stream()
        .limit(options.maxFaces())
        .map(found -> Candidate.detected(regionAround(found, picture), found))
        .toList();
  }

  private static List<Candidate> trackedCandidates(TaskState state) {
    return state.tracks().stream().map(Candidate::tracked).toList();
  }

  private List<Reading> read(List<Candidate> candidates, PictureSource picture, Executor helpers)
      throws PictureException {
    List<Candidate> somewhere =
        candidates.stream().filter(candidate -> !candidate.isNowhere()).toList();
    if (somewhere.isEmpty()) {
      return List.of();
    }
    Picture pixels = pixelsOf(somewhere, picture);
    return HelpedLoop.map(
        somewhere,
        candidate -> new Reading(candidate, landmarker.read(pixels, candidate.region())),
        helpers);
  }

  /** Decodes what all candidates together need of the picture. */
  private Picture pixelsOf(List<Candidate> candidates, PictureSource picture)
      throws PictureException {
    int width = picture.width();
    int height = picture.height();
    PixelArea area = null;
    float smallestSide = Float.MAX_VALUE;
    for (Candidate candidate : candidates) {
      PixelArea footprint =
          TensorGrid.over(candidate.region(), width, height).footprint(width, height);
      area = area == null ? footprint : area.union(footprint);
      smallestSide = Math.min(smallestSide, candidate.region().width() * width);
    }
    PixelSelection wanted =
        new PixelSelection(
            area,
            candidates.stream()
                .map(candidate -> landmarker.samples(candidate.region(), width, height))
                .toList());
    return picture.part(wanted, regionScale.reduction(smallestSide, landmarker.inputSize()));
  }
}
