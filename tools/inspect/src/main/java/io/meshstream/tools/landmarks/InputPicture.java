package io.meshstream.tools.landmarks;

import io.meshstream.tools.pictures.PictureFile;

/**
 * A picture that is to be analysed.
 *
 * @param file where it is
 * @param destination where what was found is kept
 */
record InputPicture(PictureFile file, Destination destination) {}
