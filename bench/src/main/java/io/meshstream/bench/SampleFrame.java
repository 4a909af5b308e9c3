package io.meshstream.bench;

import io.meshstream.vision.jpeg.JpegRegion;

/** Frames as cameras send them, made of the {@link TiledPortrait}. */
public enum SampleFrame {
  /** 720p, about 85 kB. */
  SOFT_720P(1280, 720, 3.2, 0),
  /** 720p, about 360 kB. */
  DETAILED_720P(1280, 720, 1.8, 15),
  /** 1080p, about 160 kB. */
  SOFT_1080P(1920, 1080, 4.5, 0),
  /** 1080p, about 760 kB. */
  DETAILED_1080P(1920, 1080, 2.7, 14.5);

  private final int width;
  private final int height;
  private final double zoom;
  private final double noise;

  SampleFrame(int width, int height, double zoom, double noise) {
    this.width = width;
    this.height = height;
    this.zoom = zoom;
    this.noise = noise;
  }

  /** Columns of pixels. */
  public int width() {
    return width;
  }

  /** Rows of pixels. */
  public int height() {
    return height;
  }

  /**
   * Returns the middle of the frame, 384x384 of 720p and 512x512 of 1080p: about what a face takes.
   */
  JpegRegion middle() {
    int side = height == 720 ? 384 : 512;
    return new JpegRegion((width - side) / 2, (height - side) / 2, side, side);
  }

  /** Returns the frame as a 4:2:0 JPEG. */
  public byte[] jpeg() {
    return TiledPortrait.jpeg(width, height, zoom, noise);
  }

  /** Returns the frame as a 4:2:0 JPEG with a restart marker behind each row of blocks. */
  byte[] jpegOfRows() {
    return TiledPortrait.jpegOfRows(width, height, zoom, noise);
  }

  /** Prints how large the frames are. */
  public static void main(String[] args) {
    for (SampleFrame frame : values()) {
      System.out.println(frame + " " + frame.jpeg().length);
    }
  }
}
