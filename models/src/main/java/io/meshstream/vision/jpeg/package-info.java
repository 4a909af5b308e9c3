/**
 * Parts of JPEG pictures: a decoder in pure Java for untrusted bytes that decodes one region, or a
 * smaller version, and spends as little as possible on the rest.
 *
 * <p>{@link io.meshstream.vision.jpeg.JpegHeader} reads what a picture is and whether this package
 * can decode it; {@link io.meshstream.vision.jpeg.JpegDecoder} decodes.
 */
package io.meshstream.vision.jpeg;
