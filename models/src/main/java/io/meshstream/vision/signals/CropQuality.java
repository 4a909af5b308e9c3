package io.meshstream.vision.signals;

/**
 * What the pixels of a face are like, as the landmark model was given them: the middle two thirds
 * of its input, which is where the face is.
 *
 * @param brightness the mean luma (ITU-R BT.601) as a fraction: 0 black, 1 white
 * @param sharpness the variance of the luma's Laplacian (Pech-Pacheco et al., "Diatom autofocusing
 *     in brightfield microscopy", 2000) with luma from 0 to 255, as OpenCV users know it. All faces
 *     are brought to the size of the model's input first: one that is smaller in the picture is
 *     less sharp
 */
public record CropQuality(float brightness, float sharpness) {}
