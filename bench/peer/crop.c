/* libjpeg-turbo's side of bench/peer/crop: decodes the middle of each JPEG named, by cropping
   scanlines and skipping those above, and prints the median time. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <jpeglib.h>

enum { WARM_UP = 200, MEASURED = 400, WIDEST = 4096 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static void decode_middle(const unsigned char *jpeg, size_t size) {
  static unsigned char pixels[3 * WIDEST];
  struct jpeg_decompress_struct picture;
  struct jpeg_error_mgr errors;
  picture.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&picture);
  jpeg_mem_src(&picture, jpeg, size);
  jpeg_read_header(&picture, TRUE);
  picture.out_color_space = JCS_RGB;
  jpeg_start_decompress(&picture);
  JDIMENSION side = picture.output_height == 720 ? 384 : 512;
  JDIMENSION left = (picture.output_width - side) / 2, width = side;
  jpeg_crop_scanline(&picture, &left, &width);
  jpeg_skip_scanlines(&picture, (picture.output_height - side) / 2);
  JSAMPROW row = pixels;
  for (JDIMENSION y = 0; y < side; y++) {
    jpeg_read_scanlines(&picture, &row, 1);
  }
  jpeg_abort_decompress(&picture);
  jpeg_destroy_decompress(&picture);
}

static unsigned char *read_file(const char *name, size_t *size) {
  FILE *file = fopen(name, "rb");
  if (file == NULL) {
    perror(name);
    exit(1);
  }
  fseek(file, 0, SEEK_END);
  *size = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(*size);
  if (bytes == NULL || fread(bytes, 1, *size, file) != *size) {
    perror(name);
    exit(1);
  }
  fclose(file);
  return bytes;
}

int main(int count, char **names) {
  static double millis[MEASURED];
  for (int k = 1; k < count; k++) {
    size_t size;
    unsigned char *jpeg = read_file(names[k], &size);
    for (int i = -WARM_UP; i < MEASURED; i++) {
      double start = now();
      decode_middle(jpeg, size);
      if (i >= 0) {
        millis[i] = now() - start;
      }
    }
    qsort(millis, MEASURED, sizeof *millis, ascending);
    printf("libjpeg-turbo %s: %.3f ms\n", names[k], millis[MEASURED / 2]);
    free(jpeg);
  }
  return 0;
}
