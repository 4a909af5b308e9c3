package io.meshstream.bench;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.simulation.ClipPicture;
import io.meshstream.vision.testing.HostilePictures;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** What happens beside well-behaved cameras. */
enum Scenario {
  CALM(0, "nothing"),
  FLOOD(1, "one camera at 50 times the rate"),
  FLOOD_FRESH(1, "the same, with freshness.max-age=200ms"),
  SCANS(1, "a progressive JPEG, 8000x8000, grey, 1000 scans"),
  BOMB(1, "a PNG, 8000x8000, RGBA"),
  BOMB_16(1, "a PNG, 4900x4900, RGBA of 16 bits"),
  SIX_BOMBS(6, "three of each of these PNGs at once, of six cameras"),
  BASELINE(1, "a baseline JPEG, 8000x8000"),
  SIX_BASELINES(6, "six of them at once, of six cameras");

  private final int hostileCameras;
  private final String title;

  Scenario(int hostileCameras, String title) {
    this.hostileCameras = hostileCameras;
    this.title = title;
  }

  /** Returns what happens, in words. */
  String title() {
    return title;
  }

  int hostileCameras() {
    return hostileCameras;
  }

  /** Returns whether the hostile camera sends ordinary frames, but too many of them. */
  boolean isFlood() {
    return this == FLOOD || this == FLOOD_FRESH;
  }

  /** Returns what the job is told besides. */
  List<String> jobOptions() {
    return this == FLOOD_FRESH ? List.of("--freshness.max-age=200ms") : List.of();
  }

  /** Makes the hostile pictures, which the cameras send in turn, one each. */
  List<ClipPicture> pictures() {
    return switch (this) {
      case CALM, FLOOD, FLOOD_FRESH -> List.of();
      case SCANS -> List.of(picture(PictureEncoding.JPEG, HostilePictures.progressiveJpeg(8000)));
      case BOMB -> List.of(picture(PictureEncoding.PNG, HostilePictures.png(8000, 8)));
      case BOMB_16 -> List.of(picture(PictureEncoding.PNG, HostilePictures.png(4900, 16)));
      case SIX_BOMBS -> Stream.of(BOMB, BOMB_16).flatMap(each -> each.pictures().stream()).toList();
      case BASELINE, SIX_BASELINES ->
          List.of(picture(PictureEncoding.JPEG, HostilePictures.baselineJpeg(8000)));
    };
  }

  private static ClipPicture picture(PictureEncoding encoding, byte[] bytes) {
    return new ClipPicture(encoding, 0, 0, ByteBuffer.wrap(bytes));
  }
}
