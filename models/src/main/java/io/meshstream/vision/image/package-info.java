/** Pictures: from untrusted JPEG and PNG bytes, within limits, to a view of RGB pixels. */
package io.meshstream.vision.image;
