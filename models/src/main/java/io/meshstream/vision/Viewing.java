package io.meshstream.vision;

import io.meshstream.vision.WholePictureDetector.Found;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.image.PixelSelection;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.sampling.TensorGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Shows a picture to all who look for something in it: the pixels that they ask for in a round are
 * decoded once, and the models run side by side.
 */
final class Viewing {
  private final PictureSource picture;
  private final Executor helpers;

  /** Whether the last detectors saw every pixel that they looked at: then regions are read so. */
  private boolean isFullScale;

  /** What those saw, as long as it is valid; else null. */
  private Picture seen;

  /** What of the picture that has; empty if all of it. */
  private Optional<Set<SampleLattice>> decoded = Optional.empty();

  private Viewing(PictureSource picture, Executor helpers) {
    this.picture = picture;
    this.helpers = helpers;
  }

  /**
   * Shows a picture until nobody wants to see more of it.
   *
   * @param helpers may detect, or read some of several regions
   */
  static void show(PictureSource picture, List<Look> looks, Executor helpers)
      throws PictureException {
    Viewing viewing = new Viewing(picture, helpers);
    List<Look> looking = looks;
    while (!looking.isEmpty()) {
      viewing.show(looking);
      looking = looking.stream().filter(look -> !look.isDone()).toList();
    }
  }

  private void show(List<Look> looks) throws PictureException {
    List<List<Found>> detected = detect(looks);
    List<WantedRegion> all = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      looks.get(i).regions(detected.get(i)).stream()
          .filter(wanted -> !wanted.candidate().isNowhere())
          .forEach(all::add);
      ends.add(all.size());
    }
    List<Reading> readings = read(all);
    int start = 0;
    for (int i = 0; i < looks.size(); i++) {
      looks.get(i).read(readings.subList(start, ends.get(i)));
      start = ends.get(i);
    }
  }

  /** Returns what each detected: one result, or none where it did not ask for that. */
  private List<List<Found>> detect(List<Look> looks) throws PictureException {
    List<Look> detecting =
        looks.stream().filter(look -> look.wholeReduction().isPresent()).toList();
    if (detecting.isEmpty()) {
      return looks.stream().map(look -> List.<Found>of()).toList();
    }
    int reduction =
        detecting.stream()
            .mapToInt(look -> look.wholeReduction().orElseThrow())
            .min()
            .orElseThrow();
    // Decoded first: a place in a batch is not kept waiting for that.
    Picture whole = decode(looks, detecting.size(), reduction);
    List<Found> found = HelpedLoop.map(detecting, look -> look.detect(whole), helpers);
    return looks.stream()
        .map(detecting::indexOf)
        .map(place -> place < 0 ? List.<Found>of() : List.of(found.get(place)))
        .toList();
  }

  /** Decodes what is foreseen of the picture, or all of it if that cannot be told. */
  private Picture decode(List<Look> looks, int detectors, int reduction) throws PictureException {
    isFullScale = reduction == 1;
    // Two look at so much, and so often find something new, that to leave out the rest is no gain.
    decoded = isFullScale && detectors == 1 ? foreseen(looks) : Optional.empty();
    Picture whole =
        decoded.isEmpty()
            ? picture.whole(reduction)
            : picture.part(
                new PixelSelection(
                    PixelArea.ofPicture(picture.width(), picture.height()),
                    List.copyOf(decoded.get())),
                reduction);
    seen = isFullScale ? whole : null;
    return whole;
  }

  private static Optional<Set<SampleLattice>> foreseen(List<Look> looks) {
    List<Optional<List<SampleLattice>>> all = looks.stream().map(Look::foreseen).toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            all.stream()
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  private List<Reading> read(List<WantedRegion> regions) throws PictureException {
    Map<Boolean, List<WantedRegion>> bySeen =
        regions.stream().collect(Collectors.partitioningBy(this::isSeen));
    Map<WantedRegion, Reading> readings = new HashMap<>();
    // First what was foreseen: its pixels are valid until others are decoded.
    read(bySeen.get(true), seen, readings);
    List<WantedRegion> unseen = bySeen.get(false);
    if (!unseen.isEmpty()) {
      seen = null;
      read(unseen, pixelsOf(unseen), readings);
    }
    return regions.stream().map(readings::get).toList();
  }

  private void read(
      List<WantedRegion> regions, Picture pixels, Map<WantedRegion, Reading> readings) {
    List<Reading> read = HelpedLoop.map(regions, wanted -> wanted.read(pixels), helpers);
    for (int i = 0; i < regions.size(); i++) {
      readings.put(regions.get(i), read.get(i));
    }
  }

  private boolean isSeen(WantedRegion wanted) {
    return seen != null
        && decoded
            .map(samples -> samples.contains(wanted.samples(picture.width(), picture.height())))
            .orElse(true);
  }

  /** Decodes what all regions together need of the picture. */
  private Picture pixelsOf(List<WantedRegion> regions) throws PictureException {
    int width = picture.width();
    int height = picture.height();
    PixelArea area =
        regions.stream()
            .map(wanted -> TensorGrid.over(wanted.region(), width, height))
            .map(grid -> grid.footprint(width, height))
            .reduce(PixelArea::union)
            .orElseThrow();
    PixelSelection selection =
        new PixelSelection(
            area, regions.stream().map(wanted -> wanted.samples(width, height)).toList());
    int reduction =
        isFullScale
            ? 1
            : regions.stream().mapToInt(wanted -> wanted.reduction(width)).min().orElseThrow();
    return picture.part(selection, reduction);
  }
}
