/** Which landmarks belong together: MediaPipe's named edge sets. */
package io.meshstream.vision.topology;
