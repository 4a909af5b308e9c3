/**
 * Arithmetic of the JPEG decoder and of crops by Java's Vector API, on machines where that is
 * there: the only package that knows it.
 */
package io.meshstream.vision.vector.kernels;
