package io.meshstream.vision;

import io.meshstream.vision.WholePictureDetector.Found;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks where faces or hands were and, where one is missing, for new ones; a second time, if the
 * {@linkplain TrackPolicy#redetect() policy} says so, where the detector sees one that was lost.
 */
final class TrackingLook implements Look {
  private final RegionSearch search;
  private final SearchOptions options;
  private final Followed known;
  private final int width;
  private final int height;
  private final Roll.Report report;

  private Optional<Found> found = Optional.empty();

  /** What the first round left to the second; empty in the first. */
  private Optional<Sightings> toRepair = Optional.empty();

  /** In the second round, all that will be there if the unread are. */
  private List<Candidate> merged = List.of();

  /** What the frame shows; empty until that is known. */
  private Optional<Sightings> seen = Optional.empty();

  /**
   * Begins.
   *
   * @param known what the frame before left
   * @param report makes of the outcome what the task reports
   */
  TrackingLook(RegionSearch search, Followed known, Frame frame, Roll.Report report) {
    this.search = search;
    this.options = search.options();
    this.known = known;
    this.width = frame.picture().width();
    this.height = frame.picture().height();
    this.report = report;
  }

  @Override
  public OptionalInt wholeReduction() {
    return isDetectorDue()
        ? OptionalInt.of(search.detector().reduction(width, height))
        : OptionalInt.empty();
  }

  private boolean isDetectorDue() {
    return toRepair.isPresent() ? found.isEmpty() : options.isDetectorDue(known);
  }

  @Override
  public Optional<List<SampleLattice>> foreseen() {
    if (toRepair.isPresent() || options.staticImages()) {
      return Optional.empty();
    }
    List<SampleLattice> tracked =
        known.tracks().stream()
            .map(Candidate::tracked)
            .filter(candidate -> !candidate.isNowhere())
            .map(candidate -> wanted(candidate).samples(width, height))
            .toList();
    if (!isDetectorDue()) {
      return Optional.of(tracked);
    }
    return tracked.isEmpty() || search.association().keepsTracked()
        ? search
            .detector()
            .lattice(width, height)
            .map(seen -> Stream.concat(Stream.of(seen), tracked.stream()).toList())
        : Optional.empty();
  }

  @Override
  public Found detect(Picture whole) {
    if (options.staticImages()) {
      return new Found(search.detector().detect(whole), known.nextTile());
    }
    List<Track> tracks = toRepair.isPresent() ? List.of() : known.tracks();
    return search
        .detector()
        .detect(
            whole,
            known.nextTile(),
            detection -> search.association().isLookedAt(regionAround(detection), tracks));
  }

  @Override
  public List<WantedRegion> regions(List<Found> detected) {
    found = found.or(() -> detected.stream().findFirst());
    List<Candidate> candidates = toRepair.map(this::unread).orElseGet(this::candidates);
    return candidates.stream().map(this::wanted).toList();
  }

  private WantedRegion wanted(Candidate candidate) {
    return new WantedRegion(candidate, search.landmarker(), search.regionScale());
  }

  @Override
  public void read(List<Reading> readings) {
    if (toRepair.isPresent()) {
      seen = Optional.of(repaired(toRepair.get(), readings));
      return;
    }
    Sightings first =
        new Sightings(
            readings.stream().filter(this::isPresent).toList(),
            readings.stream().filter(reading -> !isPresent(reading)).toList());
    boolean isRepaired =
        options.policy().redetect()
            && first.lost().findAny().isPresent()
            && first.present().size() < options.most();
    toRepair = isRepaired ? Optional.of(first) : Optional.empty();
    seen = isRepaired ? Optional.empty() : Optional.of(first);
  }

  @Override
  public boolean isDone() {
    return seen.isPresent();
  }

  private List<Candidate> candidates() {
    return capped(
        search
            .association()
            .merge(
                detectedCandidates(),
                known.tracks().stream().map(Candidate::tracked).toList(),
                options.most()));
  }

  /** Returns the candidates that are looked at: all of them, unless there is a cap. */
  private List<Candidate> capped(List<Candidate> candidates) {
    if (!options.policy().capFaces() || candidates.size() <= options.most()) {
      return candidates;
    }
    List<Candidate> most =
        candidates.stream()
            .sorted(Comparator.comparingLong(Candidate::seniority))
            .limit(options.most())
            .toList();
    return candidates.stream().filter(most::contains).toList();
  }

  /** Returns where the detector sees something and nobody has looked yet. */
  private List<Candidate> unread(Sightings first) {
    Set<Region> present = places(first.present());
    Set<Region> absent = places(first.absent());
    // Whatever wins elsewhere, what has been read in this frame is not read again.
    merged =
        Association.TRACKED_LAST.merge(
            detectedCandidates().stream()
                .filter(candidate -> !present.contains(candidate.region()))
                .filter(candidate -> !absent.contains(candidate.region()))
                .toList(),
            first.present().stream().map(Reading::candidate).toList(),
            options.most());
    return merged.stream()
        .filter(candidate -> !present.contains(candidate.region()))
        .limit(options.most() - first.present().size())
        .toList();
  }

  private static Set<Region> places(List<Reading> readings) {
    return readings.stream()
        .map(reading -> reading.candidate().region())
        .collect(Collectors.toSet());
  }

  /** Adds what the second round found. */
  private Sightings repaired(Sightings first, List<Reading> readings) {
    Map<Region, Reading> present = new HashMap<>();
    first.present().forEach(reading -> present.put(reading.candidate().region(), reading));
    readings.stream()
        .filter(this::isPresent)
        .forEach(reading -> present.put(reading.candidate().region(), reading));
    return new Sightings(
        merged.stream()
            .filter(candidate -> present.containsKey(candidate.region()))
            .map(candidate -> present.get(candidate.region()).of(candidate))
            .toList(),
        first.absent());
  }

  private List<Candidate> detectedCandidates() {
    return found.map(Found::detections).orElse(List.of()).stream()
        .limit(options.most())
        .map(detection -> Candidate.detected(regionAround(detection), detection))
        .toList();
  }

  private Region regionAround(Detection detection) {
    return search.regions().around(detection, width, height);
  }

  private boolean isPresent(Reading reading) {
    return reading.result().presence() > options.minPresence();
  }

  @Override
  public TaskStep conclude(TaskStep soFar) {
    Sightings sightings = seen.orElseThrow();
    List<Reading> readings = search.duplicates().removed(sightings.present(), width, height);
    Reunion reunion =
        new Reunion(readings.stream().map(Reading::newPlace).toList(), lostTracks(sightings));
    List<Roll.Entry> entries = new ArrayList<>();
    long nextTrackId = known.nextTrackId();
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      Optional<Track> track = reading.candidate().track();
      Optional<Long> knownId = track.isPresent() ? track.map(Track::id) : reunion.idOf(i);
      entries.add(new Roll.Entry(knownId.isPresent() ? knownId.get() : nextTrackId++, reading));
    }
    return report.of(
        new Roll(
            entries,
            nextTrackId,
            kept(reunion.stillLost()),
            found.map(Found::detections),
            found.map(Found::nextTile).orElse(known.nextTile()),
            framesSinceDetector()),
        soFar);
  }

  private int framesSinceDetector() {
    if (found.isPresent()) {
      return 0;
    }
    int before = known.framesSinceDetector();
    return before == HandState.NEVER ? HandState.NEVER : before + 1;
  }

  /** Returns the tracks that may be of those found without a track. */
  private List<LostTrack> lostTracks(Sightings sightings) {
    List<LostTrack> lost = new ArrayList<>();
    if (options.policy().redetect() || options.policy().lostFrames() > 0) {
      sightings.lost().map(LostTrack::of).forEach(lost::add);
    }
    kept(known.lost()).stream().map(LostTrack::aged).forEach(lost::add);
    return lost;
  }

  /**
   * Returns those whose ids are kept, of tracks that are listed by how long they have been lost.
   */
  private List<LostTrack> kept(List<LostTrack> lost) {
    return lost.stream()
        .filter(track -> track.frames() <= options.policy().lostFrames())
        .limit(options.most())
        .toList();
  }
}
