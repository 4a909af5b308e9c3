package io.meshstream.face.sampling;

import io.meshstream.face.image.Picture;
import java.nio.FloatBuffer;

/**
 * MediaPipe's GPU convention: a tensor pixel is seen from its centre, and the picture is sampled as
 * an OpenGL texture with linear filtering.
 *
 * <p>A black border shows where the texture coordinate leaves [0, 1], as MediaPipe's shader has it
 * where the driver cannot clamp to a border colour; within, the outermost pixels are replicated.
 */
final class TextureSampling {
  private final byte[] data;
  private final int origin;
  private final int sampleStride;
  private final int rowStride;
  private final int red;
  private final int green;
  private final int blue;
  private final int width;
  private final int height;
  private final int left;
  private final int top;
  private final int lastColumn;
  private final int lastRow;
  private final float perReduction;
  private final boolean blackBorder;
  private final float scale;
  private final float min;

  TextureSampling(Picture picture, Border border, ValueRange range) {
    this.data = picture.data();
    this.origin = picture.origin();
    this.sampleStride = picture.sampleStride();
    this.rowStride = picture.rowStride();
    this.red = picture.redOffset();
    this.green = picture.greenOffset();
    this.blue = picture.blueOffset();
    this.width = picture.width();
    this.height = picture.height();
    this.left = picture.left();
    this.top = picture.top();
    this.lastColumn = picture.columns() - 1;
    this.lastRow = picture.rows() - 1;
    this.perReduction = 1f / picture.reduction();
    this.blackBorder = border == Border.BLACK;
    this.scale = range.scale();
    this.min = range.min();
  }

  void fill(TensorGrid grid, int side, FloatBuffer target) {
    for (int row = 0; row < side; row++) {
      fillRow(grid, side, row, target);
    }
  }

  private void fillRow(TensorGrid grid, int side, int row, FloatBuffer target) {
    int plane = side * side;
    int at = row * side;
    float tensorY = (row + 0.5f) / side;
    for (int column = 0; column < side; column++, at++) {
      float tensorX = (column + 0.5f) / side;
      float u = grid.pictureX(tensorX, tensorY);
      float v = grid.pictureY(tensorX, tensorY);
      if (blackBorder && (u < 0 || u > 1 || v < 0 || v > 1)) {
        target.put(at, min);
        target.put(at + plane, min);
        target.put(at + 2 * plane, min);
        continue;
      }
      // Clamping the place equals clamping each tap, and keeps far-off places from overflowing an
      // int.
      float x = clamp((u * width - left) * perReduction - 0.5f, lastColumn);
      float y = clamp((v * height - top) * perReduction - 0.5f, lastRow);
      int tapColumn = (int) x;
      int tapRow = (int) y;
      int stepRight = tapColumn < lastColumn ? sampleStride : 0;
      int stepDown = tapRow < lastRow ? rowStride : 0;
      float fx = x - tapColumn;
      float fy = y - tapRow;
      int place = origin + tapColumn * sampleStride + tapRow * rowStride;
      target.put(at, min + scale * blend(place + red, stepRight, stepDown, fx, fy));
      target.put(at + plane, min + scale * blend(place + green, stepRight, stepDown, fx, fy));
      target.put(at + 2 * plane, min + scale * blend(place + blue, stepRight, stepDown, fx, fy));
    }
  }

  private float blend(int place, int stepRight, int stepDown, float fx, float fy) {
    float topLeft = data[place] & 0xff;
    float topRight = data[place + stepRight] & 0xff;
    float bottomLeft = data[place + stepDown] & 0xff;
    float bottomRight = data[place + stepDown + stepRight] & 0xff;
    float above = topLeft + fx * (topRight - topLeft);
    float below = bottomLeft + fx * (bottomRight - bottomLeft);
    return above + fy * (below - above);
  }

  private static float clamp(float value, int max) {
    return Math.max(0, Math.min(value, max));
  }
}
