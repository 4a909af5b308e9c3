/** Which landmarks belong together: MediaPipe's named edge sets. */
package io.meshstream.face.topology;
